import { emailHash } from "../sources/hashing.ts";
import { campaignMessageId, mailchimpReport } from "../sources/mailchimpReport.ts";
import { emailRecipient, messageRows, need } from "../sources/messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "../sources/normaliser.ts";
import { dayOf, firstText, isObject, type JsonObject, microsOf, objectOf, textOf } from "../sources/values.ts";
import { dailyMetric } from "./dailyMetric.ts";

type MailchimpRecord = { kind: "campaign" | "report" | "recipient" | "activity"; value: unknown };

/** A page of Mailchimp's API, as its lists name what is in them; `send_time` beside `sent_to` is of the campaign, which recipients lack. */
function* records(document: unknown): Generator<MailchimpRecord> {
  for (const page of Array.isArray(document) ? document : [document]) {
    const { campaigns, reports, sent_to: recipients, emails, send_time: sendTime } = objectOf(page);
    for (const value of listOf(campaigns)) yield { kind: "campaign", value };
    for (const value of listOf(reports)) yield { kind: "report", value };
    for (const value of listOf(recipients))
      yield { kind: "recipient", value: { send_time: sendTime, ...objectOf(value) } };
    for (const value of listOf(emails)) yield { kind: "activity", value };
  }
}

function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  const { kind, value } = record as MailchimpRecord;
  if (!isObject(value)) throw new Rejection("not_a_record", "The entry isn't a JSON object.");
  switch (kind) {
    case "campaign":
      return campaignRows(value);
    case "report":
      return reportRows(value, context);
    case "recipient":
      return recipientRows(value, context);
    case "activity":
      return mailchimpReport(value, context);
  }
}

/** https://mailchimp.com/developer/marketing/api/campaigns/list-campaigns/ */
function campaignRows(campaign: JsonObject): TableRow[] {
  const settings = objectOf(campaign.settings);
  const id = need(textOf(campaign.id), "id");
  return [
    {
      table: "campaigns",
      row: {
        campaign_id: id,
        channel: "email",
        name: firstText(settings.title, settings.subject_line),
        template_id: settings.template_id === 0 ? null : textOf(settings.template_id),
        utm_campaign: textOf(objectOf(campaign.tracking).google_analytics),
        sent_at: microsOf(campaign.send_time),
        source_id: id,
      },
    },
  ];
}

/**
 * What Mailchimp counts itself, by campaign, on the day of sending: to hold our own counts against. Its rates aren't taken.
 * https://mailchimp.com/developer/marketing/api/reports/list-campaign-reports/
 */
function reportRows(report: JsonObject, context: NormaliseContext): TableRow[] {
  for (const key in report) if (!REPORT_FIELDS.has(key)) context.drift(`reports[].${key}`, report[key]);
  const id = need(textOf(report.id), "id");
  const day = need(dayOf(report.send_time), "time");
  const counts: Record<string, unknown> = {
    sent: report.emails_sent,
    unique_opens: objectOf(report.opens).unique_opens,
    opens: objectOf(report.opens).opens_total,
    unique_clickers: objectOf(report.clicks).unique_subscriber_clicks,
    unique_link_clicks: objectOf(report.clicks).unique_clicks,
    clicks: objectOf(report.clicks).clicks_total,
    hard_bounces: objectOf(report.bounces).hard_bounces,
    soft_bounces: objectOf(report.bounces).soft_bounces,
    unsubscribed: report.unsubscribed,
    abuse_reports: report.abuse_reports,
  };
  const metrics = Object.entries(counts).flatMap(([name, count]) =>
    dailyMetric(`mailchimp_${name}`, day, { campaign_id: id }, count),
  );
  return [...mailchimpReport(report, context), ...metrics];
}

const REPORT_FIELDS = new Set(
  (
    "id campaign_title type list_id list_is_active list_name subject_line preview_text emails_sent abuse_reports unsubscribed send_time rss_last_send " +
    "bounces forwards opens clicks facebook_likes industry_stats list_stats ab_split timewarp timeseries share_report ecommerce delivery_status " +
    "tags merge_fields_used _links"
  ).split(" "),
);

/**
 * Whom a campaign went to (https://mailchimp.com/developer/marketing/api/sent-to-reports/list-campaign-recipients/). Mailchimp says of
 * what it sent only what bounced; what it doesn't say bounced has arrived. A bounce comes with its time among the activity.
 */
function recipientRows(recipient: JsonObject, context: NormaliseContext): TableRow[] {
  if (recipient.status !== "sent") return mailchimpReport(recipient, context);
  const campaign = need(textOf(recipient.campaign_id), "campaign_id");
  const address = need(emailHash(recipient.email_address, context.salt), "email");
  return messageRows(
    {
      channel: "email",
      messageId: campaignMessageId(campaign, address),
      dedupKey: `${campaignMessageId(campaign, address)}:delivered`,
      type: "delivered",
      occurredAt: need(microsOf(recipient.send_time), "time"),
      recipient: emailRecipient(recipient.email_address, context),
      args: { campaign_id: campaign },
    },
    context,
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Answers of Mailchimp's Marketing API. */
export const mailchimpReports: SourceDefinition = { sourceId: "email", records, normalise };
