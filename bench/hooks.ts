/**
 * What posting to a hook costs: HTTP → verified → fsynced → 202 on a listening server as `northstar start` has it, with bodies of 2 KB that carry
 * four events each. The load generator is a process of its own on the same two cores. In the same run the same server answers 202 without doing
 * anything, and the disk syncs as fast as it can, so that a noisy machine can be told from a slow program. `paced` sends at a fixed rate and counts
 * from when a delivery was due; `full` sends as fast as the answers come. What a sync takes decides how many connections are needed: half of them
 * wait for one while the other half's is under way. At the end every accepted delivery is looked for in the spool and, once the worker has brought
 * them there, in the warehouse: each exactly once.
 *
 * `node bench/hooks.ts [--seconds 3] [--rate 5000] [--connections 128] [--hook whatsapp|sendgrid]`
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createHooks } from "../packages/ingest/src/hooks/createHooks.ts";
import { onCommit, readWatermarks } from "../packages/ingest/src/pipeline/watermarks.ts";
import { openSecrets } from "../packages/ingest/src/secrets/secretStore.ts";
import { makeDurableFile } from "../packages/ingest/src/spool/durableFile.ts";
import { openSpool } from "../packages/ingest/src/spool/openSpool.ts";
import type { Spool } from "../packages/ingest/src/spool/types.ts";
import { openWarehouse, type Warehouse } from "../packages/ingest/src/warehouse/warehouse.ts";
import { startWorker } from "../packages/ingest/src/worker/startWorker.ts";
import { createNorthstar } from "../packages/server/src/createNorthstar.ts";
import { serveNorthstar } from "../packages/server/src/listen.ts";
import { bodyOf, dedupKeyOf, EVENTS_OF_DELIVERY, newHook, type SentHook } from "./hooks/deliveries.ts";
import type { HookJob, HookSeen } from "./hooks/job.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    rate: { type: "string", default: "5000" },
    connections: { type: "string", default: "128" },
    hook: { type: "string", default: "whatsapp" },
  },
});
const seconds = Number(options.seconds);
const rate = Number(options.rate);
const hook = newHook(options.hook as SentHook["name"]);
/** No more than this machine can take in the time. */
const MOST_PER_SECOND = 20_000;
const NOTHING = "nothing";

const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
const at = Math.floor(Date.now() / 1000);
let fsyncs = 0;
let first = 0;
const accepted = new Set<string>();

const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
const spool = await openSpool({
  dir: join(folder, "spool"),
  makeFile: async (path) => {
    const file = await makeDurableFile(path);
    return {
      ...file,
      write: (...write) => {
        fsyncs += 1;
        return file.write(...write);
      },
    };
  },
});
const receive = createHooks({
  spool,
  secrets: openSecrets({ environment: hook.environment, now: Date.now }),
  now: Date.now,
  onError: (error) => console.error(error),
});
const northstar = await createNorthstar({
  secret: "a-secret-of-the-bench-with-more-than-32-bytes",
  production: true,
  watermarks: () => readWatermarks(warehouse),
  onWatermark: (listener) => onCommit(warehouse, listener),
  hooks: async (request, name, caller) => {
    if (name !== NOTHING) return await receive(request, name, caller);
    await request.arrayBuffer();
    return new Response(null, { status: 202, headers: { "content-length": "0" } });
  },
  cube: {
    modelPath: fileURLToPath(new URL("../cube/model", import.meta.url)),
    instance: warehouse.instance,
    refreshWorker: false,
  },
});
const server = await serveNorthstar(northstar, { port: 0 });
try {
  console.log(
    `load of the machine before: ${loadavg()[0]?.toFixed(2)}; ${hook.name}, ${bodyOf(hook.name, 0, at).length} bytes a body`,
  );
  await rawFsyncs(2048);
  await rawFsyncs(64 * 1024);
  await run("warm up", { path: hook.name, seconds: 1, perSecond: 0, quiet: true });
  const nothing = await run("nothing, full", { path: NOTHING, seconds, perSecond: 0 });
  const full = await run("accepted, full", { path: hook.name, seconds, perSecond: 0 });
  console.log(`  of nothing's rate ${((full.perSecond / nothing.perSecond) * 100).toFixed(0)} %`);
  const idle = await run("nothing, paced", { path: NOTHING, seconds, perSecond: rate });
  const paced = await run("accepted, paced", { path: hook.name, seconds, perSecond: rate });
  console.log(`  p99 ${(paced.p99 / idle.p99).toFixed(1)} times nothing's`);
  await checkSpool(spool);

  const waiting = accepted.size;
  const worker = startWorker({ warehouse, spool, onError: (error) => console.error(error) });
  try {
    await drained("the backlog", waiting, () => worker.settle());
    const before = accepted.size;
    await run("accepted, paced, worker draining", { path: hook.name, seconds, perSecond: rate });
    const left = Object.values(spool.stats().waiting).reduce((sum, count) => sum + count, 0);
    console.log(
      `  in the warehouse when the last was sent: ${accepted.size - before - left} of ${accepted.size - before}`,
    );
    await drained("the rest", left, () => worker.settle());
    await checkWarehouse(warehouse);
  } finally {
    await worker.stop();
  }
} finally {
  await server.close();
  await northstar.close();
  await spool.close();
  await warehouse.close();
  await rm(folder, { recursive: true });
}

