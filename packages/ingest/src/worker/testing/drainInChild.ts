import { setImmediate, setTimeout } from "node:timers/promises";
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
const die = () => process.kill(process.pid, "SIGKILL");
function isReached(name: string): boolean {
  return name === step && --left === 0;
}
function reach(name: string): void {
  if (isReached(name)) die();
}
/** Some time later, while what comes next is under way. */
function reachAfter(name: string, wait: Promise<unknown>): void {
  void wait.then(() => reach(name));
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
  leaseMs: 30_000,
  retryMs: 1,
  maxAttempts: 3,
  async commit(run, deliveries, also) {
    reach("before commit");
    const committed = await commitDeliveries(run, deliveries, {
      within: async (transaction, counted) => {
        await also?.within?.(transaction, counted);
        reach("in the transaction");
        // COMMIT is what follows: it takes about a millisecond, on another thread.
        reachAfter("in commit", setImmediate());
        reachAfter("late in commit", setTimeout(1));
      },
    });
    reach("after commit");
    return committed;
  },
});

for (const [index, delivery] of deliveriesOfRun().entries()) {
  if (index < Number(from)) continue;
  reach("before append");
  const appending = spool.append(delivery);
  reachAfter("in append", setImmediate());
  await appending;
  process.stdout.write(`${index}\n`);
  reach("after append");
  if (index % 4 !== 3) continue;
  await drain.step();
  if (index % 8 !== 7) continue;
  reachAfter("in checkpoint", setImmediate());
  reachAfter("late in checkpoint", setTimeout(3));
  await warehouse.checkpoint();
}
while ((await drain.step()) !== "idle");
await spool.close();
reachAfter("in closing", setTimeout(1));
await warehouse.close();
