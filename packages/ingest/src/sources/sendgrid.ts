import { contentId } from "./hashing.ts";
import { emailRecipient, type FailureClass, type MessageEventType, messageRows, need } from "./messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { booleanOf, firstText, isObject, type JsonObject, microsOf, textOf } from "./values.ts";

/** SendGrid event webhook, one event (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event). */
const TYPES: Record<string, MessageEventType> = {
  processed: "sent",
  delivered: "delivered",
  open: "read",
  click: "click",
  bounce: "failed",
  blocked: "failed",
  dropped: "failed",
  deferred: "deferred",
  spamreport: "spam",
  unsubscribe: "unsubscribe",
  group_unsubscribe: "unsubscribe",
  group_resubscribe: "resubscribe",
};

function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_an_event", "The entry isn't a JSON object.");
  const event = need(textOf(record.event), "event");
  const type = TYPES[event];
  if (type === undefined) throw new Rejection("unsupported_event", `SendGrid event ${event} isn't one we know.`);
  const occurredAt = need(microsOf(record.timestamp), "time");
  const messageId = need(firstText(record.message_id, record.sg_message_id, record["smtp-id"]), "message_id");
  const eventId = textOf(record.sg_event_id);
  return messageRows(
    {
      channel: "email",
      messageId,
      dedupKey: `sendgrid:${eventId ?? contentId(messageId, event, occurredAt, record.email, record.url)}`,
      type,
      occurredAt,
      url: textOf(record.url),
      isMachine: booleanOf(record.sg_machine_open) === true,
      errorCode: type === "failed" || type === "deferred" ? firstText(record.status, record.reason) : null,
      failureClass: failureClass(event, record),
      recipient: emailRecipient(record.email, context),
      args: {
        ...record,
        campaign_id: firstText(record.campaign_id, record.singlesend_id, record.marketing_campaign_id),
      },
      rest: restOf(record, context),
    },
    context,
  );
}

function failureClass(event: string, record: JsonObject): FailureClass {
  const reason = textOf(record.reason)?.toLowerCase() ?? "";
  if (reason.includes("unsubscribed")) return "unsubscribed";
  if (reason.includes("spam")) return "spam";
  if (reason === "invalid" || reason.includes("invalid")) return "invalid";
  if (event === "blocked" || record.type === "blocked") return "blocked";
  if (reason.startsWith("bounced")) return "hard";
  if (event === "bounce") return textOf(record.status)?.startsWith("4") ? "soft" : "hard";
  return "other";
}

const KNOWN = new Set(
  (
    "email timestamp event smtp-id sg_event_id sg_message_id sg_machine_open url url_offset status reason response " +
    "attempt type tls ip useragent category asm_group_id send_at sg_template_id sg_template_name sg_content_type " +
    "campaign_id campaign_name user_id message_id template_id segment utm_campaign cost singlesend_id " +
    "singlesend_name marketing_campaign_id marketing_campaign_name pool cert_err bounce_classification"
  ).split(" "),
);

/** Arguments of the sender that nothing maps; the address and the IP stay in the inbox. */
function restOf(record: JsonObject, context: NormaliseContext): JsonObject {
  const rest: JsonObject = {};
  for (const key in record) {
    if (KNOWN.has(key)) continue;
    context.drift(key, record[key]);
    rest[key] = record[key];
  }
  if (record.category !== undefined) rest.category = record.category;
  return rest;
}

function* records(document: unknown): Generator<unknown> {
  if (Array.isArray(document)) yield* document;
  else if (isObject(document) && document.event === undefined && Object.values(document).some(Array.isArray)) {
    // Several bodies by name, as recordings of webhooks keep them.
    for (const body of Object.values(document)) yield* records(body);
  } else yield document;
}

export const sendgrid: SourceDefinition = { sourceId: "email", records, normalise };
