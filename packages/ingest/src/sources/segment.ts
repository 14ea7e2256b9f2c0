import { originOf, pageOf } from "./campaign.ts";
import { countryOf } from "./country.ts";
import { ga4Activity } from "./ga4Activity.ts";
import { contentId } from "./hashing.ts";
import { identityKey, type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { personRows } from "./segmentPerson.ts";
import { firstText, isObject, type JsonObject, jsonOf, microsOf, numberOf, objectOf, textOf } from "./values.ts";

/**
 * Marks, as `source_id`, the rows that a site sent itself and not GA4's export: the export's days replace only their own.
 * See sources/firstParty/reconcile.ts.
 */
export const FIRST_PARTY = "first_party";

/** A call of the Segment HTTP API or of anything that speaks it (https://segment.com/docs/connections/spec/). */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_a_call", "The entry isn't a JSON object.");
  const type = textOf(record.type) ?? (textOf(record.event) === null ? null : "track");
  const occurredAt = momentOf(record, context.receivedAt);
  if (occurredAt === null) throw new Rejection("missing_time", "The call has no usable timestamp.");
  const call: Call = {
    record,
    context: objectOf(record.context),
    // A page's and a screen's fields come as `properties`, a person's and a group's as `traits`.
    properties: objectOf(record.properties),
    occurredAt,
    pseudoId: pseudoIdOf(record),
    userId: textOf(record.userId),
    messageId: textOf(record.messageId),
  };
  if (call.pseudoId === null && call.userId === null) {
    throw new Rejection("missing_id", "The call has neither userId nor anonymousId.");
  }
  for (const key in record) if (!FIELDS.has(key)) context.drift(key, record[key]);
  switch (type) {
    case "track": {
      const name = textOf(record.event);
      if (name === null) throw new Rejection("missing_event_name", "The track call has no event.");
      return eventRows(call, eventName(name), context);
    }
    case "page":
      return eventRows(call, "page_view", context);
    case "screen":
      return eventRows(call, "screen_view", context);
    case "group":
      call.properties = { group_id: record.groupId };
      return eventRows(call, "join_group", context);
    case "identify":
      return call.userId === null
        ? eventRows(call, "identify", context)
        : personRows(call.userId, objectOf(record.traits), call, context);
    case "alias":
      return aliasRows(call);
    default:
      throw new Rejection("unsupported_call", `The call ${type ?? "without a type"} isn't one we know.`);
  }
}

const FIELDS = new Set(
  (
    "type event name category properties traits context messageId anonymousId userId previousId groupId timestamp originalTimestamp sentAt " +
    "receivedAt integrations channel version projectId writeKey _metadata"
  ).split(" "),
);

/** A call, with what all kinds have in common read. */
interface Call {
  record: JsonObject;
  context: JsonObject;
  properties: JsonObject;
  /** µs UTC. */
  occurredAt: bigint;
  pseudoId: string | null;
  userId: string | null;
  messageId: string | null;
}

/**
 * When it happened, free of the device's wrong clock: `receivedAt − (sentAt − originalTimestamp)`
 * (https://segment.com/docs/connections/spec/common/#timestamps). A `timestamp` beside an `originalTimestamp` was computed so already.
 */
function momentOf(record: JsonObject, receivedHere: bigint): bigint | null {
  const original = microsOf(record.originalTimestamp);
  const given = microsOf(record.timestamp);
  if (original !== null && given !== null) return given;
  const sent = microsOf(record.sentAt);
  const told = original ?? given;
  if (told === null) return sent === null ? null : (microsOf(record.receivedAt) ?? receivedHere);
  if (sent === null) return told;
  return (microsOf(record.receivedAt) ?? receivedHere) - (sent - told);
}

/** GA4's browser id where the site sends it, so that both ways tell of one browser; else the CDP's own. */
function pseudoIdOf(record: JsonObject): string | null {
  return firstText(ga4Integration(record).clientId, objectOf(record.properties).ga_client_id, record.anonymousId);
}

function ga4Integration(record: JsonObject): JsonObject {
  return objectOf(objectOf(record.integrations)["Google Analytics 4"]);
}

/** A person's own words for what GA4 has a name for. */
const NAMES: Record<string, string> = {
  signed_up: "sign_up",
  account_created: "sign_up",
  user_registered: "sign_up",
  signed_in: "login",
  order_completed: "purchase",
  lead_generated: "generate_lead",
};

/** `Signed Up` and `signedUp` are GA4's `sign_up`. */
function eventName(name: string): string {
  const snake = name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return NAMES[snake] ?? (snake === "" ? name : snake);
}

