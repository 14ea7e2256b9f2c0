import { forgetReplacements } from "../identity/replacedIdentifiers.ts";
import { phoneHash } from "../sources/hashing.ts";
import { stageTexts } from "../warehouse/stageTexts.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { stampParameters, type WriteStamp } from "../warehouse/writeRows.ts";
import { erasedKeySql, KEPT_MARKS, KEPT_PARAMETERS, PLAIN_CODE } from "./pseudonym.ts";
import type { Subject } from "./subject.ts";

/** Values of `profession` that fewer people have may tell who somebody is. */
const CROWD = 5;

/** Rows that were changed or removed, by table. */
export type ErasedCounts = Record<string, number>;

/**
 * Takes the person out of the normalised tables. Rows that numbers are made of stay, under pseudonyms, with nothing that tells of the person;
 * so what was counted is counted as before. See buryRow.ts, which does the same to rows that come later.
 */
export async function pseudonymiseRows(
  transaction: WarehouseTransaction,
  subject: Subject,
  salt: string,
  stamp: WriteStamp,
): Promise<{ counts: ErasedCounts; messageIds: string[] }> {
  const { tenant, loaded } = stampParameters(stamp);
  const counts: ErasedCounts = {};
  const hashes = [
    ...[...subject.emailHashes].map((value) => ["email_hash", value]),
    ...[...subject.phoneHashes].map((value) => ["phone_hash", value]),
    ...[...subject.businessScopedIds].map((value) => ["wa_bsuid", value]),
  ];
  await stageTexts(
    transaction,
    "erased_user",
    [...subject.userIds].map((id) => [id]),
  );
  await forgetReplacements(
    transaction,
    tenant,
    hashes.map(([type, value]) => `${type}:${value}`),
  );
  await stagePairs(transaction, "erased_browser", [...subject.browsers]);
  await stagePairs(transaction, "erased_hash", hashes);
  const parameters = { tenant, loaded, pseudonym: subject.pseudonym };
  const run = async (table: string, sql: string, extra: Record<string, string | null> = {}) => {
    const used = Object.entries({ ...parameters, ...extra }).filter(([name]) => sql.includes(`$${name}`));
    const result = await transaction.connection.run(sql, Object.fromEntries(used));
    counts[table] = (counts[table] ?? 0) + result.rowsChanged;
  };
  const user = (column = "user_id") => `${column} IN (SELECT c1 FROM temp.erased_user)`;
  const renamedUser = (column: string) =>
    `CASE WHEN ${user(column)} THEN CAST($pseudonym AS VARCHAR) ELSE ${column} END`;
  const browser = (column: string) => `(SELECT c2 FROM temp.erased_browser WHERE c1 = ${column})`;
  const theirs = (column: string) =>
    `(${user()} OR (user_id IS NULL AND ${column} IN (SELECT c1 FROM temp.erased_browser)))`;
  const session = `CASE WHEN ${browser("user_pseudo_id")} IS NOT NULL AND starts_with(session_id, user_pseudo_id || '.')
    THEN ${browser("user_pseudo_id")} || substr(session_id, length(user_pseudo_id) + 1) ELSE session_id END`;
  const sourceId = `CASE WHEN source_id = 'first_party' OR regexp_full_match(source_id, '\\d{8}') THEN source_id END`;

  await run(
    "events",
    `UPDATE events SET event_id = ${erasedKeySql("event_id")}, user_id = ${renamedUser("user_id")}, session_id = ${session},
       user_pseudo_id = coalesce(${browser("user_pseudo_id")}, user_pseudo_id), source_id = ${sourceId}, _loaded_at = $loaded,
       params = ${kept("params", KEPT_PARAMETERS)},
       _raw = ${kept(
         "_raw",
         KEPT_MARKS,
         `'user_id', CASE WHEN (_raw->>'user_id') IS NOT NULL THEN CAST($pseudonym AS VARCHAR) END,
         'ns_matched', CASE WHEN (_raw->>'ns_matched') IS NOT NULL THEN ${erasedKeySql("(_raw->>'ns_matched')")} END`,
       )}
     WHERE tenant_id = $tenant AND ${theirs("user_pseudo_id")}`,
  );
  await run(
    "sessions",
    `UPDATE sessions SET session_id = ${session}, source_id = ${session}, user_id = ${renamedUser("user_id")},
       user_pseudo_id = coalesce(${browser("user_pseudo_id")}, user_pseudo_id), _raw = NULL, _loaded_at = $loaded
     WHERE tenant_id = $tenant AND ${theirs("user_pseudo_id")}`,
  );
  for (const table of ["content_consumption", "conversions"]) {
    const pseudo = `(_raw->>'user_pseudo_id')`;
    const id = `CASE WHEN starts_with(id, 'first_party:') THEN 'first_party:' || ${erasedKeySql("substr(id, 13)")} ELSE ${erasedKeySql("id")} END`;
    await run(
      table,
      `UPDATE ${table} SET id = ${id}, user_id = ${renamedUser("user_id")}, source_id = ${sourceId}, _loaded_at = $loaded,
         _raw = json_merge_patch('{}', json_object('user_pseudo_id', coalesce(${browser(pseudo)}, ${pseudo}),
           'user_id', CASE WHEN (_raw->>'user_id') IS NOT NULL THEN CAST($pseudonym AS VARCHAR) END))
       WHERE tenant_id = $tenant AND ${theirs(pseudo)}`,
    );
  }
  const byHash = (table: string) => `EXISTS (SELECT 1 FROM temp.erased_hash AS h WHERE h.c2 = (${table}._raw->>h.c1))`;
  const messages = `tenant_id = $tenant AND (${user()} OR (user_id IS NULL AND ${byHash("messages")}))`;
  const messageIds = (await transaction.all(`SELECT message_id FROM messages WHERE ${messages}`, { tenant })).map(
    (row) => String(row.message_id),
  );
  messageIds.push(...(await inboundIds(transaction, tenant, subject, salt)));
  await stageTexts(
    transaction,
    "erased_message",
    messageIds.map((id) => [id]),
  );
  await run(
    "message_events",
    `UPDATE message_events SET dedup_key = ${erasedKeySql("dedup_key")}, message_id = ${erasedKeySql("message_id")}, url = NULL,
       error_code = CASE WHEN regexp_matches(error_code, '${PLAIN_CODE}') THEN error_code END, source_id = NULL, _raw = NULL, _loaded_at = $loaded
     WHERE tenant_id = $tenant AND (message_id IN (SELECT c1 FROM temp.erased_message) OR ${byHash("message_events")})`,
  );
  await run(
    "messages",
    `UPDATE messages SET message_id = ${erasedKeySql("message_id")}, user_id = ${renamedUser("user_id")}, source_id = NULL, _raw = NULL,
       failure_code = CASE WHEN regexp_matches(failure_code, '${PLAIN_CODE}') THEN failure_code END, _loaded_at = $loaded
     WHERE ${messages}`,
  );
  await run(
    "score_history",
    `UPDATE score_history SET user_id = $pseudonym, source_id = NULL, _raw = NULL, _loaded_at = $loaded WHERE tenant_id = $tenant AND ${user()}`,
  );
  await run(
    "referrals",
    `UPDATE referrals SET referral_id = ${erasedKeySql("referral_id")}, referrer_user_id = ${renamedUser("referrer_user_id")},
       invitee_user_id = ${renamedUser("invitee_user_id")}, code = NULL, source_id = NULL, _raw = NULL, _loaded_at = $loaded
     WHERE tenant_id = $tenant AND (${user("referrer_user_id")} OR ${user("invitee_user_id")})`,
  );
  await run(
    "users",
    `UPDATE users SET referrer_user_id = $pseudonym, _loaded_at = $loaded WHERE tenant_id = $tenant AND ${user("referrer_user_id")}`,
  );
  // Contacts that were merged away count nowhere.
  await run(
    "users",
    `DELETE FROM users WHERE tenant_id = $tenant AND ${user()} AND user_id IS DISTINCT FROM $canonical`,
    { canonical: subject.canonical },
  );
  await run(
    "users",
    `UPDATE users SET user_id = $pseudonym, source_id = $pseudonym, email_hash = NULL, phone_hash = NULL, wa_bsuid = NULL, crm_id = NULL,
       consent_email = false, consent_whatsapp = false, deleted_at = $loaded, _loaded_at = $loaded, _raw = '{}',
       profession = CASE WHEN (SELECT count(*) FROM users AS other WHERE other.tenant_id = $tenant AND other.profession = users.profession) > ${CROWD}
         THEN profession END
     WHERE tenant_id = $tenant AND ${user()}`,
  );
  await run(
    "identities",
    `UPDATE identities SET identity_value = coalesce(${browser("identity_value")}, identity_value), user_id = $pseudonym, source_id = NULL, _raw = NULL,
       _loaded_at = $loaded WHERE tenant_id = $tenant AND identity_type = 'user_pseudo_id' AND ${user()}`,
  );
  await run(
    "identities",
    `DELETE FROM identities WHERE tenant_id = $tenant AND (${user()} OR (identity_type = 'crm_id' AND ${user("identity_value")}))`,
  );
  return { counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)), messageIds };
}

