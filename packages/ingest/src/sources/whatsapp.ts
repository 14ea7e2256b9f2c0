import { contentId, phoneHash } from "./hashing.ts";
import { type FailureClass, type MessageEventType, type MessageOccurrence, messageRows, need } from "./messageRows.ts";
import { identityKey, type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { firstText, isObject, type JsonObject, microsOf, objectOf, textOf } from "./values.ts";

/** WhatsApp Cloud API webhooks (https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components). */
type WhatsAppRecord =
  | { kind: "status"; value: JsonObject; status: unknown }
  | { kind: "message"; value: JsonObject; message: unknown }
  | { kind: "preference"; value: JsonObject; preference: unknown }
  | { kind: "unsupported"; what: string };

const STATUSES: Record<string, MessageEventType> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

function* records(document: unknown): Generator<WhatsAppRecord> {
  if (Array.isArray(document)) {
    for (const body of document) yield* records(body);
    return;
  }
  const body = objectOf(document);
  if (Array.isArray(body.entry)) {
    for (const entry of body.entry) yield* entryRecords(objectOf(entry));
    return;
  }
  const bodies = Object.values(body).filter((value) => isObject(value) && Array.isArray(value.entry));
  // Several bodies by name, as recordings of webhooks keep them.
  if (bodies.length > 0) for (const each of bodies) yield* records(each);
  else yield { kind: "unsupported", what: "not_a_webhook" };
}

function* entryRecords(entry: JsonObject): Generator<WhatsAppRecord> {
  for (const change of Array.isArray(entry.changes) ? entry.changes : []) {
    const { field, value } = objectOf(change);
    const content = objectOf(value);
    let found = false;
    for (const status of listOf(content.statuses)) {
      // Calls have statuses too, of another kind.
      if (field !== "messages") break;
      found = true;
      yield { kind: "status", value: content, status };
    }
    if (field === "messages") {
      for (const message of listOf(content.messages)) {
        found = true;
        yield { kind: "message", value: content, message };
      }
    }
    for (const preference of listOf(content.user_preferences)) {
      found = true;
      yield { kind: "preference", value: content, preference };
    }
    if (!found) yield { kind: "unsupported", what: textOf(field) ?? "no field" };
  }
}

function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  const given = record as WhatsAppRecord;
  switch (given.kind) {
    case "status":
      return statusRows(given.value, objectOf(given.status), context);
    case "message":
      return inboundRows(given.value, objectOf(given.message), context);
    case "preference":
      return preferenceRows(given.value, objectOf(given.preference), context);
    case "unsupported":
      throw new Rejection("unsupported_field", `The change is of a kind that makes no rows: ${given.what}.`);
  }
}

function statusRows(value: JsonObject, status: JsonObject, context: NormaliseContext): TableRow[] {
  for (const key in status) if (!STATUS_FIELDS.has(key)) context.drift(`statuses[].${key}`, status[key]);
  const id = need(textOf(status.id), "message_id");
  const name = need(textOf(status.status), "status");
  const type = STATUSES[name];
  if (type === undefined) throw new Rejection("unsupported_status", `WhatsApp status ${name} isn't one we know.`);
  const error = objectOf(listOf(status.errors)[0]);
  const code = textOf(error.code);
  return messageRows(
    {
      channel: "whatsapp",
      messageId: id,
      dedupKey: `whatsapp:${id}:${name}${groupMember(status)}`,
      type,
      occurredAt: need(microsOf(status.timestamp), "time"),
      errorCode: code,
      failureClass: type === "failed" ? failureClass(code) : null,
      recipient: recipientOf(value, status.recipient_id, status.recipient_user_id, context),
      args: callbackData(status.biz_opaque_callback_data),
      rest: { pricing: status.pricing ?? null, error_title: error.title ?? null },
    },
    context,
  );
}

const STATUS_FIELDS = new Set(
  (
    "id status timestamp recipient_id recipient_user_id recipient_parent_user_id recipient_type recipient_participant_id " +
    "recipient_participant_user_id recipient_participant_parent_user_id biz_opaque_callback_data conversation pricing errors type"
  ).split(" "),
);

/** In a group one message is read by many. */
function groupMember(status: JsonObject): string {
  const member = firstText(status.recipient_participant_user_id, status.recipient_participant_id);
  return member === null ? "" : `:${contentId(member)}`;
}

function inboundRows(value: JsonObject, message: JsonObject, context: NormaliseContext): TableRow[] {
  const id = need(textOf(message.id), "message_id");
  const answered = textOf(objectOf(message.context).id);
  const type = textOf(message.type);
  if (type === "system") throw new Rejection("unsupported_field", "System messages make no rows.");
  return messageRows(
    {
      channel: "whatsapp",
      messageId: answered ?? id,
      // A test delivery may give the answer the id of what it answers.
      dedupKey: `whatsapp:${id}:inbound`,
      type: answered === null ? "inbound" : "reply",
      occurredAt: need(microsOf(message.timestamp), "time"),
      recipient: recipientOf(value, message.from, message.from_user_id, context),
      args: {},
      rest: { type },
    },
    context,
  );
}

function preferenceRows(value: JsonObject, preference: JsonObject, context: NormaliseContext): TableRow[] {
  const occurredAt = need(microsOf(preference.timestamp), "time");
  const who = recipientOf(value, preference.wa_id, preference.user_id, context);
  const choice = textOf(preference.value);
  return [
    {
      table: "message_events",
      about: [
        ...(who.phone_hash ? [identityKey("phone_hash", who.phone_hash)] : []),
        ...(who.wa_bsuid ? [identityKey("wa_bsuid", who.wa_bsuid)] : []),
      ],
      row: {
        dedup_key: `whatsapp:${contentId("preference", who.phone_hash, who.wa_bsuid, choice, occurredAt)}`,
        event_type: choice === "stop" ? "unsubscribe" : "resubscribe",
        occurred_at: occurredAt,
        received_at: context.receivedAt,
        is_machine: false,
        _raw: JSON.stringify(who),
      },
    },
  ];
}

/** The other side as hashes; the business-scoped id comes beside the phone in `contacts`. */
function recipientOf(
  value: JsonObject,
  phone: unknown,
  businessScopedId: unknown,
  context: NormaliseContext,
): MessageOccurrence["recipient"] {
  const contacts = listOf(value.contacts).map(objectOf);
  const contact = contacts.find((candidate) => candidate.wa_id === phone) ?? (phone == null ? contacts[0] : undefined);
  return {
    phone_hash: phoneHash(phone ?? contact?.wa_id, context.salt),
    wa_bsuid: firstText(businessScopedId, contact?.user_id),
  };
}

/** The sender's own mark on a message: JSON by our convention, anything else says nothing to us. */
function callbackData(value: unknown): JsonObject {
  if (typeof value !== "string" || !value.startsWith("{")) return {};
  try {
    return objectOf(JSON.parse(value));
  } catch {
    return {};
  }
}

/** Error codes: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. */
function failureClass(code: string | null): FailureClass {
  switch (code) {
    case "131026":
    case "131030":
    case "131052":
      return "hard";
    case "131050":
      return "unsubscribed";
    case "131048":
    case "131049":
    case "130429":
    case "131056":
      return "blocked";
    case "131000":
    case "131016":
    case "131057":
      return "soft";
    case "130472":
    case "131031":
    case "131047":
    case "368":
      return "policy";
    case "100":
    case "131008":
    case "131009":
    case "132000":
    case "132001":
      return "invalid";
    default:
      return "other";
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export const whatsapp: SourceDefinition = { sourceId: "whatsapp", records, normalise };
