import type { Query, Row } from "@northstar/core";
import { claims, type ModelRuntime } from "../../cube/testing/modelRuntime.ts";
import type { DuckDBConnection, TappedInstance, TappedStatement } from "./tapStatements.ts";

/** Milliseconds of one way of asking. */
export interface Times {
  p50: number;
  p95: number;
  runs: number;
}

/** A question asked through Cube, and its SQL without Cube. */
export interface MeasuredTile {
  /** As a question that Cube has never seen: it is planned, and its SQL run. */
  cube: Times;
  /** As a tile asks again while nothing is new: Cube sees that, and has the answer. */
  again: Times;
  sql: Times;
  rows: readonly Row[];
  /** Rollups that answered; none when the tables did. */
  rollups: string[];
}

export interface Asked {
  cube: ModelRuntime;
  tap: TappedInstance;
}

/** At most `runs` runs, but no more than `seconds` allow; always three. */
export interface Patience {
  runs: number;
  seconds: number;
}

/** Cube keeps answers by their query: each run has a limit of its own, far above what a tile's answer has. */
let limit = 5_000;

/** Times a question through Cube, and the statements that Cube ran for it on connections of their own, as many at a time as Cube has. */
export async function measureTile(
  { cube, tap }: Asked,
  query: Query,
  connections: readonly DuckDBConnection[],
  patience: Patience,
): Promise<MeasuredTile> {
  const ask = () => cube.load({ ...query, limit: ++limit }, claims("default"));
  // Fills the refresh keys, so that the tap hears them now.
  await ask();
  tap.take();
  const { data, usedPreAggregations } = await ask();
  const statements = tap.take().filter(({ sql }) => sql.endsWith(`LIMIT ${limit}`));
  if (statements.length === 0) throw new Error(`Cube ran nothing for ${JSON.stringify(query)}`);
  const rollups = Object.keys(usedPreAggregations).map((name) => name.replace(/^\w+\./, "").replace(/\d{8}.*$/, ""));
  return {
    cube: await timed(ask, patience),
    again: await timed(() => cube.load(query, claims("default")), patience),
    sql: await timed(() => runAll(statements, connections), patience),
    rows: data,
    rollups: [...new Set(rollups)],
  };
}

export async function timed(work: () => Promise<unknown>, { runs, seconds }: Patience): Promise<Times> {
  const spans: number[] = [];
  const began = performance.now();
  while (spans.length < runs && (spans.length < 3 || performance.now() - began < 1000 * seconds)) {
    const started = performance.now();
    await work();
    spans.push(performance.now() - started);
  }
  spans.sort((a, b) => a - b);
  const at = (share: number) => spans[Math.min(spans.length - 1, Math.floor(spans.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), runs: spans.length };
}

async function runAll(statements: readonly TappedStatement[], connections: readonly DuckDBConnection[]): Promise<void> {
  const waiting = [...statements];
  await Promise.all(
    connections.map(async (connection) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const statement = await connection.prepare(next.sql);
        statement.bind(next.values);
        await (await statement.run()).getRows();
        statement.destroySync();
      }
    }),
  );
}
