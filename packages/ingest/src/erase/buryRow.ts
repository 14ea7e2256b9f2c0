import { type IdentityType, identityKey, type TableRow } from "../sources/normaliser.ts";
import { isObject, jsonOf } from "../sources/values.ts";
import { erasedKey, KEPT_MARKS, KEPT_PARAMETERS, PLAIN_CODE } from "./pseudonym.ts";
import { withoutBuriedAddresses } from "./recognise.ts";
import type { Tombstone, Tombstones } from "./tombstones.ts";

type Values = Record<string, unknown>;

/** Whose an identifier is by now, if anybody's: a person may come back under a new contact. */
type Living = (keys: readonly string[]) => string | null;

/**
 * Rows of people who were erased, as their erasure left those that were there: what is counted stays countable, under the same
 * pseudonyms and keys, and what tells of the person is left out. So a replay, or a source that still has them, brings nobody back.
 */
export function buryRows(rows: readonly TableRow[], tombstones: Tombstones, living: Living): TableRow[] {
  const messages = new Set<string>();
  for (const item of rows) {
    if (item.table === "messages" && ownerOf(item, tombstones, living)) messages.add(String(item.row.message_id));
  }
  return rows.flatMap((item) => buried(item, messages, tombstones, living)).map((item) => scrubbed(item, tombstones));
}

/** Another's row may hold the person's address, in the address of a page above all. */
function scrubbed(item: TableRow, tombstones: Tombstones): TableRow {
  let row: Values | undefined;
  for (const [name, value] of Object.entries(item.row)) {
    if (typeof value !== "string") continue;
    const clean = withoutBuriedAddresses(value, tombstones);
    if (clean !== value) row = { ...(row ?? item.row), [name]: clean };
  }
  return row === undefined ? item : ({ ...item, row } as TableRow);
}

function ownerOf(item: TableRow, tombstones: Tombstones, living: Living): Tombstone | undefined {
  const { user_id } = item.row as Values;
  if (typeof user_id === "string") return tombstones.get("crm_id", user_id);
  const keys = item.identities ?? item.about ?? [];
  const found = keys.map((key) => tombstones.getKey(key)).find((tombstone) => tombstone !== undefined);
  return found !== undefined && living(keys) === null ? found : undefined;
}

function buried(item: TableRow, messages: ReadonlySet<string>, tombstones: Tombstones, living: Living): TableRow[] {
  if (item.erase !== undefined) return [item];
  const row: Values = { ...item.row };
  const as = (changed: Values, browser?: unknown): TableRow[] => {
    // The browser's pseudonym leads to the person's.
    const identities = typeof browser === "string" ? [identityKey("user_pseudo_id", browser)] : undefined;
    return [{ table: item.table, row: { ...row, ...changed }, ...(identities ? { identities } : {}) } as TableRow];
  };
  const owner = ownerOf(item, tombstones, living);
  switch (item.table) {
    case "users":
      return buriedUser(item, row, tombstones);
    case "identities": {
      if (item.replaces !== undefined) {
        const keys = [identityKey(row.identity_type as IdentityType, String(row.identity_value)), item.replaces];
        const isBuried = keys.some((key) => tombstones.getKey(key) !== undefined && living([key]) === null);
        return isBuried ? [] : [item];
      }
      if (row.identity_type === "crm_id" && tombstones.get("crm_id", row.identity_value) !== undefined) return [];
      if (owner === undefined) return [item];
      // When a browser became known decides what counts as activity, so that stays.
      if (row.identity_type !== "user_pseudo_id") return [];
      return as({ user_id: owner.pseudonym, identity_value: browserOf(row.identity_value, tombstones), _raw: null });
    }
    case "events": {
      if (owner === undefined) return [item];
      const moved = browserAndPerson(row, owner, tombstones);
      return as(
        {
          ...moved,
          event_id: erasedKey(String(row.event_id)),
          params: pick(row.params, KEPT_PARAMETERS),
          _raw: pick(row._raw, KEPT_MARKS, typeof row.user_id === "string" ? { user_id: owner.pseudonym } : {}),
        },
        moved.user_pseudo_id,
      );
    }
    case "content_consumption":
    case "conversions": {
      if (owner === undefined) return [item];
      const browser = browserOf(parsed(row._raw).user_pseudo_id, tombstones);
      const named = typeof row.user_id === "string";
      return as(
        {
          user_id: named ? owner.pseudonym : null,
          id: erasedPlayKey(String(row.id)),
          _raw: jsonOf({ user_pseudo_id: browser ?? undefined, user_id: named ? owner.pseudonym : undefined }),
        },
        browser,
      );
    }
    case "score_history":
      return owner === undefined ? [item] : as({ user_id: owner.pseudonym, _raw: null, source_id: null });
    case "messages":
      if (owner === undefined) return [item];
      return as({
        message_id: erasedKey(String(row.message_id)),
        user_id: owner.pseudonym,
        failure_code: plainCode(row.failure_code),
        source_id: null,
        _raw: null,
      });
    case "message_events": {
      if (owner === undefined && !messages.has(String(row.message_id))) return [item];
      return as({
        message_id: typeof row.message_id === "string" ? erasedKey(row.message_id) : null,
        dedup_key: erasedKey(String(row.dedup_key)),
        url: null,
        error_code: plainCode(row.error_code),
        source_id: null,
        _raw: null,
      });
    }
    case "referrals": {
      const referrer = tombstones.get("crm_id", row.referrer_user_id);
      const invitee = tombstones.get("crm_id", row.invitee_user_id);
      if (referrer === undefined && invitee === undefined) return [item];
      return as({
        referral_id: erasedKey(String(row.referral_id)),
        ...(referrer === undefined ? {} : { referrer_user_id: referrer.pseudonym }),
        ...(invitee === undefined ? {} : { invitee_user_id: invitee.pseudonym }),
        code: null,
        source_id: null,
        _raw: null,
      });
    }
    default:
      return [item];
  }
}

