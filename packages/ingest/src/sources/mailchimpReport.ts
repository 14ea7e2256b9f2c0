import { contentId, emailHash } from "./hashing.ts";
import { emailRecipient, type MessageEventType, messageRows, need } from "./messageRows.ts";
import { type NormaliseContext, Rejection, type TableRow } from "./normaliser.ts";
import { firstText, isObject, type JsonObject, jsonOf, microsOf, numberOf, objectOf, textOf } from "./values.ts";

/**
 * An entry of the reports of the Marketing API (https://mailchimp.com/developer/marketing/api/reports/): a campaign's report, what one address
 * did with it (`/reports/{id}/email-activity`), or that it was sent to it (`/reports/{id}/sent-to`).
 */
export function mailchimpReport(record: JsonObject, context: NormaliseContext): TableRow[] {
  if (record.emails_sent !== undefined) return [campaignRow(record)];
  if (Array.isArray(record.activity)) return activityRows(record, record.activity, context);
  if (record.email_address !== undefined && record.status !== undefined && record.campaign_id !== undefined) {
    return sentRows(record, context);
  }
  if (record.detail !== undefined && record.title !== undefined) {
    throw new Rejection("api_error", "The API answered with an error.");
  }
  throw new Rejection("unsupported_event", "The entry is neither a webhook nor a report.");
}

/** The report's own sums and rates are kept, but nothing is counted from them. */
function campaignRow(report: JsonObject): TableRow {
  const opens = objectOf(report.opens);
  const clicks = objectOf(report.clicks);
  return {
    table: "campaigns",
    row: {
      campaign_id: need(firstText(report.id, report.campaign_id), "campaign_id"),
      channel: "email",
      name: firstText(report.campaign_title, report.subject_line),
      sent_at: microsOf(report.send_time),
      _raw: jsonOf({
        emails_sent: numberOf(report.emails_sent),
        unique_opens: numberOf(opens.unique_opens),
        unique_subscriber_clicks: numberOf(clicks.unique_subscriber_clicks),
        unsubscribed: numberOf(report.unsubscribed),
        bounces: objectOf(report.bounces),
      }),
    },
  };
}

/** The message that a campaign sent to an address: Mailchimp names none. */
export function campaignMessageId(campaignId: string, addressHash: string | null): string {
  return `mailchimp:${contentId(campaignId, addressHash)}`;
}

const ACTIONS: Record<string, MessageEventType> = { open: "read", click: "click", bounce: "failed" };

function activityRows(record: JsonObject, activity: readonly unknown[], context: NormaliseContext): TableRow[] {
  const campaignId = need(firstText(record.campaign_id), "campaign_id");
  const address = need(emailHash(record.email_address, context.salt), "email");
  return activity.filter(isObject).flatMap((entry) => {
    const action = need(textOf(entry.action), "action");
    const type = ACTIONS[action];
    if (type === undefined) throw new Rejection("unsupported_event", `Mailchimp action ${action} isn't one we know.`);
    const occurredAt = need(microsOf(entry.timestamp), "time");
    return messageRows(
      {
        channel: "email",
        messageId: campaignMessageId(campaignId, address),
        dedupKey: `mailchimp:${contentId(campaignId, address, action, occurredAt, entry.url)}`,
        type,
        occurredAt,
        url: textOf(entry.url),
        errorCode: type === "failed" ? textOf(entry.type) : null,
        failureClass: type === "failed" ? (entry.type === "soft" ? "soft" : "hard") : null,
        recipient: emailRecipient(record.email_address, context),
        args: { campaign_id: campaignId },
      },
      context,
    );
  });
}

/** An address that a campaign was sent to. The answer has no time: the report's time of sending is the campaign's. */
function sentRows(record: JsonObject, context: NormaliseContext): TableRow[] {
  const campaignId = need(firstText(record.campaign_id), "campaign_id");
  const address = need(emailHash(record.email_address, context.salt), "email");
  return [
    {
      table: "messages",
      identities: [`email_hash:${address}`],
      row: {
        message_id: campaignMessageId(campaignId, address),
        campaign_id: campaignId,
        channel: "email",
        sent_at: microsOf(record.send_time),
        failure_class: record.status === "hard" || record.status === "soft" ? record.status : null,
        _raw: jsonOf({ email_hash: address }),
      },
    },
  ];
}
