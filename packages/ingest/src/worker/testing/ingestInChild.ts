import { join } from "node:path";
import { createInterface } from "node:readline";
import { IngestError } from "../../errors.ts";
import { openSpool } from "../../spool/openSpool.ts";
import { openWarehouse } from "../../warehouse/warehouse.ts";
import { readSpoolPosition, startWorker } from "../startWorker.ts";
import { deliveriesOfRun } from "./samples.ts";

/** A process that drains the installation in a folder, and does what it is told on its input: `half`, `all`, `settle`, `close`. */
const [folder = ""] = process.argv.slice(2);
const say = (word: string) => process.stdout.write(`${word}\n`);

try {
  const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
  const spool = await openSpool({ dir: join(folder, "spool"), after: await readSpoolPosition(warehouse) });
  const worker = startWorker({ warehouse, spool });
  say("open");
  const all = deliveriesOfRun();
  for await (const word of createInterface({ input: process.stdin })) {
    if (word === "half" || word === "all") {
      // What was sent before is sent again: who sent it had no answer.
      for (const delivery of word === "half" ? all.slice(0, all.length / 2) : all) await spool.append(delivery);
      say(`${word} acknowledged`);
    }
    if (word === "settle") {
      await worker.settle();
      say("settled");
    }
    if (word === "close") break;
  }
  await worker.stop();
  await spool.close();
  await warehouse.close();
  say("closed");
  process.exit();
} catch (error) {
  say(error instanceof IngestError ? error.code : String(error));
  process.exit(1);
}
