import { ga4Counts } from "../connectors/ga4CountRows.ts";
import { mailchimpReports } from "../connectors/mailchimpRows.ts";
import { templateAnalytics } from "../connectors/templateAnalyticsRows.ts";
import { brevo } from "./brevo.ts";
import { ga4 } from "./ga4.ts";
import { hubspot } from "./hubspot.ts";
import { mailchimp } from "./mailchimp.ts";
import { mailgun } from "./mailgun.ts";
import type { SourceDefinition } from "./normaliser.ts";
import { segment } from "./segment.ts";
import { sendgrid } from "./sendgrid.ts";
import { consumption, content, ops, referrals, scores, usage } from "./shaped.ts";
import { sponsorship } from "./sponsorship.ts";
import { whatsapp } from "./whatsapp.ts";

/** The sources by the names that the command line knows them by. */
export const SOURCE_DEFINITIONS = {
  ga4,
  hubspot,
  segment,
  sendgrid,
  brevo,
  mailgun,
  mailchimp,
  whatsapp,
  sponsorship,
  content,
  consumption,
  referrals,
  scores,
  ops,
  usage,
  ga4_counts: ga4Counts,
  mailchimp_reports: mailchimpReports,
  whatsapp_templates: templateAnalytics,
} as const satisfies Record<string, SourceDefinition>;

export type SourceName = keyof typeof SOURCE_DEFINITIONS;
export const SOURCE_NAMES = Object.keys(SOURCE_DEFINITIONS) as SourceName[];

export function isSourceName(name: string): name is SourceName {
  return Object.hasOwn(SOURCE_DEFINITIONS, name);
}
