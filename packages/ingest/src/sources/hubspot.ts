import { countryOf } from "./country.ts";
import { emailHash, phoneHash } from "./hashing.ts";
import { hubspotEvent, isHubspotEvent } from "./hubspotEvents.ts";
import { hubspotScores } from "./hubspotScores.ts";
import {
  type IdentityType,
  type NormaliseContext,
  Rejection,
  type SourceDefinition,
  type TableRow,
} from "./normaliser.ts";
import {
  booleanOf,
  firstText,
  isObject,
  isoOf,
  type JsonObject,
  jsonOf,
  microsOf,
  objectOf,
  textOf,
} from "./values.ts";

/**
 * One HubSpot contact: as the API lists it (`{id, properties, createdAt, updatedAt, archived}`), or a row of a CSV
 * export, whose columns are the properties, with or without a `property_` prefix; or an entry of a webhook.
 */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_a_contact", "The entry isn't a JSON object.");
  if (isHubspotEvent(record)) return hubspotEvent(record, (contact) => normalise(contact, context));
  const properties = isObject(record.properties) ? record.properties : flatProperties(record);
  const id = firstText(record.id, properties.hs_object_id, properties.vid, properties.record_id, properties.id);
  if (id === null) throw new Rejection("missing_id", "The contact has no id.");
  const createdAt = firstMicros(
    properties.registered_at,
    properties.createdate,
    record.createdAt,
    properties.created_at,
    properties.create_date,
  );
  const updatedAt =
    firstMicros(
      record.updatedAt,
      properties.lastmodifieddate,
      properties.hs_lastmodifieddate,
      properties._fivetran_synced,
    ) ?? createdAt;
  const archived = booleanOf(record.archived) === true || booleanOf(properties._fivetran_deleted) === true;
  const emails = [properties.email, ...listed(properties.hs_additional_emails)];
  const phones = [properties.phone, properties.mobilephone, properties.hs_whatsapp_phone_number];
  const referrer = firstText(properties.referrer_user_id, properties.referred_by);
  const optedOut = booleanOf(properties.hs_email_optout);

  const rows: TableRow[] = [
    {
      table: "users",
      row: {
        user_id: id,
        email_hash: firstHash(emails, (value) => emailHash(value, context.salt)),
        phone_hash: firstHash(phones, (value) => phoneHash(value, context.salt)),
        wa_bsuid: textOf(properties.wa_bsuid),
        crm_id: id,
        registered_at: createdAt,
        activated_at: microsOf(properties.activated_at),
        profession: firstText(properties.profession, properties.jobtitle),
        country: countryOf(firstText(properties.country, properties.hs_country_region_code)),
        first_utm_source: textOf(properties.first_utm_source),
        first_utm_medium: textOf(properties.first_utm_medium),
        first_utm_campaign: textOf(properties.first_utm_campaign),
        referrer_user_id: referrer === id ? null : referrer,
        consent_email: booleanOf(properties.consent_email) ?? (optedOut === null ? null : !optedOut),
        consent_whatsapp: booleanOf(properties.consent_whatsapp),
        source_id: id,
        _raw: jsonOf({ updated_at: updatedAt === null ? null : isoOf(updatedAt), ...unmapped(properties, context) }),
        _deleted: archived,
      },
    },
  ];

  const identity = (type: IdentityType, value: string | null) => {
    if (value === null) return;
    rows.push({
      table: "identities",
      row: { identity_type: type, identity_value: value, user_id: id, valid_from: createdAt },
    });
  };
  identity("crm_id", id);
  for (const email of emails) identity("email_hash", emailHash(email, context.salt));
  for (const phone of phones) identity("phone_hash", phoneHash(phone, context.salt));
  identity("wa_bsuid", textOf(properties.wa_bsuid));
  identity("user_pseudo_id", firstText(properties.user_pseudo_id, properties.ga_client_id));
  const mergedAt = mergeTimes(firstText(properties.hs_calculated_merged_vids, properties.calculated_merged_vids));
  for (const merged of new Set([...listed(properties.hs_merged_object_ids), ...mergedAt.keys()])) {
    if (merged === id) continue;
    const row = {
      identity_type: "crm_id",
      identity_value: merged,
      user_id: id,
      valid_from: mergedAt.get(merged) ?? null,
    };
    rows.push({ table: "identities", row });
  }

  const referral = referralRow(id, referrer, createdAt, properties);
  if (referral !== null) rows.push(referral);
  rows.push(...hubspotScores(id, updatedAt, properties, objectOf(record.propertiesWithHistory)));
  return rows;
}

