import { openWarehouse } from "../../warehouse/warehouse.ts";
import { openLoadTarget } from "../openLoadTarget.ts";
import { publishWarehouse } from "../publishWarehouse.ts";

/** A process that a test kills: publishes the warehouse at `path` to `url`, and kills itself (-9) `afterMs` into the load of `table`. */
const [path = "", url = "", table = "", afterMs = "0"] = process.argv.slice(2);
const warehouse = await openWarehouse({ path });
const target = await openLoadTarget(url);
await publishWarehouse(
  warehouse,
  {
    ...target,
    load(slices) {
      if (slices.some((slice) => slice.table === table)) {
        setTimeout(() => process.kill(process.pid, "SIGKILL"), Number(afterMs));
      }
      return target.load(slices);
    },
  },
  { createSchema: true },
);
await target.close();
await warehouse.close();
