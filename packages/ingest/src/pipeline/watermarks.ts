import { DuckDBTimestampValue } from "@duckdb/node-api";
import { SOURCES, type SourceId, type SourceWatermark } from "@northstar/core";
import { tableDefinition } from "../warehouse/schema.ts";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";
import type { RowsByTable } from "../warehouse/writeRows.ts";

const listeners = new WeakMap<Warehouse["instance"], Set<(watermarks: SourceWatermark[]) => void>>();

/** How far every source has been ingested; all sources, in the order of core's `SOURCES`. */
export async function readWatermarks(warehouse: Pick<Warehouse, "all" | "tenant">): Promise<SourceWatermark[]> {
  const rows = await warehouse.all(
    "SELECT source, last_event_at, last_loaded_at FROM watermarks WHERE tenant_id = $tenant",
    { tenant: warehouse.tenant },
  );
  return SOURCES.map((source) => {
    const row = rows.find((candidate) => candidate.source === source);
    return { source, lastEventAt: isoTime(row?.last_event_at), lastLoadedAt: isoTime(row?.last_loaded_at) };
  });
}

function isoTime(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}

/** What a commit moves. */
export interface Advance {
  tenant: string;
  source: SourceId;
  /** Whose payloads the rows came in. */
  provider: string;
  /** The tables that rows were written to, each with the greatest event time among them, µs UTC; null where a table has none. */
  tables: ReadonlyMap<string, bigint | null>;
  now: bigint;
}

/**
 * Moves a source's watermark and those of its tables, in the transaction of the rows. An event from the future (a wrong clock) counts as of
 * now, or one such row would make the source look fresh for ever.
 */
export async function advanceWatermark(
  transaction: SqlRunner,
  { tenant, source, provider, tables, now }: Advance,
): Promise<void> {
  const upToNow = (at: bigint | null) => (at !== null && at > now ? now : at);
  const eventAt = upToNow(greatestOf(tables.values()));
  await transaction.run(
    `INSERT INTO watermarks VALUES ($tenant, $source, CAST($eventAt AS TIMESTAMP), $now)
     ON CONFLICT (tenant_id, source) DO UPDATE SET
       last_event_at = greatest(watermarks.last_event_at, excluded.last_event_at), last_loaded_at = excluded.last_loaded_at`,
    {
      tenant,
      source,
      eventAt: eventAt === null ? null : new DuckDBTimestampValue(eventAt),
      now: new DuckDBTimestampValue(now),
    },
  );
  if (tables.size === 0) return;
  const moved = [...tables].map(([table, at]) => ({ table, at: upToNow(at)?.toString() ?? null }));
  await transaction.run(
    `INSERT INTO table_watermarks
     SELECT $tenant, $source, $provider, each."table", make_timestamp(CAST(each.at AS BIGINT)), $now
     FROM (SELECT unnest(from_json($moved, '[{"table":"VARCHAR","at":"VARCHAR"}]')) AS each)
     ON CONFLICT (tenant_id, source, provider, table_name) DO UPDATE SET
       last_event_at = greatest(table_watermarks.last_event_at, excluded.last_event_at), last_loaded_at = excluded.last_loaded_at`,
    { tenant, source, provider, moved: JSON.stringify(moved), now: new DuckDBTimestampValue(now) },
  );
}

/** Of each table that has rows, the greatest event time among them. */
export function greatestTimes(tables: RowsByTable): Map<string, bigint | null> {
  const greatest = new Map<string, bigint | null>();
  for (const [table, rows] of tables) {
    if (rows.length === 0) continue;
    const { time } = tableDefinition(table);
    const times = rows.map((row) => (time === undefined ? null : row[time]));
    greatest.set(table, greatestOf(times.filter((at) => typeof at === "bigint")));
  }
  return greatest;
}

/** @returns null when there is none */
export function greatestOf(times: Iterable<bigint | null>): bigint | null {
  let greatest: bigint | null = null;
  for (const at of times) if (at !== null && (greatest === null || at > greatest)) greatest = at;
  return greatest;
}

/**
 * Calls `listener` after every commit of ingest into this warehouse, with the watermarks as they are then.
 * @returns a function that ends it
 */
export function onCommit(warehouse: Warehouse, listener: (watermarks: SourceWatermark[]) => void): () => void {
  const set = listeners.get(warehouse.instance) ?? new Set();
  listeners.set(warehouse.instance, set);
  set.add(listener);
  return () => set.delete(listener);
}

/**
 * Tells the listeners of a commit. A listener that throws is its own problem. What is committed is in, whether or not it can be told of now: a
 * warehouse that can't be read at this moment is left to the next commit.
 */
export async function announceCommit(warehouse: Warehouse): Promise<void> {
  const set = listeners.get(warehouse.instance);
  if (!set || set.size === 0) return;
  const watermarks = await readWatermarks(warehouse).catch(() => null);
  if (watermarks === null) return;
  for (const listener of set) {
    try {
      listener(watermarks);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
