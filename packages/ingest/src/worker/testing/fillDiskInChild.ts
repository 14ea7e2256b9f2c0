import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { IngestError } from "../../errors.ts";
import { startIngest } from "../../runtime.ts";
import { lockDown } from "../../warehouse/lockDown.ts";
import { openWarehouse } from "../../warehouse/warehouse.ts";
import { ownDisk, type SmallDiskWay } from "./smallDisk.ts";

/** What happened on the disk that filled up, and what was there in the end. */
export interface FilledDisk {
  /** Numbers of the deliveries that were answered 202. */
  acknowledged: number[];
  /** Answers while the disk was full, and whether each said when to come again. */
  refusals: { status: number; retryAfter: boolean; again: number }[];
  /** Codes of what the worker met. */
  errors: string[];
  /** How often the warehouse was opened anew. */
  reopened: number;
  /** Number of each row: once each. */
  rows: number[];
  /** The same after everything was closed and opened again. */
  rowsOnDisk: number[];
  /** What reading said while the disk was full: a count, or a code. */
  reads: (number | string)[];
}

const [way = "", folder = ""] = process.argv.slice(2);
const disk = ownDisk(way as SmallDiskWay, folder);
const key = randomBytes(32);
const path = join(folder, "warehouse.duckdb");
const result: FilledDisk = {
  ...{ acknowledged: [], refusals: [], errors: [], reopened: 0, rows: [], rowsOnDisk: [], reads: [] },
};

const warehouse = await openWarehouse({ path });
warehouse.instance.onReopen(async () => void result.reopened++);
const ingest = await startIngest({
  ...{ warehouse, dataDir: folder, poll: false },
  environment: { NORTHSTAR_HOOK_SECRET: `whsec_${key.toString("base64")}` },
  onError: (error) => result.errors.push(error instanceof IngestError ? error.code : String(error)),
});
await lockDown(warehouse, [folder]);

/** As Standard Webhooks are signed. */
async function send(n: number): Promise<boolean> {
  const play = { id: String(n), user_id: "u", content_id: "c", started_at: "2026-03-10T12:00:00Z", seconds_played: n };
  const body = JSON.stringify({ ...play, note: randomBytes(10_000).toString("hex") });
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", key).update(`d${n}.${at}.${body}`).digest("base64");
  const headers = {
    ...{ "content-type": "application/json", "webhook-id": `d${n}`, "webhook-timestamp": String(at) },
    "webhook-signature": `v1,${signature}`,
  };
  const request = new Request("http://northstar.test/hooks", { method: "POST", headers, body });
  const response = await ingest.hooks(request, "consumption");
  if (response.status === 202) result.acknowledged.push(n);
  else {
    const retryAfter = Number(response.headers.get("retry-after")) > 0;
    result.refusals.push({ status: response.status, retryAfter, again: n });
  }
  return response.status === 202;
}

async function read(): Promise<number | string> {
  try {
    const [row] = await warehouse.all("SELECT count(*) AS n FROM content_consumption");
    return Number(row?.n);
  } catch (error) {
    return error instanceof IngestError ? error.code : String(error);
  }
}

async function rows(from: typeof warehouse): Promise<number[]> {
  const found = await from.all("SELECT CAST(seconds_played AS INTEGER) AS n FROM content_consumption ORDER BY 1");
  return found.map(({ n }) => Number(n));
}

let next = 0;
while (next < 20) await send(next++);
await ingest.settle();

disk.fill(400_000);
// Until the spool has no room for one more, and the worker has met that the warehouse hasn't either.
for (let refused = 0; refused < 3; ) if (!(await send(next++))) refused++;
while (result.errors.length < 2) await setTimeout(20);
result.reads.push(await read());
await warehouse.checkpoint();
result.reads.push(await read(), await read());
await send(next++);

disk.free();
for (const { again } of [...result.refusals]) await send(again);
await ingest.settle();
result.rows = await rows(warehouse);
await ingest.close();
await warehouse.close();
const again = await openWarehouse({ path });
result.rowsOnDisk = await rows(again);
await again.close();
process.stdout.write(JSON.stringify(result));
