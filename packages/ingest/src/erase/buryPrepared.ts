import type { ResolvedRows } from "../identity/resolveRows.ts";
import type { IdentityType } from "../sources/normaliser.ts";
import { buryRows } from "./buryRow.ts";

/**
 * Rows were resolved before the transaction that they are written in began: one that was ahead may have erased a person of theirs, and read the
 * identities anew.
 */
export function buryPrepared(resolved: ResolvedRows): void {
  const { identities } = resolved;
  if (identities.tombstones.size === 0) return;
  const given = resolved.rows;
  resolved.rows = buryRows(given, identities.tombstones, (keys) => identities.resolve(keys));
  for (const { table, row } of resolved.rows) {
    if (table !== "identities") continue;
    identities.learn(
      row.identity_type as IdentityType,
      row.identity_value ?? "",
      row.user_id ?? "",
      row.valid_from ?? null,
    );
  }
  const known = new Set(given);
  for (const item of resolved.rows) {
    if (known.has(item)) continue;
    resolved.buried = true;
    const row = item.row as Record<string, unknown>;
    if (item.identities && (row.user_id === null || row.user_id === undefined)) {
      row.user_id = identities.resolve(item.identities);
    }
  }
  if (resolved.rows.length !== given.length) resolved.buried = true;
}
