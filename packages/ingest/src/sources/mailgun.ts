import { contentId } from "./hashing.ts";
import { emailRecipient, type FailureClass, type MessageEventType, messageRows, need } from "./messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { firstText, isObject, type JsonObject, microsOf, objectOf, textOf } from "./values.ts";

/** Mailgun webhooks (https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks), and the legacy form fields. */
const TYPES: Record<string, MessageEventType> = {
  accepted: "sent",
  delivered: "delivered",
  opened: "read",
  clicked: "click",
  failed: "failed",
  rejected: "failed",
  bounced: "failed",
  dropped: "failed",
  complained: "spam",
  unsubscribed: "unsubscribe",
};

function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_an_event", "The entry isn't a JSON object.");
  const data = isObject(record["event-data"]) ? record["event-data"] : record;
  const event = need(textOf(data.event), "event");
  const known = TYPES[event];
  if (known === undefined) throw new Rejection("unsupported_event", `Mailgun event ${event} isn't one we know.`);
  const type = event === "failed" && data.severity === "temporary" ? "deferred" : known;
  const occurredAt = need(microsOf(data.timestamp), "time");
  const args = objectOf(data["user-variables"]);
  const header = objectOf(objectOf(data.message).headers)["message-id"];
  const messageId = need(firstText(args.message_id, header, data["Message-Id"], data["message-id"]), "message_id");
  const status = objectOf(data["delivery-status"]);
  const recipient = firstText(data.recipient, objectOf(objectOf(data.message).headers).to);
  const id = textOf(data.id);
  for (const key in data) if (!KNOWN.has(key)) context.drift(`event-data.${key}`, data[key]);
  return messageRows(
    {
      channel: "email",
      messageId,
      dedupKey: `mailgun:${id ?? contentId(messageId, event, occurredAt, recipient, data.url)}`,
      type,
      occurredAt,
      url: textOf(data.url),
      isMachine: textOf(objectOf(data["client-info"]).bot) !== null,
      errorCode: type === "failed" || type === "deferred" ? firstText(status.code, data.code, data.reason) : null,
      failureClass: failureClass(event, data),
      recipient: emailRecipient(recipient?.match(/<([^>]+)>/)?.[1] ?? recipient, context),
      args,
      rest: { tags: data.tags ?? null, arguments: args },
    },
    context,
  );
}

function failureClass(event: string, data: JsonObject): FailureClass {
  const reason = textOf(data.reason) ?? "";
  if (reason === "suppress-unsubscribe") return "unsubscribed";
  if (reason === "suppress-complaint") return "spam";
  if (event === "rejected") return "policy";
  return reason === "bounce" || reason === "suppress-bounce" || event === "bounced" ? "hard" : "other";
}

const KNOWN = new Set(
  (
    "event id timestamp recipient recipient-domain recipient-provider url severity reason delivery-status message user-variables " +
    "tags campaigns flags log-level envelope storage ip geolocation client-info reject method batch template primary-dkim " +
    "domain account mailing-list routes"
  ).split(" "),
);

function* records(document: unknown): Generator<unknown> {
  if (Array.isArray(document)) for (const entry of document) yield* records(entry);
  else if (isObject(document) && !isBody(document) && Object.values(document).some(isBody)) {
    for (const body of Object.values(document)) yield* records(body);
  } else yield document;
}

function isBody(value: unknown): boolean {
  return isObject(value) && (value.event !== undefined || value["event-data"] !== undefined);
}

export const mailgun: SourceDefinition = { sourceId: "email", records, normalise };
