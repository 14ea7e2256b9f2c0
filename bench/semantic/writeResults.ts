import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { MeasuredTile, Times } from "./measureTile.ts";

export interface TileResult {
  tile: string;
  tables: Omit<MeasuredTile, "rows">;
  rollup: Omit<MeasuredTile, "rows">;
}

export interface SemanticResults {
  events: number;
  rows: Record<string, number>;
  memoryLimit: string;
  threads: number;
  /** `fill` is null where an already filled warehouse was used again. */
  seconds: { fill: number | null; buildAllRollups: number; newestAfterCommit: number; firstTileAfterCommit: number };
  rollupTables: number;
  rollupRows: number;
  peakMegabytes: number;
  tiles: TileResult[];
}

/** Writes `<path>.json` with everything and `<path>.md` with a table to read. */
export async function writeResults(path: string, results: SemanticResults): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.json`, `${JSON.stringify(results, readable, 1)}\n`);
  await writeFile(`${path}.md`, table(results));
}

function readable(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(2)) : value;
}

function table({ events, seconds, tiles, ...results }: SemanticResults): string {
  const facts = Object.values(results.rows).reduce((sum, rows) => sum + rows, 0);
  return `# Semantic layer on ${events.toLocaleString("en")} events

Written by \`node bench/semantic.ts --events ${events}\`: ${facts.toLocaleString("en")} rows in all, DuckDB with ${results.threads} threads and a memory limit of ${results.memoryLimit}.
Each cell is p50 / p95 in milliseconds and, where it isn't 50, the number of runs. "SQL" is what Cube generates, run without Cube: over the tables,
then over the rollup. A tile's number asks up to three periods, which Cube and the SQL run side by side. "new" is a question that Cube has never seen,
which it plans and whose SQL it runs; "again" is the same tile asked again while nothing is new. "above" is what Cube adds to a new question's SQL on its rollup, at p50.

| what | seen |
| --- | --- |
| filling the warehouse | ${seconds.fill === null ? "done before" : `${seconds.fill.toFixed(1)} s`} |
| building all rollups (${results.rollupTables} tables, ${results.rollupRows.toLocaleString("en")} rows) | ${seconds.buildAllRollups.toFixed(1)} s |
| rollups up to date after a commit in the running month | ${seconds.newestAfterCommit.toFixed(1)} s |
| first north-star tile after such a commit | ${seconds.firstTileAfterCommit.toFixed(2)} s |
| peak memory of the process | ${Math.round(results.peakMegabytes)} MB |

| tile | tables, SQL | tables, Cube, new | rollup, SQL | rollup, Cube, new | rollup, Cube, again | above | rollup |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
${tiles.map(line).join("\n")}
`;
}

function line({ tile, tables, rollup }: TileResult): string {
  const above = (rollup.cube.p50 - rollup.sql.p50).toFixed(1);
  const cells = [tables.sql, tables.cube, rollup.sql, rollup.cube, rollup.again].map(cell).join(" | ");
  return `| ${tile} | ${cells} | ${above} | ${rollup.rollups.join(", ") || "none"} |`;
}

function cell({ p50, p95, runs }: Times): string {
  return `${p50.toFixed(1)} / ${p95.toFixed(1)}${runs === 50 ? "" : ` (${runs})`}`;
}