/** Somebody who was erased isn't written anew; one who came back later, as a new contact, is. */
function buriedUser(item: TableRow, row: Values, tombstones: Tombstones): TableRow[] {
  if (tombstones.get("crm_id", row.user_id) !== undefined) return [];
  const known = tombstones.get("email_hash", row.email_hash) ?? tombstones.get("phone_hash", row.phone_hash);
  const registered = row.registered_at;
  if (known !== undefined && !(typeof registered === "bigint" && registered > known.at)) return [];
  const referrer = tombstones.get("crm_id", row.referrer_user_id);
  return referrer === undefined
    ? [item]
    : [{ ...item, row: { ...row, referrer_user_id: referrer.pseudonym } } as TableRow];
}

/** An anonymous event of an erased person's browser belongs to their pseudonym, as those before it do. */
function browserAndPerson(row: Values, owner: Tombstone, tombstones: Tombstones): Values {
  const browser = browserOf(row.user_pseudo_id, tombstones);
  const session = row.session_id;
  const renamed =
    typeof session === "string" &&
    typeof row.user_pseudo_id === "string" &&
    session.startsWith(`${row.user_pseudo_id}.`)
      ? `${browser}${session.slice(row.user_pseudo_id.length)}`
      : session;
  return {
    user_id: typeof row.user_id === "string" ? owner.pseudonym : null,
    user_pseudo_id: browser,
    session_id: renamed,
  };
}

function browserOf(value: unknown, tombstones: Tombstones): unknown {
  return tombstones.get("user_pseudo_id", value)?.pseudonym ?? value;
}

/** A play of the site is known by the play of GA4's export that it is compared with. */
function erasedPlayKey(id: string): string {
  const own = "first_party:";
  return id.startsWith(own) ? own + erasedKey(id.slice(own.length)) : erasedKey(id);
}

function plainCode(value: unknown): string | null {
  return typeof value === "string" && new RegExp(PLAIN_CODE).test(value) ? value : null;
}

function parsed(json: unknown): Values {
  const value: unknown = typeof json === "string" ? JSON.parse(json) : null;
  return isObject(value) ? value : {};
}

function pick(json: unknown, names: readonly string[], also: Values = {}): string {
  const all = parsed(json);
  const kept = names.filter((name) => all[name] !== null && all[name] !== undefined).map((name) => [name, all[name]]);
  return jsonOf({ ...Object.fromEntries(kept), ...also });
}
