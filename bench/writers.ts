import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres, startPostgres } from "../cube/testing/postgres.ts";
import {
  duckdbWriter,
  openLoadTarget,
  openWarehouse,
  targetWriter,
  type WarehouseWriter,
  type WriteStamp,
} from "../packages/ingest/src/index.ts";
import { findPostgres } from "../scripts/postgres.ts";

/**
 * Rows a second that writers bring in, given typed rows: wide ones (`events`, some 450 bytes in 22 columns) and narrow ones
 * (`message_events`), a fifth of them repeats of rows of the same batch or of the one before. Beside it what DuckDB takes for a plain
 * `INSERT … SELECT` of the rows that are left into the same table, keys and all, from rows that it has in memory already: nobody who writes
 * into that table is faster. CPU time is what to compare between machines that do other things too.
 * `node bench/writers.ts [rows] [rows of a batch]`
 */
const total = Number(process.argv[2] ?? 300_000);
const batchRows = Number(process.argv[3] ?? 50_000);
const START = Date.UTC(2026, 0, 1);
const stamp: WriteStamp = { tenant: "default", source: "ga4", runId: "bench", loadedAt: BigInt(START) * 1000n };
const NAMES = ["page_view", "session_start", "scroll", "content_play", "click"];
const OUTCOMES = ["sent", "delivered", "read"];

/** Keys as hashes are: in no order. */
const hashLike = (n: number) =>
  ((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, "0") + n.toString(16).padStart(24, "0");

const KINDS = {
  events(n: number): Record<string, unknown> {
    const visitor = Math.floor(n / 4) % 50_000;
    const session = Math.floor(n / 4);
    return {
      event_id: `ga4:${hashLike(n)}`,
      occurred_at: BigInt(START + n * 37) * 1000n,
      received_at: BigInt(START + n * 37 + 900) * 1000n,
      user_id: visitor % 3 === 0 ? `${visitor}` : null,
      user_pseudo_id: `${visitor}.1700000000`,
      session_id: `${visitor}.1700000000.${session}`,
      name: NAMES[n % NAMES.length],
      value: n % 7 === 0 ? n % 30 : null,
      utm_source: "newsletter",
      utm_medium: "email",
      params: `{"ga_session_id":"${session}","engagement_time_msec":"${n % 30_000}","page_location":"https://portal.example/p/${n % 500}"}`,
      source_id: "20260101",
      _raw: `{"ns_country":"CO","ns_device":"mobile","ns_utm_rank":"2","ns_channel":"Email"}`,
    };
  },
  message_events(n: number): Record<string, unknown> {
    return {
      dedup_key: hashLike(n),
      message_id: `m${Math.floor(n / 3)}`,
      event_type: OUTCOMES[n % OUTCOMES.length],
      occurred_at: BigInt(START + n * 37) * 1000n,
      received_at: BigInt(START + n * 37 + 900) * 1000n,
      is_machine: n % 5 === 0,
    };
  },
};
type Kind = keyof typeof KINDS;

/** Of five rows four are new; the fifth repeats one of this batch, or of the batch before. */
function batchOf(kind: Kind, index: number): Record<string, unknown>[] {
  const fresh = Math.floor((batchRows * 4) / 5);
  return Array.from({ length: batchRows }, (_, at) => {
    const n = index * fresh + Math.floor(at / 5) * 4 + (at % 5);
    return KINDS[kind](at % 5 < 4 ? n : Math.max(0, at % 2 === 0 ? n - 3 : n - fresh));
  });
}

interface Measured {
  rows: number;
  seconds: number;
  /** µs of CPU a row. */
  cpu: number;
}

async function measure(rows: number, work: (index: number) => Promise<() => Promise<unknown>>): Promise<Measured> {
  let milliseconds = 0;
  let cpu = 0;
  for (let index = 0; index * batchRows < rows; index++) {
    const run = await work(index);
    const before = process.cpuUsage();
    const start = performance.now();
    await run();
    milliseconds += performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    cpu += user + system;
  }
  return { rows, seconds: milliseconds / 1000, cpu: cpu / rows };
}

const tell = (what: string, { rows, seconds, cpu }: Measured) =>
  console.log(`${what.padEnd(44)} ${Math.round(rows / seconds)} rows/s, ${cpu.toFixed(1)} µs CPU a row`);

const write = (writer: WarehouseWriter, kind: Kind, rows: number) =>
  measure(rows, async (index) => {
    const batch = batchOf(kind, index);
    return () => writer.write(new Map([[kind, batch]]), stamp);
  });

const folder = await mkdtemp(join(tmpdir(), "northstar-writers-"));
try {
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const warehouse = await openWarehouse({ path: join(folder, `${kind}.duckdb`) });
    const written = await write(duckdbWriter(warehouse), kind, total);
    tell(`DuckDB ${kind}, with dedup`, written);
    const [count] = await warehouse.all(`SELECT count(*)::INT AS n FROM ${kind}`);
    const left = Number(count?.n);
    await warehouse.close();

    const plain = await openWarehouse({ path: join(folder, `${kind}-plain.duckdb`) });
    await plain.run(`ATTACH '${warehouse.path}' AS there`);
    await plain.run(`CREATE TEMP TABLE ready AS SELECT * FROM there.${kind}`);
    const inserted = await measure(
      left,
      async (index) => () =>
        plain.run(
          `INSERT INTO ${kind} SELECT * FROM ready WHERE rowid BETWEEN ${index * batchRows} AND ${(index + 1) * batchRows - 1}`,
        ),
    );
    tell(`DuckDB ${kind}, plain INSERT of what is left`, inserted);
    const perLeft = (written.seconds / left / (inserted.seconds / left)).toFixed(2);
    console.log(
      `  the writer takes ${perLeft} times as long as the plain INSERT (CPU ${((written.cpu * total) / (inserted.cpu * left)).toFixed(2)} times)`,
    );
    await plain.close();
  }
  const programs = findPostgres();
  if (programs === null) console.log("Postgres: there is none");
  else {
    const cluster = await startPostgres(programs);
    const writer = targetWriter(await openLoadTarget(cluster.urlOf("postgres")));
    await writer.prepare();
    const rows = Math.ceil(total / 4 / batchRows) * batchRows;
    tell("Postgres events, with dedup (ours only)", await write(writer, "events", rows));
    const session = openPostgres(cluster.urlOf("postgres"));
    console.log(" ", (await session.all("SELECT count(*)::int AS rows FROM events"))[0]);
    await session.close();
    await writer.close();
    await cluster.stop();
  }
  console.log(
    `load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
