import { contentId, emailHash } from "./hashing.ts";
import { campaignMessageId, mailchimpReport } from "./mailchimpReport.ts";
import { emailRecipient, type MessageEventType, messageRows, need } from "./messageRows.ts";
import {
  Ignored,
  identityKey,
  type NormaliseContext,
  Rejection,
  type SourceDefinition,
  type TableRow,
} from "./normaliser.ts";
import { firstText, isObject, type JsonObject, jsonOf, microsOf, objectOf, textOf } from "./values.ts";

/**
 * Mailchimp: audience webhooks, form-encoded (`type=unsubscribe&fired_at=…&data[email]=…`,
 * https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/), and the answers of the Marketing API's reports.
 */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_an_event", "The entry isn't an object.");
  if (record.fired_at === undefined) return mailchimpReport(record, context);
  const data = dataOf(record);
  const type = need(textOf(record.type), "event");
  // In UTC, without saying so.
  const occurredAt = need(microsOf(record.fired_at), "time");
  switch (type) {
    case "subscribe":
      return choiceRows("resubscribe", data, occurredAt, context);
    case "unsubscribe":
      return choiceRows(data.reason === "abuse" ? "spam" : "unsubscribe", data, occurredAt, context);
    case "cleaned":
      return cleanedRows(data, occurredAt, context);
    case "campaign":
      return campaignRows(data, occurredAt);
    case "upemail":
      return addressRows(data, occurredAt, context);
    case "profile":
      // Names, interests and what else a list asks for: the CRM says who a person is.
      throw new Ignored("profile_of_a_list");
    default:
      throw new Rejection("unsupported_event", `Mailchimp event ${type} isn't one we know.`);
  }
}

/** `data[merges][EMAIL]` as nested objects, whether the form was taken apart already or not. */
function dataOf(record: JsonObject): JsonObject {
  if (isObject(record.data)) return record.data;
  const data: JsonObject = {};
  for (const key in record) {
    const name = /^data\[([^\]]+)\]$/.exec(key)?.[1];
    if (name !== undefined) data[name] = record[key];
  }
  return data;
}

/** What a person wants. With a campaign it is an answer to its message, else it is said to the list. */
function choiceRows(
  type: MessageEventType,
  data: JsonObject,
  occurredAt: bigint,
  context: NormaliseContext,
): TableRow[] {
  const address = need(emailHash(data.email, context.salt), "email");
  const campaignId = firstText(data.campaign_id);
  const dedupKey = `mailchimp:${contentId(type, occurredAt, address, data.list_id)}`;
  if (campaignId === null || type === "resubscribe") {
    return [
      {
        table: "message_events",
        about: [identityKey("email_hash", address)],
        row: {
          dedup_key: dedupKey,
          event_type: type,
          occurred_at: occurredAt,
          received_at: context.receivedAt,
          is_machine: false,
          _raw: jsonOf({ email_hash: address, list_id: textOf(data.list_id) }),
        },
      },
    ];
  }
  return messageRows(
    {
      channel: "email",
      messageId: campaignMessageId(campaignId, address),
      dedupKey,
      type,
      occurredAt,
      recipient: emailRecipient(data.email, context),
      args: { campaign_id: campaignId },
      rest: { list_id: textOf(data.list_id), reason: textOf(data.reason) },
    },
    context,
  );
}

/** An address that came in the place of another: the same person, of whom Mailchimp says no more. */
function addressRows(data: JsonObject, occurredAt: bigint, context: NormaliseContext): TableRow[] {
  const before = need(emailHash(data.old_email, context.salt), "email");
  const after = need(emailHash(data.new_email, context.salt), "email");
  if (before === after) return [];
  return [
    {
      table: "identities",
      row: { identity_type: "email_hash", identity_value: after, valid_from: occurredAt },
      replaces: identityKey("email_hash", before),
    },
  ];
}

/** An address that was taken off the list because it can't be reached, or complained. */
function cleanedRows(data: JsonObject, occurredAt: bigint, context: NormaliseContext): TableRow[] {
  const address = need(emailHash(data.email, context.salt), "email");
  const campaignId = need(firstText(data.campaign_id), "campaign_id");
  const abuse = data.reason === "abuse";
  return messageRows(
    {
      channel: "email",
      messageId: campaignMessageId(campaignId, address),
      dedupKey: `mailchimp:${contentId("cleaned", occurredAt, address, data.list_id)}`,
      type: abuse ? "spam" : "failed",
      occurredAt,
      errorCode: abuse ? null : textOf(data.reason),
      failureClass: abuse ? null : "hard",
      recipient: emailRecipient(data.email, context),
      args: { campaign_id: campaignId },
      rest: { list_id: textOf(data.list_id) },
    },
    context,
  );
}

function campaignRows(data: JsonObject, occurredAt: bigint): TableRow[] {
  return [
    {
      table: "campaigns",
      row: {
        campaign_id: need(firstText(data.id, data.campaign_id), "campaign_id"),
        channel: "email",
        name: textOf(data.subject),
        sent_at: data.status === "sent" ? occurredAt : null,
      },
    },
  ];
}

function* records(document: unknown): Generator<unknown> {
  if (Array.isArray(document)) {
    for (const entry of document) yield* records(entry);
    return;
  }
  const page = objectOf(document);
  for (const list of [page.reports, page.emails, page.sent_to]) {
    if (Array.isArray(list)) {
      yield* list;
      return;
    }
  }
  yield document;
}

export const mailchimp: SourceDefinition = { sourceId: "email", records, normalise };
