import { contentId } from "./hashing.ts";
import { emailRecipient, type FailureClass, type MessageEventType, messageRows, need } from "./messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { firstText, isObject, type JsonObject, microsOf, objectOf, textOf } from "./values.ts";

/** Brevo transactional and marketing webhooks (https://developers.brevo.com/docs/transactional-webhooks). */
const TYPES: Record<string, MessageEventType> = {
  request: "sent",
  sent: "sent",
  delivered: "delivered",
  opened: "read",
  open: "read",
  unique_opened: "read",
  proxy_open: "read",
  unique_proxy_open: "read",
  click: "click",
  clicked: "click",
  hard_bounce: "failed",
  soft_bounce: "failed",
  blocked: "failed",
  invalid_email: "failed",
  error: "failed",
  deferred: "deferred",
  spam: "spam",
  complaint: "spam",
  unsubscribe: "unsubscribe",
  unsubscribed: "unsubscribe",
};
const FAILURES: Record<string, FailureClass> = {
  hard_bounce: "hard",
  soft_bounce: "soft",
  blocked: "blocked",
  invalid_email: "invalid",
};
const MACHINE = new Set(["proxy_open", "unique_proxy_open"]);

function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_an_event", "The entry isn't a JSON object.");
  const event = need(textOf(record.event), "event");
  const type = TYPES[event];
  if (type === undefined) throw new Rejection("unsupported_event", `Brevo event ${event} isn't one we know.`);
  // `ts_event` is UTC; `date` is in the account's zone, so it isn't used.
  const time =
    microsOf(record.ts_event) ?? microsOf(record.ts_epoch) ?? microsOf(record.s_epoch) ?? microsOf(record.ts);
  const occurredAt = need(time, "time");
  const messageId = need(firstText(record["message-id"], record.message_id), "message_id");
  const custom = customArguments(record["X-Mailin-custom"]);
  for (const key in record) if (!KNOWN.has(key)) context.drift(key, record[key]);
  return messageRows(
    {
      channel: "email",
      messageId: firstText(custom.message_id) ?? messageId,
      // Brevo sends no event id.
      dedupKey: `brevo:${contentId(messageId, event, occurredAt, record.email, record.link)}`,
      type,
      occurredAt,
      url: textOf(record.link),
      isMachine: MACHINE.has(event),
      errorCode: type === "failed" || type === "deferred" ? (firstText(record.reason) ?? event) : null,
      failureClass: FAILURES[event] ?? "other",
      recipient: emailRecipient(record.email, context),
      args: {
        ...custom,
        campaign_id: firstText(custom.campaign_id, record.camp_id),
        campaign_name: firstText(custom.campaign_name, record["campaign name"]),
        template_id: firstText(custom.template_id, record.template_id),
      },
      rest: { tags: record.tags ?? record.tag ?? null },
    },
    context,
  );
}

const KNOWN = new Set(
  (
    "event email id message-id message_id subject date date_sent date_event ts ts_event ts_epoch s_epoch ts_sent link " +
    "reason tag tags template_id sending_ip X-Mailin-custom camp_id segment_ids user_agent device_used mirror_link contact_id URL"
  )
    .split(" ")
    .concat("campaign name"),
);

function customArguments(value: unknown): JsonObject {
  if (typeof value !== "string") return objectOf(value);
  try {
    return objectOf(JSON.parse(value));
  } catch {
    // Free text is a legal value of the header.
    return {};
  }
}

function* records(document: unknown): Generator<unknown> {
  if (Array.isArray(document)) for (const entry of document) yield* records(entry);
  else if (isObject(document) && document.event === undefined && Object.values(document).some(hasEvent)) {
    for (const body of Object.values(document)) yield* records(body);
  } else yield document;
}

function hasEvent(value: unknown): boolean {
  return isObject(value) && value.event !== undefined;
}

export const brevo: SourceDefinition = { sourceId: "email", records, normalise };
