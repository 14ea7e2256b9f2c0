import { identifier } from "../warehouse/ddl.ts";
import { stageTexts } from "../warehouse/stageTexts.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { stampParameters, type WriteStamp } from "../warehouse/writeRows.ts";
import { endReplacedIdentities, writeReplacements } from "./replacedIdentifiers.ts";
import type { ResolvedRows } from "./resolveRows.ts";
import { USER_COLUMNS } from "./resolveRows.ts";

/**
 * Tells rows that were loaded before whose they are. A row that named its person itself (`_raw.user_id`) keeps it; one
 * that got a person through an identifier follows the identifier. They count as loaded now, which is what tells the rollup
 * of their month.
 */
export async function resolveLate(
  transaction: WarehouseTransaction,
  {
    changes,
    merges,
    replacements,
    endsReplaced,
  }: Pick<ResolvedRows, "changes" | "merges" | "replacements" | "endsReplaced">,
  stamp: WriteStamp,
): Promise<void> {
  await writeReplacements(transaction, replacements, stamp);
  if (endsReplaced) await endReplacedIdentities(transaction, stamp);
  if (changes.length > 0) {
    await stageTexts(
      transaction,
      "identity_change",
      changes.map(({ type, value, userId }) => [type, value, userId]),
    );
    const types = new Set<string>(changes.map(({ type }) => type));
    if (types.has("user_pseudo_id")) {
      await follow(transaction, "events", "user_pseudo_id", `events.user_pseudo_id`, stamp);
      for (const table of ["content_consumption", "conversions"]) {
        await follow(transaction, table, "user_pseudo_id", `(${table}._raw->>'user_pseudo_id')`, stamp);
      }
    }
    for (const type of ["email_hash", "phone_hash", "wa_bsuid"]) {
      if (types.has(type)) await follow(transaction, "messages", type, `(messages._raw->>'${type}')`, stamp);
    }
  }
  if (merges.length > 0) await moveMerged(transaction, merges, stamp);
}

/**
 * Says until when the identifiers of contacts that were merged away were theirs: the time of the merge, where it is known.
 */
export async function endMergedIdentities(transaction: WarehouseTransaction, stamp: WriteStamp): Promise<void> {
  const { tenant, loaded } = stampParameters(stamp);
  await transaction.run(
    `UPDATE identities SET valid_to = merged.at, _loaded_at = $loaded FROM (
       SELECT identity_value AS loser, min(valid_from) AS at FROM identities
       WHERE tenant_id = $tenant AND identity_type = 'crm_id' AND identity_value <> user_id GROUP BY 1) AS merged
     WHERE identities.tenant_id = $tenant AND identities.user_id = merged.loser AND merged.at IS NOT NULL
       AND (valid_to IS NULL OR valid_to > merged.at)`,
    { tenant, loaded },
  );
}

async function follow(
  transaction: WarehouseTransaction,
  table: string,
  type: string,
  key: string,
  stamp: WriteStamp,
): Promise<void> {
  const { tenant, loaded } = stampParameters(stamp);
  await transaction.run(
    `UPDATE ${table} SET user_id = change.c3, _loaded_at = $loaded FROM temp.identity_change AS change
     WHERE change.c1 = '${type}' AND ${key} = change.c2 AND ${table}.tenant_id = $tenant
       AND (${table}.user_id IS NULL OR (${table}.user_id <> change.c3 AND (${table}._raw->>'user_id') IS NULL))`,
    { tenant, loaded },
  );
}

/** Rows of a contact that was merged into another become the other's; its own row is marked deleted. */
async function moveMerged(
  transaction: WarehouseTransaction,
  merges: ResolvedRows["merges"],
  stamp: WriteStamp,
): Promise<void> {
  const { tenant, loaded } = stampParameters(stamp);
  await stageTexts(
    transaction,
    "merged_contact",
    merges.map(({ loser, survivor }) => [loser, survivor, ""]),
  );
  for (const [table, columns = []] of Object.entries(USER_COLUMNS)) {
    // Its key holds the person, so rows are copied rather than changed.
    if (table === "score_history") continue;
    for (const column of columns) {
      await transaction.run(
        `UPDATE ${identifier(table)} AS t SET ${identifier(column)} = merged.c2, _loaded_at = $loaded FROM temp.merged_contact AS merged
         WHERE t.${identifier(column)} = merged.c1 AND t.tenant_id = $tenant`,
        { tenant, loaded },
      );
    }
  }
  await transaction.run(
    `INSERT INTO score_history SELECT h.* REPLACE (merged.c2 AS user_id) FROM score_history AS h
     JOIN temp.merged_contact AS merged ON h.user_id = merged.c1 WHERE h.tenant_id = $tenant ON CONFLICT DO NOTHING`,
    { tenant },
  );
  await transaction.run(
    `DELETE FROM score_history WHERE tenant_id = $tenant AND user_id IN (SELECT c1 FROM temp.merged_contact)`,
    { tenant },
  );
  await transaction.run(
    `UPDATE users SET _deleted = true, _loaded_at = $loaded WHERE tenant_id = $tenant AND user_id IN (SELECT c1 FROM temp.merged_contact)`,
    { tenant, loaded },
  );
}
