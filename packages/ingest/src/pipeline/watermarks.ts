import { DuckDBTimestampValue } from "@duckdb/node-api";
import { SOURCES, type SourceId, type SourceWatermark } from "@northstar/core";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";

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

/**
 * Moves a source's watermark, in the transaction of its rows. An event from the future (a wrong clock) counts as of now,
 * or one such row would make the source look fresh for ever.
 */
export async function advanceWatermark(
  transaction: SqlRunner,
  { tenant, source, maxEventAt, now }: { tenant: string; source: SourceId; maxEventAt: bigint | null; now: bigint },
): Promise<void> {
  const eventAt = maxEventAt !== null && maxEventAt > now ? now : maxEventAt;
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

/** Tells the listeners of a commit. A listener that throws is its own problem. */
export async function announceCommit(warehouse: Warehouse): Promise<void> {
  const set = listeners.get(warehouse.instance);
  if (!set || set.size === 0) return;
  const watermarks = await readWatermarks(warehouse);
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
