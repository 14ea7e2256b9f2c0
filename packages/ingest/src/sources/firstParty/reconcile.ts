import { DuckDBTimestampValue } from "@duckdb/node-api";
import { rebuildStagedSessions } from "../../pipeline/touchedSessions.ts";
import { stageTexts } from "../../warehouse/stageTexts.ts";
import type { Row, WarehouseTransaction } from "../../warehouse/warehouse.ts";
import { type RowsByTable, stampParameters, type WriteStamp } from "../../warehouse/writeRows.ts";
import { FIRST_PARTY } from "../segment.ts";
import { type Comparable, matchEvents } from "./matchEvents.ts";

/** A stretch of time, both ends in it, µs UTC. */
export interface Span {
  from: bigint;
  to: bigint;
}

const HOUR = 3_600_000_000n;
/** How far around what changed events are compared anew: farther than any chain of events within the tolerance. */
const AROUND = HOUR;
/** The time that an export table's day (`YYYYMMDD`) may hold, in whatever zone the property has. */
export function spanOfDay(day: string): Span {
  const start = BigInt(Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`)) * 1000n;
  return { from: start - 14n * HOUR, to: start + 38n * HOUR };
}

/**
 * Calls of the site that came before, by their message: a retry has another time of sending, hence another time corrected by it, and would else
 * stand beside the first.
 */
export async function leaveOutKnownCalls(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  stamp: WriteStamp,
): Promise<void> {
  const events = tables.get("events") ?? [];
  const own = events.filter((row) => row.source_id === FIRST_PARTY);
  if (own.length === 0) return;
  await stageTexts(
    transaction,
    "own_event",
    own.map((row) => [String(row.event_id)]),
  );
  const known = await transaction.all(
    `SELECT event_id FROM events WHERE tenant_id = $tenant AND source_id = '${FIRST_PARTY}' AND event_id IN (SELECT c1 FROM temp.own_event)`,
    { tenant: stamp.tenant },
  );
  if (known.length === 0) return;
  const ids = new Set(known.map((row) => row.event_id));
  tables.set(
    "events",
    events.filter((row) => !ids.has(row.event_id)),
  );
}

/** Compares the site's events with GA4's around those that were just written. */
export async function reconcileWritten(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  stamp: WriteStamp,
): Promise<void> {
  if (stamp.source !== "ga4") return;
  let span: Span | null = null;
  for (const { occurred_at: at } of tables.get("events") ?? []) {
    if (typeof at !== "bigint") continue;
    span ??= { from: at, to: at };
    if (at < span.from) span.from = at;
    if (at > span.to) span.to = at;
  }
  if (span !== null) await reconcile(transaction, span, stamp);
}

/**
 * Decides anew, for a stretch of time, which of the site's events GA4's export tells of too. GA4's row stays, because it has the final
 * attribution and is replaced by day; the site's is marked `_deleted` and keeps what it was matched with in `_raw.ns_matched`. What GA4 doesn't tell of
 * (any more) counts as the site told it. Conversions and plays follow their events.
 */
export async function reconcile(transaction: WarehouseTransaction, span: Span, stamp: WriteStamp): Promise<void> {
  const { tenant, loaded } = stampParameters(stamp);
  const around = times(span, AROUND);
  const own = (await readEvents(transaction, tenant, around, `source_id = '${FIRST_PARTY}'`)).map(comparable);
  if (own.length === 0) return;
  const wide = times(span, 2n * AROUND);
  await stageTexts(
    transaction,
    "own_event",
    own.map(({ eventId, pseudoId, sharedId, name }) => [eventId, pseudoId, sharedId, name]),
  );
  const exported = await readEvents(
    transaction,
    tenant,
    wide,
    `source_id IS DISTINCT FROM '${FIRST_PARTY}' AND source = 'ga4' AND name IN (SELECT c4 FROM temp.own_event) AND (
       user_pseudo_id IN (SELECT c2 FROM temp.own_event WHERE c2 IS NOT NULL)
       OR ${SHARED_ID} IN (SELECT c3 FROM temp.own_event WHERE c3 IS NOT NULL))`,
  );
  // What lies outside the stretch keeps what it was matched with.
  const taken = await transaction.all(
    `SELECT _raw->>'ns_matched' AS matched FROM events WHERE tenant_id = $tenant AND source_id = '${FIRST_PARTY}' AND _deleted
       AND occurred_at BETWEEN $from AND $to AND event_id NOT IN (SELECT c1 FROM temp.own_event)`,
    { tenant, ...wide },
  );
  const free = new Set(taken.map((row) => row.matched));
  const matches = matchEvents(
    own,
    exported.map(comparable).filter(({ eventId }) => !free.has(eventId)),
  );
  await stageTexts(
    transaction,
    "own_match",
    own.map(({ eventId }) => [eventId, matches.get(eventId) ?? null]),
  );
  const changed = `own_match.c2 IS DISTINCT FROM (events._raw->>'ns_matched')`;
  await transaction.run(
    `CREATE OR REPLACE TEMP TABLE own_session AS SELECT DISTINCT session_id AS c1 FROM events, temp.own_match
     WHERE tenant_id = $tenant AND event_id = own_match.c1 AND session_id IS NOT NULL AND ${changed} AND occurred_at BETWEEN $from AND $to`,
    { tenant, ...around },
  );
  await transaction.run(
    `UPDATE events SET _deleted = own_match.c2 IS NOT NULL, _loaded_at = $loaded,
       _raw = json_merge_patch(events._raw, json_object('ns_matched', own_match.c2))
     FROM temp.own_match WHERE events.tenant_id = $tenant AND events.event_id = own_match.c1 AND ${changed}
       AND events.occurred_at BETWEEN $from AND $to`,
    { tenant, loaded, ...around },
  );
  await transaction.run(
    `UPDATE conversions SET _deleted = own_match.c2 IS NOT NULL, _loaded_at = $loaded FROM temp.own_match
     WHERE conversions.tenant_id = $tenant AND conversions.id = own_match.c1 AND conversions._deleted <> (own_match.c2 IS NOT NULL)`,
    { tenant, loaded },
  );
  // Several events make one play, so that it counts as GA4's as soon as GA4 has any of it.
  const known = `EXISTS (SELECT 1 FROM content_consumption AS known WHERE known.tenant_id = $tenant AND NOT known._deleted
    AND known.id = substr(play.id, ${FIRST_PARTY.length + 2}))`;
  await transaction.run(
    `UPDATE content_consumption AS play SET _deleted = NOT play._deleted, _loaded_at = $loaded
     WHERE play.tenant_id = $tenant AND play.source_id = '${FIRST_PARTY}' AND play.started_at BETWEEN $from AND $to
       AND play._deleted <> ${known}`,
    { tenant, loaded, ...wide },
  );
  await rebuildStagedSessions(
    transaction,
    "own_session",
    { from: span.from - 2n * AROUND, to: span.to + 2n * AROUND },
    stamp,
  );
}

/** The id that a site gives an event: the same parameter on both ways. */
const SHARED_ID = `(params->>'event_id')`;

function readEvents(
  transaction: WarehouseTransaction,
  tenant: string,
  span: Record<"from" | "to", DuckDBTimestampValue>,
  condition: string,
): Promise<Row[]> {
  return transaction.all(
    `SELECT event_id, epoch_us(occurred_at) AS at, name, user_pseudo_id, session_id, ${SHARED_ID} AS shared_id FROM events
     WHERE tenant_id = $tenant AND occurred_at BETWEEN $from AND $to AND ${condition}`,
    { tenant, ...span },
  );
}

function comparable(row: Row): Comparable {
  return {
    eventId: String(row.event_id),
    occurredAt: row.at as bigint,
    name: String(row.name),
    pseudoId: row.user_pseudo_id as string | null,
    sessionId: row.session_id as string | null,
    sharedId: row.shared_id as string | null,
  };
}

function times({ from, to }: Span, around: bigint): Record<"from" | "to", DuckDBTimestampValue> {
  return { from: new DuckDBTimestampValue(from - around), to: new DuckDBTimestampValue(to + around) };
}
