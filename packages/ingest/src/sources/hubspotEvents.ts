import { Rejection, type TableRow } from "./normaliser.ts";
import { partialUser, type ToldColumn } from "./partialUser.ts";
import { firstText, isoOf, type JsonObject, microsOf, textOf } from "./values.ts";

/** Rows of a contact of whom only the given properties are known, as sources/hubspot.ts reads them. */
type ReadContact = (record: JsonObject) => TableRow[];

/** HubSpot's number for contacts among its objects. */
const CONTACT_TYPE = "0-1";

/** True of an entry of a webhook, which is no contact (https://developers.hubspot.com/docs/api/webhooks). */
export function isHubspotEvent(record: JsonObject): boolean {
  return textOf(record.subscriptionType) !== null;
}

/**
 * What one entry of a webhook tells. Entries come in any order and more than once: each column carries its time, and what the CRM says when it is
 * asked holds for all columns as of the contact's last change (see identity/mergeUsers.ts).
 */
export function hubspotEvent(record: JsonObject, readContact: ReadContact): TableRow[] {
  const [object, what] = (textOf(record.subscriptionType) ?? "").split(".");
  if (object !== "contact" && !(object === "object" && record.objectTypeId === CONTACT_TYPE)) {
    throw new Rejection("unsupported_event", `HubSpot's ${object} events make no rows.`);
  }
  const id = firstText(record.objectId, record.primaryObjectId);
  const occurredAt = microsOf(record.occurredAt);
  if (id === null) throw new Rejection("missing_id", "The event has no objectId.");
  if (occurredAt === null) throw new Rejection("missing_time", "The event has no usable occurredAt.");
  const version = isoOf(occurredAt);
  switch (what) {
    case "creation":
      // Weaker than what the CRM says of the time when it is asked, which may be milliseconds earlier.
      return [partialUser(id, { registered_at: { value: occurredAt, version: "1" } }), owns(id, id, null)];
    case "propertyChange":
      return propertyRows(id, record, occurredAt, readContact);
    case "deletion":
      return [partialUser(id, { _deleted: { value: true, version } })];
    case "restore":
      return [partialUser(id, { _deleted: { value: false, version } })];
    case "merge":
      return mergeRows(id, record, occurredAt);
    case "privacyDeletion":
      return [
        { table: "users", row: { user_id: id, crm_id: id, deleted_at: occurredAt }, erase: "contact.privacyDeletion" },
      ];
    default:
      throw new Rejection("unsupported_event", `HubSpot's ${what ?? "nameless"} of a contact makes no rows.`);
  }
}

function owns(id: string, value: string, from: bigint | null): TableRow {
  return {
    table: "identities",
    row: { identity_type: "crm_id", identity_value: value, user_id: id, valid_from: from },
  };
}

/** The column that a property fills; one that fills it only where a better one is missing has `weak`. */
const COLUMNS: Readonly<Record<string, { column: keyof Parameters<typeof partialUser>[1]; weak?: true }>> = {
  email: { column: "email_hash" },
  phone: { column: "phone_hash" },
  mobilephone: { column: "phone_hash", weak: true },
  hs_whatsapp_phone_number: { column: "phone_hash", weak: true },
  wa_bsuid: { column: "wa_bsuid" },
  registered_at: { column: "registered_at" },
  createdate: { column: "registered_at", weak: true },
  activated_at: { column: "activated_at" },
  profession: { column: "profession" },
  jobtitle: { column: "profession", weak: true },
  country: { column: "country" },
  hs_country_region_code: { column: "country", weak: true },
  first_utm_source: { column: "first_utm_source" },
  first_utm_medium: { column: "first_utm_medium" },
  first_utm_campaign: { column: "first_utm_campaign" },
  referrer_user_id: { column: "referrer_user_id" },
  referred_by: { column: "referrer_user_id", weak: true },
  consent_email: { column: "consent_email" },
  // Who opts out is believed at once.
  hs_email_optout: { column: "consent_email" },
  consent_whatsapp: { column: "consent_whatsapp" },
};

function propertyRows(id: string, record: JsonObject, occurredAt: bigint, readContact: ReadContact): TableRow[] {
  const name = textOf(record.propertyName);
  if (name === null) throw new Rejection("missing_property", "The event has no propertyName.");
  const rows: TableRow[] = [];
  for (const item of readContact({ id, updatedAt: isoOf(occurredAt), properties: { [name]: record.propertyValue } })) {
    if (item.table === "users") {
      const known = COLUMNS[name];
      if (known === undefined) continue;
      const version = known.weak ? `1 ${isoOf(occurredAt)}` : isoOf(occurredAt);
      const value = (item.row[known.column] ?? null) as ToldColumn["value"];
      rows.push(partialUser(id, { [known.column]: { value, version } }, known.weak ? [] : [known.column]));
    } else if (item.table === "identities") {
      const own = item.row.identity_type === "crm_id" && item.row.identity_value === id;
      rows.push({ ...item, row: { ...item.row, valid_from: own ? null : occurredAt } });
    } else rows.push(item);
  }
  return rows;
}

/** Contacts that became one: `primaryObjectId`, or a new one in place of all. */
function mergeRows(id: string, record: JsonObject, occurredAt: bigint): TableRow[] {
  const survivor = firstText(record.newObjectId, record.primaryObjectId) ?? id;
  const merged = Array.isArray(record.mergedObjectIds) ? record.mergedObjectIds.map(textOf) : [];
  const losers = new Set([...merged, textOf(record.primaryObjectId)]);
  return [...losers]
    .filter((loser): loser is string => loser !== null && loser !== survivor)
    .map((loser) => owns(survivor, loser, occurredAt));
}
