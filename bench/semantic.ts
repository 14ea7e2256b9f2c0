/**
 * What a question to the semantic layer costs on a large warehouse: every tile of every view (`cube/testing/tileQueries.ts`), from the tables
 * and from the rollups, through Cube and as plain SQL; the time to build all rollups and to follow a commit; memory.
 * Writes `bench/results/semantic.json` and `.md`.
 *
 * `node bench/semantic.ts [--events 10000000] [--runs 50] [--seconds 2] [--only pattern] [--warehouse file] [--results path]`
 *
 * `--seconds` bounds each cell: slow ones get fewer runs, which the results say. `--only` takes the tiles whose names match. `--warehouse` keeps the filled file and uses it again.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Row } from "@northstar/core";
import { claims, createModelRuntime } from "../cube/testing/modelRuntime.ts";
import { createRawModel } from "../cube/testing/rawModel.ts";
import { tileQueries, tilesOfCountry } from "../cube/testing/tileQueries.ts";
import { openWarehouse, type Warehouse } from "../packages/ingest/src/warehouse/warehouse.ts";
import { indexViews } from "../packages/server/src/model/viewIndex.ts";
import { fillWarehouse, NOW } from "./semantic/fillWarehouse.ts";
import { measureTile } from "./semantic/measureTile.ts";
import { tapStatements } from "./semantic/tapStatements.ts";
import { type TileResult, writeResults } from "./semantic/writeResults.ts";

const MEMORY_LIMIT = "4GB";
const THREADS = 2;
/** As many as the runtime has. */
const CONNECTIONS = 3;

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    runs: { type: "string", default: "50" },
    seconds: { type: "string", default: "2" },
    only: { type: "string", default: "" },
    warehouse: { type: "string" },
    results: { type: "string", default: fileURLToPath(new URL("./results/semantic", import.meta.url)) },
  },
});
const events = Number(options.events);
const patience = { runs: Number(options.runs), seconds: Number(options.seconds) };

const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
const path = options.warehouse ?? join(folder, "warehouse.duckdb");
const isFilled = (await stat(path).catch(() => null)) !== null;
const warehouse = await openWarehouse({ path });
const rawModel = await createRawModel();
try {
  await warehouse.run(`SET GLOBAL memory_limit = '${MEMORY_LIMIT}'`);
  await warehouse.run(`SET GLOBAL threads = ${THREADS}`);
  const fill = isFilled ? null : await seconds(() => fillWarehouse(warehouse, events));
  if (isFilled) await standStill(warehouse);
  await warehouse.run("DROP SCHEMA IF EXISTS rollups CASCADE");

  const rolled = await createAsked();
  const raw = await createAsked(rawModel.path);
  const meta = await rolled.cube.runtime.metaAll();
  const index = indexViews(meta);
  const context = { now: new Date(`${NOW.replace(" ", "T")}Z`), timeZone: "America/Bogota" };
  const all = tileQueries(index, context);
  const tiles = [...all, ...tilesOfCountry(all, index, "CO")].filter(({ name }) => new RegExp(options.only).test(name));

  const buildAllRollups = await seconds(() => rolled.cube.runtime.buildRollups());
  const [built] = await warehouse.all(
    "SELECT count(*) AS tables, CAST(coalesce(sum(estimated_size), 0) AS BIGINT) AS size FROM duckdb_tables() WHERE schema_name = 'rollups'",
  );
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => warehouse.instance.connect()));
  const results: TileResult[] = [];
  for (const { name, query } of tiles) {
    const { rows: rolledRows, ...rollup } = await measureTile(rolled, query, connections, patience);
    const { rows: rawRows, ...tables } = await measureTile(raw, query, connections, patience);
    if (readable(rolledRows) !== readable(rawRows)) throw new Error(`Rollup and tables answer ${name} differently.`);
    results.push({ tile: name, tables, rollup });
    console.log(
      name,
      rollup.rollups.join(),
      rollup.sql.p50.toFixed(1),
      rollup.cube.p50.toFixed(1),
      rollup.again.p50.toFixed(1),
      tables.sql.p50.toFixed(1),
    );
  }

  const [tile] = tiles;
  await commitPlays(warehouse, "after1");
  await rolled.cube.runtime.refresh();
  const firstTileAfterCommit = await seconds(() => rolled.cube.load(tile?.query ?? {}, claims("default")));
  await commitPlays(warehouse, "after2");
  await rolled.cube.runtime.refresh();
  const newestAfterCommit = await seconds(() => rolled.cube.runtime.buildRollups());
  await writeResults(options.results, {
    events,
    rows: await tableRows(warehouse),
    memoryLimit: MEMORY_LIMIT,
    threads: THREADS,
    seconds: { fill, buildAllRollups, newestAfterCommit, firstTileAfterCommit },
    rollupTables: Number(built?.tables),
    rollupRows: Number(built?.size),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    tiles: results,
  });
  console.log({ buildAllRollups, newestAfterCommit, firstTileAfterCommit });
  for (const connection of connections) connection.closeSync();
  await rolled.cube.close();
  await raw.cube.close();
} finally {
  await warehouse.close();
  await rawModel.remove();
  await rm(folder, { recursive: true });
}

async function createAsked(modelPath?: string) {
  const tap = tapStatements(warehouse.instance);
  const cube = await createModelRuntime(
    { connection: { instance: tap.instance } },
    { queryTimeoutSeconds: 600, connections: CONNECTIONS, ...(modelPath === undefined ? {} : { modelPath }) },
  );
  return { cube, tap };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Opening a warehouse makes its functions anew. */
async function standStill(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`CREATE OR REPLACE MACRO ns_now() AS TIMESTAMP '${NOW}'`);
}

/** What a batch of a webhook commits: some rows of the last hour. */
async function commitPlays(warehouse: Warehouse, batch: string): Promise<void> {
  await warehouse.run(
    `INSERT INTO content_consumption (tenant_id, id, user_id, content_id, started_at, seconds_played, _loaded_at)
     SELECT 'default', '${batch}-' || gen_random_uuid(), 'u' || i, 'c1', TIMESTAMP '${NOW}' - to_seconds(i), 60, CAST(now() AS TIMESTAMP)
     FROM range(500) AS numbers(i)`,
  );
}

async function tableRows(warehouse: Warehouse): Promise<Record<string, number>> {
  const rows = await warehouse.all(
    "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main' AND estimated_size > 0 ORDER BY estimated_size DESC",
  );
  return Object.fromEntries(rows.map(({ table_name, estimated_size }) => [String(table_name), Number(estimated_size)]));
}

/** Sums of the same numbers in another order differ in the last digits. */
function readable(rows: readonly Row[]): string {
  const cell = (value: unknown) =>
    typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(Number(value).toPrecision(10)) : value;
  return JSON.stringify(
    rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .map(([name, value]) => [name, cell(value)])
            .sort(),
        ),
      )
      .sort(),
  );
}