async function rawFsyncs(bytes: number): Promise<void> {
  const file = await open(join(folder, "raw"), "w");
  const buffer = Buffer.alloc(bytes, 7);
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < 500; count += 1) {
    await file.writev([buffer], count * bytes);
    await file.datasync();
  }
  const took = (performance.now() - started) / 1000;
  await file.close();
  console.log(`disk alone, ${bytes} bytes each: ${Math.round(count / took)} fsyncs/s`);
}

interface RunOptions {
  path: string;
  seconds: number;
  /** 0: as fast as the answers come. */
  perSecond: number;
  quiet?: boolean;
}

async function run(what: string, { path, seconds: lasting, perSecond, quiet }: RunOptions) {
  const count = Math.ceil((perSecond || MOST_PER_SECOND) * lasting);
  const job: HookJob = {
    port: server.port,
    path,
    hook,
    first,
    count,
    at,
    connections: Number(options.connections),
    seconds: lasting,
    perSecond,
  };
  const generator = fork(fileURLToPath(new URL("./hooks/generator.ts", import.meta.url)), { execArgv: [] });
  const exited = once(generator, "exit");
  generator.send(job);
  await once(generator, "message");
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  const syncsBefore = fsyncs;
  generator.send("go");
  const answer = await Promise.race([once(generator, "message"), exited.then(() => null)]);
  if (answer === null) throw new Error("The load generator ended before it told what it saw.");
  const [seen] = answer as [HookSeen];
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const busy = performance.eventLoopUtilization(loop).utilization;
  await exited;
  const refused = new Set(seen.refused);
  if (path !== NOTHING) {
    for (let index = 0; index < seen.sent; index += 1) {
      if (!refused.has(index)) accepted.add(dedupKeyOf(bodyOf(hook.name, first + index, at)));
    }
  }
  first += seen.sent;
  const good = (seen.sent - refused.size) / seen.seconds;
  if (!quiet) {
    const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
    console.log(
      `${what}: ${Math.round(good)}/s (${seen.sent} in ${seen.seconds.toFixed(1)} s, ${refused.size} refused), ` +
        `p50 ${seen.times.p50.toFixed(1)} p99 ${seen.times.p99.toFixed(1)} max ${seen.times.max.toFixed(0)} ms; ` +
        `server ${percent((user + system) / 1e6 / seen.seconds)} of a core (loop ${percent(busy)} busy, late by p99 ` +
        `${(delay.percentile(99) / 1e6 - 2).toFixed(1)} max ${(delay.max / 1e6 - 2).toFixed(0)} ms), ` +
        `generator ${percent(seen.cpu)}; ${((user + system) / seen.sent).toFixed(0)} µs of CPU each; ` +
        `${Math.round((fsyncs - syncsBefore) / seen.seconds)} fsyncs/s`,
    );
  }
  return { perSecond: good, p99: seen.times.p99 };
}

async function drained(what: string, deliveries: number, settle: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await settle();
  const took = (performance.now() - started) / 1000;
  const perSecond = Math.round(deliveries / took);
  console.log(
    `${what}: ${deliveries} deliveries in the warehouse after ${took.toFixed(1)} s, ${perSecond} deliveries or ${perSecond * EVENTS_OF_DELIVERY} events a second`,
  );
}

async function checkSpool(kept: Spool): Promise<void> {
  const found = new Map<string, number>();
  let after = { segment: 0, offset: 0 };
  for (;;) {
    const part = await kept.read(after, 16 * 1024 * 1024);
    for (const { delivery, end } of part) {
      if (dedupKeyOf(delivery.body) !== delivery.dedupKey) throw new Error("A body isn't as it was sent.");
      found.set(delivery.dedupKey, (found.get(delivery.dedupKey) ?? 0) + 1);
      after = end;
    }
    if (part.length === 0) break;
  }
  const lost = [...accepted].filter((key) => found.get(key) !== 1).length;
  console.log(`spool: ${found.size} deliveries of ${accepted.size} accepted; ${lost} of them not there exactly once`);
  if (lost > 0) process.exitCode = 1;
}

async function checkWarehouse(kept: Warehouse): Promise<void> {
  const [row] = await kept.all(
    `SELECT (SELECT count(*) FROM raw_inbox) AS deliveries, (SELECT count(DISTINCT dedup_key) FROM raw_inbox WHERE processed_at IS NOT NULL) AS keys,
       (SELECT count(*) FROM message_events) AS events, (SELECT count(*) FROM dead_letter) AS dead`,
  );
  const { deliveries, keys, events, dead } = Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]),
  );
  const isRight =
    deliveries === accepted.size && keys === accepted.size && events === accepted.size * EVENTS_OF_DELIVERY;
  console.log(
    `warehouse: ${deliveries} deliveries, ${events} events, ${dead} dead letters${isRight ? "" : ": NOT WHAT WAS ACCEPTED"}`,
  );
  if (!isRight) process.exitCode = 1;
}