/** An invitation that this contact accepted. Inviting oneself isn't one. */
function referralRow(
  id: string,
  referrer: string | null,
  registeredAt: bigint | null,
  properties: JsonObject,
): TableRow | null {
  const referralId = textOf(properties.referral_id);
  if (referralId === null || referrer === null || referrer === id) return null;
  return {
    table: "referrals",
    row: {
      referral_id: referralId,
      referrer_user_id: referrer,
      invited_at: firstMicros(properties.referral_invited_at) ?? registeredAt,
      channel: textOf(properties.referral_channel),
      code: textOf(properties.referral_code),
      invitee_user_id: id,
      registered_at: registeredAt,
      activated_at: microsOf(properties.activated_at),
    },
  };
}

function flatProperties(row: JsonObject): JsonObject {
  const properties: JsonObject = {};
  for (const key in row) properties[key.startsWith("property_") ? key.slice("property_".length) : key] = row[key];
  return properties;
}

/** HubSpot writes lists with semicolons. */
function listed(value: unknown): string[] {
  return (textOf(value) ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `id:milliseconds;id:milliseconds`: the contacts that were merged into this one, and when. */
function mergeTimes(value: string | null): Map<string, bigint | null> {
  return new Map(
    listed(value)
      .map((part) => part.split(":"))
      .map(([merged = "", at]) => [merged, microsOf(at)]),
  );
}

function firstMicros(...values: unknown[]): bigint | null {
  for (const value of values) {
    const micros = microsOf(value);
    if (micros !== null) return micros;
  }
  return null;
}

function firstHash(values: unknown[], hash: (value: unknown) => string | null): string | null {
  for (const value of values) {
    const hashed = hash(value);
    if (hashed !== null) return hashed;
  }
  return null;
}

/** Personal data has no place outside the inbox, mapped or not. */
const PERSONAL =
  /^(email|phone|mobilephone|hs_whatsapp_phone_number|hs_additional_emails|firstname|lastname|fax|address|zip|city|date_of_birth|website)/;
const MAPPED = new Set(
  (
    "id vid hs_object_id record_id registered_at createdate created_at create_date lastmodifieddate hs_lastmodifieddate activated_at " +
    "profession jobtitle country hs_country_region_code first_utm_source first_utm_medium first_utm_campaign referrer_user_id referred_by " +
    "consent_email consent_whatsapp hs_email_optout wa_bsuid user_pseudo_id ga_client_id hs_merged_object_ids hs_calculated_merged_vids calculated_merged_vids referral_id referral_invited_at " +
    "referral_channel referral_code lead_score hubspotscore score_updated_at score_segment score_model_version _fivetran_synced _fivetran_deleted"
  ).split(" "),
);

function unmapped(properties: JsonObject, context: NormaliseContext): JsonObject {
  const rest: JsonObject = {};
  for (const key in properties) {
    const value = properties[key];
    if (MAPPED.has(key) || PERSONAL.test(key) || value === null || value === "") continue;
    context.drift(`properties.${key}`, value);
    rest[key] = value;
  }
  return rest;
}

function records(document: unknown): Iterable<unknown> {
  if (Array.isArray(document)) return document;
  const page = objectOf(document);
  return Array.isArray(page.results) ? page.results : [document];
}

export const hubspot: SourceDefinition = { sourceId: "crm", records, normalise };
