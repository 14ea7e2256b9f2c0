import { openWarehouse } from "../../warehouse/warehouse.ts";
import { hubspotContacts } from "../hubspot.ts";
import { runForTest } from "./runForTest.ts";

/** A process that a test may kill: asks the HubSpot at `origin` into the warehouse at `path`. */
const [path = "", origin = ""] = process.argv.slice(2);
const warehouse = await openWarehouse({ path });
const { error } = await runForTest(warehouse, hubspotContacts({ origin }), { NORTHSTAR_HUBSPOT_TOKEN: "pat-1" });
if (error !== null) throw error;
await warehouse.close();
