import { channelGroup } from "./channelGroup.ts";
import { countryOf } from "./country.ts";
import { ga4Activity } from "./ga4Activity.ts";
import { contentId } from "./hashing.ts";
import { identityKey, type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { isObject, type JsonObject, jsonOf, microsOf, numberOf, objectOf, textOf } from "./values.ts";

/**
 * One event of the GA4 BigQuery export (https://support.google.com/analytics/answer/7029846), JSON as `bq extract`
 * writes it: INT64 as strings, a parameter's value in one of four fields.
 */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_an_event", "The line isn't a JSON object.");
  const name = textOf(record.event_name);
  const occurredAt = microsOf(record.event_timestamp);
  if (name === null) throw new Rejection("missing_event_name", "The event has no event_name.");
  if (occurredAt === null) throw new Rejection("missing_time", "The event has no usable event_timestamp.");

  const params = flatParams(record.event_params);
  const pseudoId = textOf(record.user_pseudo_id);
  const userId = textOf(record.user_id);
  const sessionNumber = textOf(params.ga_session_id);
  const sessionId = pseudoId !== null && sessionNumber !== null ? `${pseudoId}.${sessionNumber}` : null;
  const paramsJson = jsonOf(params);
  const eventId = contentId(
    textOf(record.stream_id),
    pseudoId,
    name,
    String(occurredAt),
    textOf(record.batch_page_id),
    textOf(record.batch_ordering_id),
    textOf(record.batch_event_index),
    textOf(record.event_bundle_sequence_id),
    paramsJson,
  );
  const campaign = trafficSource(record, params);
  const tableDay = textOf(record.event_date);

  const rows: TableRow[] = [
    {
      table: "events",
      identities: pseudoId === null ? [] : [identityKey("user_pseudo_id", pseudoId)],
      row: {
        event_id: eventId,
        occurred_at: occurredAt,
        received_at: context.receivedAt,
        user_id: userId,
        user_pseudo_id: pseudoId,
        session_id: sessionId,
        name,
        content_id: textOf(params.content_id),
        value: numberOf(params.value) ?? numberOf(record.event_value_in_usd),
        utm_source: campaign.source,
        utm_medium: campaign.medium,
        utm_campaign: campaign.campaign,
        utm_content: campaign.content,
        utm_term: campaign.term,
        params: paramsJson,
        source_id: tableDay,
        _raw: rawOf(record, userId, campaign, context),
      },
    },
  ];
  if (userId !== null && pseudoId !== null) {
    rows.push({
      table: "identities",
      row: {
        identity_type: "user_pseudo_id",
        identity_value: pseudoId,
        user_id: userId,
        valid_from: occurredAt,
      },
    });
  }
  ga4Activity(
    { eventId, name, occurredAt, params, pseudoId, userId, sessionId, tableDay, medium: campaign.medium },
    rows,
  );
  return rows;
}

/** A parameter comes under different types: the first of the four that is there. */
function flatParams(value: unknown): JsonObject {
  const params: JsonObject = {};
  if (!Array.isArray(value)) return params;
  for (const param of value) {
    if (!isObject(param) || typeof param.key !== "string") continue;
    const holder = objectOf(param.value);
    const found = holder.string_value ?? holder.int_value ?? holder.double_value ?? holder.float_value;
    if (found !== null && found !== undefined) params[param.key] = found;
  }
  return params;
}

interface TrafficSource {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  content: string | null;
  term: string | null;
  /** 1 last click of the session, 2 collected with the event, 3 first touch of the user, 4 nothing known. */
  rank: number;
}

function trafficSource(event: JsonObject, params: JsonObject): TrafficSource {
  const lastClick = objectOf(event.session_traffic_source_last_click);
  const manual = objectOf(lastClick.manual_campaign);
  const collected = objectOf(event.collected_traffic_source);
  const firstTouch = objectOf(event.traffic_source);
  return (
    sourceOf(1, manual.source, manual.medium, manual.campaign_name, manual.content, manual.term) ??
    sourceOf(
      2,
      collected.manual_source ?? params.source,
      collected.manual_medium ?? params.medium,
      collected.manual_campaign_name ?? params.campaign,
      collected.manual_content ?? params.content,
      collected.manual_term ?? params.term,
    ) ??
    sourceOf(3, firstTouch.source, firstTouch.medium, firstTouch.name, null, null) ?? {
      source: null,
      medium: null,
      campaign: null,
      content: null,
      term: null,
      rank: 4,
    }
  );
}

function sourceOf(
  rank: number,
  source: unknown,
  medium: unknown,
  campaign: unknown,
  content: unknown,
  term: unknown,
): TrafficSource | null {
  const found = known(source);
  if (found === null) return null;
  return {
    source: found,
    medium: known(medium),
    campaign: known(campaign),
    content: known(content),
    term: known(term),
    rank,
  };
}

/** GA4's ways of saying that it doesn't know. */
function known(value: unknown): string | null {
  const text = textOf(value);
  return text === "(not set)" || text === "(data deleted)" || text === "<Other>" ? null : text;
}

/** Fields with a column of their own, or that only tell of the export itself. */
const MAPPED = new Set([
  "event_date",
  "event_timestamp",
  "event_name",
  "event_params",
  "event_value_in_usd",
  "user_id",
  "user_pseudo_id",
  "session_traffic_source_last_click",
  "collected_traffic_source",
  "traffic_source",
  "stream_id",
  "batch_page_id",
  "batch_ordering_id",
  "batch_event_index",
  "event_bundle_sequence_id",
  "event_previous_timestamp",
  "event_server_timestamp_offset",
]);
/** Fields of the export without a column. */
const EXPECTED = new Set([
  "device",
  "geo",
  "app_info",
  "platform",
  "privacy_info",
  "user_properties",
  "user_first_touch_timestamp",
  "user_ltv",
  "event_dimensions",
  "ecommerce",
  "items",
  "is_active_user",
  "publisher",
]);

/** What has no column, and what the session is built from: see warehouse/sessionSql.ts. */
function rawOf(event: JsonObject, userId: string | null, campaign: TrafficSource, context: NormaliseContext): string {
  const raw: JsonObject = {
    ns_country: countryOf(objectOf(event.geo).country),
    ns_device: textOf(objectOf(event.device).category),
    ns_utm_rank: campaign.rank,
    ns_channel: channelGroup(campaign.source, campaign.medium, campaign.campaign),
  };
  if (userId !== null) raw.user_id = userId;
  for (const key in event) {
    if (MAPPED.has(key)) continue;
    const value = event[key];
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    if (!EXPECTED.has(key)) context.drift(key, value);
    raw[key] = value;
  }
  return jsonOf(raw);
}

/** GA4 BigQuery export, one event a document. */
export const ga4: SourceDefinition = {
  sourceId: "ga4",
  records: (document) => (Array.isArray(document) ? document : [document]),
  normalise,
};