/** Both columns are there also when nothing is in them. */
function stagePairs(
  transaction: WarehouseTransaction,
  name: string,
  pairs: readonly (readonly (string | null)[])[],
): Promise<void> {
  return stageTexts(transaction, name, pairs.length === 0 ? [[null, null]] : pairs);
}

/** Of a flat JSON object these names, and what else is said; nulls left out. */
function kept(column: string, names: readonly string[], also?: string): string {
  const pairs = names.map((name) => `'${name}', ${column}->'${name}'`);
  return `json_merge_patch('{}', json_object(${[...pairs, ...(also ? [also] : [])].join(", ")}))`;
}

/** Messages that a person wrote unasked: only their id, which has the number inside, says whose they are. */
async function inboundIds(
  transaction: WarehouseTransaction,
  tenant: string,
  subject: Subject,
  salt: string,
): Promise<string[]> {
  if (subject.phoneHashes.size === 0) return [];
  const rows = await transaction.all(
    `SELECT message_id FROM message_events WHERE tenant_id = $tenant AND event_type = 'inbound' AND starts_with(message_id, 'wamid.')`,
    { tenant },
  );
  return rows
    .map((row) => String(row.message_id))
    .filter((id) => {
      const inside = Buffer.from(id.slice("wamid.".length), "base64").toString("latin1");
      return (inside.match(/\d{6,}/g) ?? []).some((digits) => subject.phoneHashes.has(phoneHash(digits, salt) ?? ""));
    });
}
