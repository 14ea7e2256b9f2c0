export { commitDeliveries as commitOneByOne } from "../../pipeline/commitDeliveries.ts";
