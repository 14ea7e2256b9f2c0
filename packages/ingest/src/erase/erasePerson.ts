import { randomUUID } from "node:crypto";
import { IngestError } from "../errors.ts";
import type { IdentityMap } from "../identity/IdentityMap.ts";
import { identitiesOf, readIdentities } from "../identity/identityCache.ts";
import { writeOwnRecords } from "../pipeline/ownRecords.ts";
import { announceCommit } from "../pipeline/watermarks.ts";
import type { IdentityType } from "../sources/normaliser.ts";
import type { Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { WriteStamp } from "../warehouse/writeRows.ts";
import { eraseInbox } from "./eraseInbox.ts";
import { type ErasureProgress, progressOf } from "./erasureProgress.ts";
import { erasedKey, newPseudonym } from "./pseudonym.ts";
import { type ErasedCounts, pseudonymiseRows } from "./pseudonymiseRows.ts";
import { addressHash, recogniser } from "./recognise.ts";
import { findSubject, type Who } from "./subject.ts";
import { addressesIn, sweepTables } from "./sweepTables.ts";
import { readSalt, type Tombstone, tombstoneHash, writeTombstone } from "./tombstones.ts";
import { touchWatermarks } from "./touchWatermarks.ts";

/** What an erasure did; names nobody. */
export interface ErasureReport {
  /** Key of its row in `security_events`. */
  erasureId: string;
  /** Rows changed or removed, by table. */
  rows: ErasedCounts;
}

export interface ErasePersonOptions {
  /** Who asked for it, as it is kept with the erasure: a role or a hash, no person's name. @default "command" */
  by?: string;
  /** Milliseconds since the epoch. @default Date.now */
  clock?: () => number;
  /** Finds out what would change: does all of it and takes it back, so that nothing has changed. @default false */
  dryRun?: boolean;
  /** Told of each step; must not throw. */
  onProgress?: (progress: ErasureProgress) => void;
}

/** Ends the transaction of a dry run. */
class TakenBack extends Error {
  readonly report: ErasureReport;

  constructor(report: ErasureReport) {
    super("Nothing was changed: this was a dry run.");
    this.report = report;
  }
}

/**
 * Forgets a person: no table, payload or dead letter tells of them any more, and payloads that come or are replayed later don't bring them back. What
 * was counted stays counted, under a pseudonym. Nothing happens, but a row says so, when nobody is known by the identifier; it is refused in
 * future all the same.
 * @throws IngestError `bad_option` without an identifier, and the warehouse's codes
 */
export async function erasePerson(
  warehouse: Warehouse,
  who: Who,
  options: ErasePersonOptions = {},
): Promise<ErasureReport> {
  if (![who.crmId, who.email, who.phone, who.userId].some((value) => value !== undefined && value.trim() !== "")) {
    throw new IngestError(
      "bad_option",
      "Nobody was named to be erased; give a CRM id, an e-mail address, a phone or a user id.",
    );
  }
  const { by = "command", clock = Date.now, dryRun = false, onProgress } = options;
  const identities = await identitiesOf(warehouse);
  const stamp: WriteStamp = {
    tenant: warehouse.tenant,
    source: "ops",
    runId: randomUUID(),
    loadedAt: BigInt(clock()) * 1000n,
  };
  try {
    const report = await warehouse.transaction(async (transaction) => {
      const done = await eraseWithin(transaction, who, by, stamp, onProgress);
      if (dryRun) throw new TakenBack(done);
      // Answers that were kept under the watermarks before may hold rows of the person.
      await touchWatermarks(transaction, warehouse.tenant);
      return done;
    });
    identities.become(await readIdentities(warehouse, warehouse.tenant));
    await announceCommit(warehouse);
    // What was replaced lies in the log until it is folded into the file.
    await warehouse.checkpoint();
    return report;
  } catch (error) {
    if (error instanceof TakenBack) return error.report;
    throw error;
  }
}

/** The same for those who ask through a source, in the transaction of their request. */
export async function eraseRequested(
  transaction: WarehouseTransaction,
  requests: readonly { userId: string; by: string }[],
  identities: IdentityMap,
  stamp: WriteStamp,
): Promise<void> {
  if (requests.length === 0) return;
  for (const { userId, by } of requests) await eraseWithin(transaction, { crmId: userId }, by, stamp);
  identities.become(await readIdentities(transaction, stamp.tenant));
}

async function eraseWithin(
  transaction: WarehouseTransaction,
  who: Who,
  by: string,
  stamp: WriteStamp,
  onProgress?: (progress: ErasureProgress) => void,
): Promise<ErasureReport> {
  const { tenant } = stamp;
  const note = progressOf(onProgress);
  note.rows("users", 0);
  const salt = await readSalt(transaction);
  const subject = await findSubject(transaction, tenant, who, salt);
  const { counts, messageIds } = await pseudonymiseRows(transaction, subject, salt, stamp);

  const found = new Set<string>();
  const ids = new Set([...subject.userIds, ...subject.browsers.keys(), ...subject.businessScopedIds, ...messageIds]);
  const isTheirs = recogniser({ ...subject, ids }, salt, found);
  const { payloads, deadLetters } = await eraseInbox(transaction, tenant, isTheirs, note.inbox);
  for (const word of await addressesIn(transaction, tenant, note.addresses)) {
    if (subject.emailHashes.has(addressHash(word, salt) ?? "")) found.add(word);
  }
  const words = new Map<string, string>(subject.browsers);
  for (const id of messageIds) words.set(id, erasedKey(id));
  for (const word of [
    ...subject.userIds,
    ...subject.businessScopedIds,
    ...subject.emailHashes,
    ...subject.phoneHashes,
    ...found,
  ]) {
    words.set(word, subject.pseudonym ?? newPseudonym());
  }
  const swept = await sweepTables(transaction, tenant, words, note.sweep);

  const bury = async (type: IdentityType, values: Iterable<string>, pseudonymOf: (value: string) => string | null) => {
    for (const value of values) {
      const tombstone: Tombstone = { pseudonym: pseudonymOf(value), at: stamp.loadedAt };
      await writeTombstone(transaction, tenant, tombstoneHash(salt, type, value), tombstone);
    }
  };
  await bury("crm_id", subject.userIds, () => subject.pseudonym);
  await bury("email_hash", subject.emailHashes, () => subject.pseudonym);
  await bury("phone_hash", subject.phoneHashes, () => subject.pseudonym);
  await bury("wa_bsuid", subject.businessScopedIds, () => subject.pseudonym);
  await bury("user_pseudo_id", subject.browsers.keys(), (value) => subject.browsers.get(value) ?? null);

  const rows: ErasedCounts = { ...counts };
  for (const [table, count] of Object.entries(swept)) rows[table] = (rows[table] ?? 0) + count;
  if (payloads > 0) rows.raw_inbox = payloads;
  if (deadLetters > 0) rows.dead_letter = deadLetters;
  const erasureId = `erasure:${randomUUID()}`;
  const event = {
    event_id: erasureId,
    occurred_at: stamp.loadedAt,
    kind: "erasure",
    actor: by,
    outcome: "allowed",
    severity: "low",
    _raw: JSON.stringify({ rows }),
  };
  await writeOwnRecords(transaction, new Map([["security_events", [event]]]), stamp);
  return { erasureId, rows };
}
