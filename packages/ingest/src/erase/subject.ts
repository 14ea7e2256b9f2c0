import { readReplacements } from "../identity/replacedIdentifiers.ts";
import { emailHash, phoneHash } from "../sources/hashing.ts";
import { type IdentityType, identityKey } from "../sources/normaliser.ts";
import type { SqlRunner } from "../warehouse/warehouse.ts";
import { newPseudonym } from "./pseudonym.ts";
import { readTombstones } from "./tombstones.ts";

/** Who is to be forgotten: one identifier is enough. */
export interface Who {
  crmId?: string;
  email?: string;
  phone?: string;
  /** `users.user_id`, or a `user_id` that a source gave. */
  userId?: string;
}

/** A person, as far as the warehouse knows them. */
export interface Subject {
  /** Their id and those of contacts that were merged into them; empty when no contact is known. */
  userIds: ReadonlySet<string>;
  /** The id that their rows have. */
  canonical: string | null;
  /** Takes the place of their ids; null when no row has one. */
  pseudonym: string | null;
  /** Pseudonyms of browsers that are theirs alone. */
  browsers: ReadonlyMap<string, string>;
  emailHashes: ReadonlySet<string>;
  phoneHashes: ReadonlySet<string>;
  businessScopedIds: ReadonlySet<string>;
}

/** Finds a person by the identifier given and everything that belongs to them alone. */
export async function findSubject(
  runner: Pick<SqlRunner, "all">,
  tenant: string,
  who: Who,
  salt: string,
): Promise<Subject> {
  const email = emailHash(who.email, salt);
  const phone = phoneHash(who.phone, salt);
  const first = who.userId ?? who.crmId ?? (await ownerOf("email_hash", email)) ?? (await ownerOf("phone_hash", phone));
  const userIds = first === null || first === undefined ? new Set<string>() : await mergedWith(first);
  const held: Record<string, Set<string>> = {
    user_pseudo_id: new Set(),
    email_hash: new Set(email === null ? [] : [email]),
    phone_hash: new Set(phone === null ? [] : [phone]),
    wa_bsuid: new Set(),
  };
  for (const id of userIds) {
    // A browser, or a household's telephone, that others claim too stays as it is: it doesn't tell who of them.
    const rows = await runner.all(
      `SELECT identity_type, identity_value FROM identities AS mine WHERE tenant_id = $tenant AND user_id = $id AND identity_type <> 'crm_id'
         AND NOT EXISTS (SELECT 1 FROM identities AS other WHERE other.tenant_id = $tenant AND other.identity_type = mine.identity_type
           AND other.identity_value = mine.identity_value AND NOT list_contains(from_json($ids, '["VARCHAR"]'), other.user_id))
       UNION SELECT 'email_hash', email_hash FROM users WHERE tenant_id = $tenant AND user_id = $id AND email_hash IS NOT NULL
       UNION SELECT 'phone_hash', phone_hash FROM users WHERE tenant_id = $tenant AND user_id = $id AND phone_hash IS NOT NULL
       UNION SELECT 'wa_bsuid', wa_bsuid FROM users WHERE tenant_id = $tenant AND user_id = $id AND wa_bsuid IS NOT NULL`,
      { tenant, id, ids: JSON.stringify([...userIds]) },
    );
    for (const row of rows) held[String(row.identity_type)]?.add(String(row.identity_value));
  }
  // Addresses that nobody claims, known only by the one that came in their place.
  const emails = held.email_hash ?? new Set();
  const replacements = await readReplacements(runner, tenant);
  for (const each of emails) {
    const mine = identityKey("email_hash", each);
    for (const { from, to } of replacements) {
      if (from !== mine && to !== mine) continue;
      const other = (from === mine ? to : from).slice("email_hash:".length);
      const owner = await ownerOf("email_hash", other);
      if (owner === null || userIds.has(owner)) emails.add(other);
    }
  }
  const tombstones = await readTombstones(runner, tenant);
  const known = [...userIds].map((id) => tombstones.get("crm_id", id)).find((tombstone) => tombstone !== undefined);
  const browsers = new Map<string, string>();
  for (const browser of held.user_pseudo_id ?? []) {
    browsers.set(browser, tombstones.get("user_pseudo_id", browser)?.pseudonym ?? newPseudonym());
  }
  return {
    userIds,
    canonical: first === null || first === undefined ? null : await canonicalOf(first),
    pseudonym: userIds.size === 0 ? null : (known?.pseudonym ?? newPseudonym()),
    browsers,
    emailHashes: held.email_hash ?? new Set(),
    phoneHashes: held.phone_hash ?? new Set(),
    businessScopedIds: held.wa_bsuid ?? new Set(),
  };

  async function ownerOf(type: IdentityType, value: string | null): Promise<string | null> {
    if (value === null) return null;
    const [row] = await runner.all(
      `SELECT user_id FROM (
         SELECT user_id, valid_from FROM identities WHERE tenant_id = $tenant AND identity_type = $type AND identity_value = $value
         UNION ALL SELECT user_id, registered_at FROM users WHERE tenant_id = $tenant AND ${type} = $value)
       ORDER BY valid_from NULLS LAST, user_id LIMIT 1`,
      { tenant, type, value },
    );
    return row === undefined ? null : String(row.user_id);
  }

  async function canonicalOf(id: string): Promise<string> {
    let current = id;
    for (let step = 0; step < 100; step++) {
      const [row] = await runner.all(
        `SELECT user_id FROM identities WHERE tenant_id = $tenant AND identity_type = 'crm_id' AND identity_value = $current
           AND user_id <> identity_value ORDER BY user_id LIMIT 1`,
        { tenant, current },
      );
      if (row === undefined || row.user_id === id) break;
      current = String(row.user_id);
    }
    return current;
  }

  async function mergedWith(id: string): Promise<Set<string>> {
    const ids = new Set([id, await canonicalOf(id)]);
    for (const each of ids) {
      const rows = await runner.all(
        `SELECT identity_value FROM identities WHERE tenant_id = $tenant AND identity_type = 'crm_id' AND user_id = $each`,
        { tenant, each },
      );
      for (const row of rows) ids.add(String(row.identity_value));
    }
    return ids;
  }
}
