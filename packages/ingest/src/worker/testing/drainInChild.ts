import { commitDeliveries } from "../../pipeline/commitDeliveries.ts";
import { openSpool } from "../../spool/openSpool.ts";
import { openWarehouse } from "../../warehouse/warehouse.ts";
import { createDrain } from "../drain.ts";
import { readSpoolPosition } from "../spoolState.ts";
import { deliveriesOfRun, NOW } from "./samples.ts";

/**
 * A process that a test kills: receives deliveries into a spool and drains it. `step` names where it kills itself (-9), the `nth` time it
 * comes by; what was acknowledged, and so isn't sent again, is a line of its output.
 */
const [path = "", dir = "", step = "none", nth = "1", from = "0"] = process.argv.slice(2);
let left = Number(nth);
function reach(name: string): void {
  if (name === step && --left === 0) process.kill(process.pid, "SIGKILL");
}

const warehouse = await openWarehouse({ path });
const spool = await openSpool({ dir, after: await readSpoolPosition(warehouse), segmentBytes: 1500 });
const drain = createDrain({
  warehouse,
  spool: {
    read: spool.read,
    async release(position) {
      reach("before release");
      const releasing = spool.release(position);
      reach("in release");
      await releasing;
      reach("after release");
    },
  },
  owner: `child ${process.pid}`,
  now: () => NOW,
  batchBytes: 1200,
  // A killed one's lease doesn't keep the next one waiting.
  leaseMs: -1,
  retryMs: 1,
  maxAttempts: 3,
  async commit(run, deliveries, also) {
    reach("before commit");
    const committed = await commitDeliveries(run, deliveries, {
      within: async (transaction, counted) => {
        await also?.within?.(transaction, counted);
        reach("in the transaction");
      },
    });
    reach("after commit");
    return committed;
  },
});

for (const [index, delivery] of deliveriesOfRun().entries()) {
  if (index < Number(from)) continue;
  reach("before append");
  await spool.append(delivery);
  process.stdout.write(`${index}\n`);
  reach("after append");
  if (index % 4 === 3) await drain.step();
}
while ((await drain.step()) !== "idle");
await spool.close();
await warehouse.close();
