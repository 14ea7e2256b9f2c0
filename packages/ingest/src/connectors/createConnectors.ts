import { ga4BigQuery } from "./ga4BigQuery.ts";
import { ga4Bucket } from "./ga4Bucket.ts";
import { ga4Counts } from "./ga4Counts.ts";
import { ga4Folder } from "./ga4Folder.ts";
import { hubspotContacts } from "./hubspot.ts";
import { mailchimp } from "./mailchimp.ts";
import { sponsorshipSheet } from "./sponsorshipSheet.ts";
import type { Connector } from "./types.ts";
import { whatsappTemplates } from "./whatsappTemplates.ts";

/** All sources that can be asked. Those without their settings aren't, until they have them. */
export function createConnectors(): Connector[] {
  return [
    ga4BigQuery(),
    ga4Folder(),
    ga4Bucket(),
    ga4Counts(),
    hubspotContacts(),
    mailchimp(),
    whatsappTemplates(),
    sponsorshipSheet(),
  ];
}
