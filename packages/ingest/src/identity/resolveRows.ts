import { buryRows } from "../erase/buryRow.ts";
import { type IdentityType, identityKey, type TableRow } from "../sources/normaliser.ts";
import type { IdentityChange, IdentityMap } from "./IdentityMap.ts";
import type { Replacement } from "./replacedIdentifiers.ts";

/** Rows that know whose they are, as far as it is known, and what earlier rows must be told. */
export interface ResolvedRows {
  rows: TableRow[];
  changes: IdentityChange[];
  merges: { loser: string; survivor: string }[];
  /** Identifiers that came in the place of others. */
  replacements: Replacement[];
  /** People who ask to be forgotten, by the id that their request named. */
  erasures: { userId: string; by: string }[];
  /** Whether an identifier is, or was, of a contact that was merged away. */
  endsIdentities: boolean;
  /** Whether an identifier came, or came in the place of one, that belongs to somebody by now. */
  endsReplaced: boolean;
  /** Whether a row told of somebody who was erased. */
  buried: boolean;
  /** What the rows were resolved with. */
  identities: IdentityMap;
}

/** Columns that hold a person's id, by table. */
export const USER_COLUMNS: Readonly<Partial<Record<TableRow["table"], readonly string[]>>> = {
  users: ["referrer_user_id"],
  events: ["user_id"],
  sessions: ["user_id"],
  content_consumption: ["user_id"],
  messages: ["user_id"],
  conversions: ["user_id"],
  score_history: ["user_id"],
  referrals: ["referrer_user_id", "invitee_user_id"],
};

/**
 * Learns the identities among the rows, then fills in the person of every row. Identity rows that say nothing new are
 * left out, so that a browser seen a thousand times costs one row.
 */
export function resolveRows(given: readonly TableRow[], identities: IdentityMap): ResolvedRows {
  const { tombstones } = identities;
  const rows = tombstones.size === 0 ? given : buryRows(given, tombstones, (keys) => identities.resolve(keys));
  const buried = rows.length !== given.length || rows.some((item, index) => item !== given[index]);
  const changes: IdentityChange[] = [];
  const merges: ResolvedRows["merges"] = [];
  const erasures: ResolvedRows["erasures"] = [];
  const kept: TableRow[] = [];
  const replacements: Replacement[] = [];
  const moved = new Set<string>();
  let endsIdentities = false;
  for (const item of rows) {
    if (item.table !== "identities") continue;
    const { row } = item;
    const type = row.identity_type as IdentityType;
    if (item.replaces !== undefined) {
      const key = identityKey(type, row.identity_value ?? "");
      const replacement = { from: item.replaces, to: key, at: row.valid_from ?? 0n };
      if (!identities.learnReplacement(replacement)) continue;
      replacements.push(replacement);
      moved.add(item.replaces).add(key);
      continue;
    }
    const learned = identities.learn(type, row.identity_value ?? "", row.user_id ?? "", row.valid_from ?? null);
    if (!learned.news) continue;
    if (learned.change) changes.push(learned.change);
    if (learned.merge) merges.push(learned.merge);
    if (learned.merge || identities.isMergedAway(row.user_id ?? "")) endsIdentities = true;
    if (identities.hasReplacements) moved.add(identityKey(type, row.identity_value ?? ""));
    kept.push(item);
  }
  for (const { type, value, userId, from, change } of identities.followReplacements(moved)) {
    if (change) changes.push(change);
    kept.push({
      table: "identities",
      row: { identity_type: type, identity_value: value, user_id: userId, valid_from: from },
    });
  }
  for (const item of rows) {
    if (item.table === "identities") continue;
    if (item.erase !== undefined) {
      erasures.push({ userId: String((item.row as { user_id?: unknown }).user_id), by: item.erase });
      continue;
    }
    const row = item.row as Record<string, unknown>;
    for (const column of USER_COLUMNS[item.table] ?? []) {
      const value = row[column];
      if (typeof value === "string") row[column] = identities.canonical(value);
    }
    if (item.identities && (row.user_id === null || row.user_id === undefined)) {
      row.user_id = identities.resolve(item.identities);
    }
    if (item.table === "users" && identities.isMergedAway(String(row.user_id))) row._deleted = true;
    kept.push(item);
  }
  return {
    rows: kept,
    changes,
    merges,
    replacements,
    erasures,
    endsIdentities,
    endsReplaced: [...moved].some((key) => identities.isReplaced(key)),
    buried,
    identities,
  };
}
