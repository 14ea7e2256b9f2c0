import { buryPrepared } from "../erase/buryPrepared.ts";
import { eraseDelivery } from "../erase/eraseInbox.ts";
import { eraseRequested } from "../erase/erasePerson.ts";
import { mergeUsers, settleUsers } from "../identity/mergeUsers.ts";
import { endMergedIdentities, resolveLate } from "../identity/resolveLate.ts";
import type { ResolvedRows } from "../identity/resolveRows.ts";
import { settleConsent } from "../identity/settleConsent.ts";
import { leaveOutKnownCalls, reconcileWritten } from "../sources/firstParty/reconcile.ts";
import type { SourceName } from "../sources/registry.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { byTable, type RowCounts, stampParameters, type WriteStamp, writeRows } from "../warehouse/writeRows.ts";
import type { Drift } from "./drift.ts";
import { type InboxEntry, markProcessed } from "./inbox.ts";
import type { DeadLetter } from "./normalisePart.ts";
import { rebuildTouchedSessions } from "./touchedSessions.ts";
import { advanceWatermark, greatestOf, greatestTimes } from "./watermarks.ts";

/** What a part, or several deliveries of a source, come to, ready to be written. */
export interface PreparedPart {
  provider: SourceName;
  /** The payloads that it came in. */
  entries: readonly InboxEntry[];
  resolved: ResolvedRows;
  dead: readonly (DeadLetter & { dedupKey: string })[];
  drift: Drift[];
  /** Whether a record made no rows, so that none of them tells whom it names. */
  isSilent: boolean;
}

export interface CommittedPart {
  written: RowCounts;
  unchanged: number;
  maxEventAt: bigint | null;
}

/** Writes a part inside a transaction: rows, late identities, sessions, dead letters, drift, watermark and inbox. */
export async function commitPart(
  transaction: WarehouseTransaction,
  part: PreparedPart,
  stamp: WriteStamp,
): Promise<CommittedPart> {
  buryPrepared(part.resolved);
  const tables = byTable(part.resolved.rows);
  await leaveOutKnownCalls(transaction, tables, stamp);
  // Of what came, before it is filled up with what is known of the same people: else it would depend on the order.
  const times = greatestTimes(tables);
  await mergeUsers(transaction, tables, stamp);
  const { written, unchanged } = await writeRows(transaction, tables, stamp);
  await settleUsers(transaction, tables, stamp);
  await resolveLate(transaction, part.resolved, stamp);
  if (part.resolved.endsIdentities) await endMergedIdentities(transaction, stamp);
  await settleConsent(transaction, tables, part.resolved, stamp);
  await reconcileWritten(transaction, tables, stamp);
  const sessions = await rebuildTouchedSessions(transaction, tables, part.resolved, stamp);
  if (sessions > 0) written.sessions = sessions;
  await writeDeadLetters(transaction, part, stamp);
  await writeDrift(transaction, part.provider, part.drift, stamp);
  if (sessions > 0) times.set("sessions", times.get("events") ?? null);
  const { tenant, source, loadedAt: now } = stamp;
  await advanceWatermark(transaction, { tenant, source, provider: part.provider, tables: times, now });
  await markProcessed(transaction, part.entries, stamp.tenant, stamp.loadedAt);
  const { tombstones } = part.resolved.identities;
  if (tombstones.size > 0 && (part.resolved.buried || part.dead.length > 0 || part.isSilent)) {
    for (const entry of part.entries) await eraseDelivery(transaction, stamp.tenant, entry, tombstones);
  }
  await eraseRequested(transaction, part.resolved.erasures, part.resolved.identities, stamp);
  return { written, unchanged, maxEventAt: greatestOf(times.values()) };
}

async function writeDeadLetters(
  transaction: WarehouseTransaction,
  { provider, dead }: PreparedPart,
  stamp: WriteStamp,
): Promise<void> {
  if (dead.length === 0) return;
  await transaction.run(
    `INSERT INTO dead_letter (tenant_id, dead_letter_id, provider, dedup_key, position, reason, message, excerpt, received_at)
     SELECT DISTINCT ON (letter.id) $tenant, $provider || ':' || letter.id, $provider, letter."dedupKey", letter.position, letter.reason, letter.message, letter.excerpt, $loaded
     FROM (SELECT unnest(from_json($letters, '[{"id":"VARCHAR","dedupKey":"VARCHAR","position":"VARCHAR","reason":"VARCHAR","message":"VARCHAR","excerpt":"VARCHAR"}]')) AS letter)
     ON CONFLICT DO NOTHING`,
    {
      tenant: stamp.tenant,
      provider,
      letters: JSON.stringify(dead),
      loaded: stampParameters(stamp).loaded,
    },
  );
}

async function writeDrift(
  transaction: WarehouseTransaction,
  provider: SourceName,
  drift: readonly Drift[],
  stamp: WriteStamp,
): Promise<void> {
  for (const { path, type } of drift) {
    await transaction.run(
      `INSERT INTO schema_drift VALUES ($tenant, $provider, 'payload', $path, $type, $loaded) ON CONFLICT DO NOTHING`,
      { tenant: stamp.tenant, provider, path, type, loaded: stampParameters(stamp).loaded },
    );
  }
}