function eventRows(call: Call, name: string, context: NormaliseContext): TableRow[] {
  const { record, properties, occurredAt, pseudoId, userId, messageId } = call;
  const page = pageOf(call.context, properties);
  const origin = originOf(objectOf(call.context.campaign), page);
  const sessionNumber = firstText(
    properties.ga_session_id,
    ga4Integration(record).sessionId,
    objectOf(call.context).sessionId,
  );
  const sessionId = pseudoId !== null && sessionNumber !== null ? `${pseudoId}.${sessionNumber}` : null;
  const params: JsonObject = {
    ...flat(properties),
    ...(page.url === null ? {} : { page_location: page.url }),
    ...(page.title === null ? {} : { page_title: page.title }),
    ...(page.referrer === null ? {} : { page_referrer: page.referrer }),
    ...(sessionNumber === null ? {} : { ga_session_id: sessionNumber }),
    event_id: firstText(properties.event_id, messageId),
  };
  const eventId =
    messageId === null
      ? contentId("segment", pseudoId, userId, name, occurredAt, jsonOf(properties))
      : `segment:${messageId}`;
  const identities = pseudoId === null ? [] : [identityKey("user_pseudo_id", pseudoId)];
  const rows: TableRow[] = [
    {
      table: "events",
      identities,
      row: {
        event_id: eventId,
        occurred_at: occurredAt,
        received_at: context.receivedAt,
        user_id: userId,
        user_pseudo_id: pseudoId,
        session_id: sessionId,
        name,
        content_id: textOf(properties.content_id),
        value: numberOf(properties.value) ?? numberOf(properties.revenue),
        utm_source: origin.source,
        utm_medium: origin.medium,
        utm_campaign: origin.campaign,
        utm_content: origin.content,
        utm_term: origin.term,
        params: jsonOf(params),
        source_id: FIRST_PARTY,
        _raw: jsonOf({
          ns_country: countryOf(firstText(objectOf(call.context.location).country)),
          ns_device: deviceOf(call.context),
          ns_utm_rank: origin.rank,
          ns_channel: origin.channel,
          ...(userId === null ? {} : { user_id: userId }),
        }),
      },
    },
  ];
  claim(call, rows);
  const activity: TableRow[] = [];
  ga4Activity(
    {
      eventId,
      name,
      occurredAt,
      params: properties,
      pseudoId,
      userId,
      sessionId,
      tableDay: FIRST_PARTY,
      medium: origin.medium,
    },
    activity,
  );
  for (const item of activity) {
    // A row of its own beside the export's, whose day is replaced; which of the two counts is decided when both are there.
    if (item.table === "content_consumption") rows.push({ ...item, row: { ...item.row, id: ownPlayId(item.row.id) } });
    else rows.push(item);
  }
  if (name === "sign_up" && userId !== null) {
    rows.push(...personRows(userId, {}, { ...call, registeredAt: occurredAt }, context));
  }
  return rows;
}

/** A play as the site tells of it; the export's row of the same play has the id alone. */
function ownPlayId(id: string | null | undefined): string {
  return `${FIRST_PARTY}:${id ?? ""}`;
}

/** Whoever is named on a browser's call owns the browser from then on. */
function claim({ pseudoId, userId, occurredAt }: Call, rows: TableRow[]): void {
  if (pseudoId === null || userId === null) return;
  rows.push({
    table: "identities",
    row: { identity_type: "user_pseudo_id", identity_value: pseudoId, user_id: userId, valid_from: occurredAt },
  });
}

/** A UUID, or the client id of GA4: what browsers call themselves. */
const BROWSER = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|(GA\d\.\d\.)?\d+\.\d+)$/i;

/** `alias` says that two ids are one person's: a browser's from now on, or a person's who is merged into another. */
function aliasRows({ record, userId, occurredAt }: Call): TableRow[] {
  const previous = textOf(record.previousId);
  if (previous === null || userId === null) {
    throw new Rejection("missing_id", "The alias call needs previousId and userId.");
  }
  if (previous === userId) return [];
  const browser = BROWSER.test(previous) || previous === textOf(record.anonymousId);
  return [
    {
      table: "identities",
      row: {
        identity_type: browser ? "user_pseudo_id" : "crm_id",
        identity_value: previous,
        user_id: userId,
        valid_from: occurredAt,
      },
    },
  ];
}

/** Values of a flat object of parameters, as GA4 has them; what is nested stays as JSON text. */
function flat(properties: JsonObject): JsonObject {
  const params: JsonObject = {};
  for (const key in properties) {
    const value = properties[key];
    if (value === null || value === undefined) continue;
    params[key] = typeof value === "object" ? jsonOf(value) : value;
  }
  return params;
}

function deviceOf(context: JsonObject): string | null {
  const told = textOf(objectOf(context.device).type)?.toLowerCase();
  if (told !== undefined) return told === "ios" || told === "android" ? "mobile" : told;
  const agent = textOf(context.userAgent);
  if (agent === null) return null;
  return /ipad|tablet/i.test(agent) ? "tablet" : /mobi|iphone|android/i.test(agent) ? "mobile" : "desktop";
}

function* records(document: unknown): Generator<unknown> {
  if (Array.isArray(document)) yield* document;
  else if (isObject(document) && Array.isArray(document.batch)) {
    // What a batch says of all its calls, its time of sending above all, a call may lack.
    const { sentAt, context } = document;
    for (const call of document.batch) {
      yield isObject(call)
        ? {
            ...(sentAt === undefined ? {} : { sentAt }),
            ...call,
            context: { ...objectOf(context), ...objectOf(call.context) },
          }
        : call;
    }
  } else yield document;
}

/** What a site or a customer data platform sends in Segment's format. Its rows are those of the website, as GA4's are. */
export const segment: SourceDefinition = { sourceId: "ga4", records, normalise };
