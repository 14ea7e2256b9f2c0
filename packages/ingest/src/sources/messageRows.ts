import { emailHash } from "./hashing.ts";
import { type IdentityType, identityKey, type NormaliseContext, Rejection, type TableRow } from "./normaliser.ts";
import { firstText, type JsonObject, jsonOf, moneyOf } from "./values.ts";

export type MessageEventType =
  | "sent"
  | "delivered"
  | "read"
  | "click"
  | "reply"
  | "inbound"
  | "failed"
  | "deferred"
  | "unsubscribe"
  | "resubscribe"
  | "spam";

export type FailureClass = "hard" | "soft" | "blocked" | "unsubscribed" | "spam" | "invalid" | "policy" | "other";

/** What can only happen to a message that was delivered. */
const ARRIVED: ReadonlySet<MessageEventType> = new Set(["delivered", "read", "click", "reply", "unsubscribe", "spam"]);

/** What happened to one message, in the words that all channels share. */
export interface MessageOccurrence {
  channel: "email" | "whatsapp";
  messageId: string;
  dedupKey: string;
  type: MessageEventType;
  occurredAt: bigint;
  url?: string | null;
  isMachine?: boolean;
  errorCode?: string | null;
  failureClass?: FailureClass | null;
  /** Who received it, as the channel knows them; hashes only. */
  recipient: Partial<Record<IdentityType, string | null>>;
  /** Campaign arguments that the sender put on the message. */
  args: JsonObject;
  /** What the payload said besides, without personal data. */
  rest?: JsonObject;
}

/**
 * Rows of one occurrence: the event, the message it moves (each time keeps its earliest, so order doesn't matter; what
 * was read was delivered and sent), and the campaign.
 */
export function messageRows(occurrence: MessageOccurrence, context: NormaliseContext): TableRow[] {
  const { channel, messageId, type, occurredAt, recipient, args } = occurrence;
  const machine = occurrence.isMachine === true;
  const campaignId = firstText(args.campaign_id);
  const userId = firstText(args.user_id);
  const identities: string[] = [];
  const who: JsonObject = {};
  for (const [identityType, value] of Object.entries(recipient)) {
    if (value === null || value === undefined) continue;
    identities.push(identityKey(identityType as IdentityType, value));
    who[identityType] = value;
  }
  if (userId !== null) who.user_id = userId;
  const rows: TableRow[] = [
    {
      table: "message_events",
      about: identities,
      row: {
        dedup_key: occurrence.dedupKey,
        message_id: messageId,
        event_type: type,
        occurred_at: occurredAt,
        received_at: context.receivedAt,
        url: occurrence.url ?? null,
        is_machine: machine,
        error_code: occurrence.errorCode ?? null,
        _raw: occurrence.rest === undefined ? null : jsonOf(occurrence.rest),
      },
    },
  ];
  if (type === "inbound") return rows;
  // A scanner that opens or follows a link shows that the message arrived, not that anybody read it.
  const engaged = !machine && (type === "click" || type === "reply");
  const read = engaged || (type === "read" && !machine);
  const arrived = ARRIVED.has(type);
  const failed = type === "failed";
  rows.push({
    table: "messages",
    identities,
    row: {
      message_id: messageId,
      campaign_id: campaignId,
      user_id: userId,
      channel,
      sent_at: occurredAt,
      delivered_at: arrived ? occurredAt : null,
      read_at: read ? occurredAt : null,
      clicked_at: engaged ? occurredAt : null,
      failed_at: failed ? occurredAt : null,
      failure_code: failed ? (occurrence.errorCode ?? null) : null,
      failure_class: failed ? (occurrence.failureClass ?? "other") : null,
      cost: moneyOf(args.cost),
      _raw: jsonOf(who),
    },
  });
  if (campaignId !== null) {
    rows.push({
      table: "campaigns",
      row: {
        campaign_id: campaignId,
        channel,
        name: firstText(args.campaign_name),
        template_id: firstText(args.template_id),
        segment: firstText(args.segment),
        utm_campaign: firstText(args.utm_campaign),
        sent_at: occurredAt,
      },
    });
  }
  return rows;
}

/** The recipient of an e-mail. */
export function emailRecipient(address: unknown, context: NormaliseContext): MessageOccurrence["recipient"] {
  return { email_hash: emailHash(address, context.salt) };
}

/** The value, or a rejection that names what is missing. */
export function need<T>(value: T | null, what: string): T {
  if (value === null) throw new Rejection(`missing_${what}`, `The event has no usable ${what.replaceAll("_", " ")}.`);
  return value;
}
