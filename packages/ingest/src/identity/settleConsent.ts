import { partialUser } from "../sources/partialUser.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { type RowsByTable, type WriteStamp, writeRows } from "../warehouse/writeRows.ts";
import { mergeUsers } from "./mergeUsers.ts";
import type { ResolvedRows } from "./resolveRows.ts";

/** What a person says to a sender of messages about wanting more of them; a complaint of spam is a no. */
const CHOICES: ReadonlySet<unknown> = new Set(["unsubscribe", "spam", "resubscribe"]);

/**
 * Carries what people told the senders of e-mail and WhatsApp over to their consent, where nobody has told of it since: an unsubscription holds
 * until the CRM changes the person, or the person says otherwise. After the rows, so that choices that were there before their person is known count too.
 * The newest choice decides, of several at one time the no: the same in whatever order they come.
 */
export async function settleConsent(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  { changes, merges }: Pick<ResolvedRows, "changes" | "merges">,
  stamp: WriteStamp,
): Promise<void> {
  const isTold =
    (tables.get("users")?.length ?? 0) > 0 ||
    changes.length > 0 ||
    merges.length > 0 ||
    (tables.get("message_events") ?? []).some(({ event_type: type }) => CHOICES.has(type));
  if (!isTold) return;
  const rows = await transaction.all(SQL, { tenant: stamp.tenant });
  if (rows.length === 0) return;
  const told = rows.map(({ user_id, consent, wants, version }) =>
    partialUser(String(user_id), { [String(consent)]: { value: wants === true, version: String(version) } }),
  );
  const users: RowsByTable = new Map([["users", told.map(({ row }) => row as Record<string, unknown>)]]);
  await mergeUsers(transaction, users, stamp);
  // People are the CRM's, whoever tells of them.
  await writeRows(transaction, users, { ...stamp, source: "crm" });
}

/** Consents of people who are known and there that are older than the choice; a choice without a message says itself whose it is. */
const SQL = `
WITH choice AS (
  SELECT coalesce(m.user_id, i.user_id) AS user_id, 'consent_' || e.source AS consent, e.event_type = 'resubscribe' AS wants, e.occurred_at
  FROM message_events AS e
  LEFT JOIN messages AS m ON m.tenant_id = e.tenant_id AND m.message_id = e.message_id
  LEFT JOIN identities AS i ON e.message_id IS NULL AND i.tenant_id = e.tenant_id AND NOT i._deleted AND i.valid_to IS NULL
    AND i.identity_type IN ('email_hash', 'phone_hash', 'wa_bsuid') AND i.identity_value = json_extract_string(e._raw, '$.' || i.identity_type)
  WHERE e.tenant_id = $tenant AND NOT e._deleted AND e.event_type IN ('unsubscribe', 'spam', 'resubscribe') AND e.source IN ('email', 'whatsapp')
), newest AS (
  SELECT user_id, consent, arg_max(wants, (occurred_at, NOT wants)) AS wants, strftime(max(occurred_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS version
  FROM choice WHERE user_id IS NOT NULL GROUP BY user_id, consent
)
SELECT user_id, consent, wants, version FROM (
  SELECT newest.*, coalesce(json_extract_string(_raw, '$.ns_at.' || consent), json_extract_string(_raw, '$.updated_at'), '') AS told_at,
    CASE consent WHEN 'consent_email' THEN consent_email ELSE consent_whatsapp END AS told
  FROM newest JOIN users USING (user_id)
  WHERE users.tenant_id = $tenant AND NOT users._deleted AND users.deleted_at IS NULL
) AS known
WHERE version > told_at OR (version = told_at AND NOT wants AND told IS DISTINCT FROM wants)
ORDER BY user_id, consent`;
