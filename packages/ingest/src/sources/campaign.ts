import { channelGroup, isSearchSite } from "./channelGroup.ts";
import { type JsonObject, objectOf, textOf } from "./values.ts";

/** Where a visit came from, and how good the knowledge is: see `ns_utm_rank` in warehouse/sessionSql.ts. */
export interface Origin {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  content: string | null;
  term: string | null;
  channel: string;
  /** 2 collected with the event, 3 only the site that linked here, 4 nothing known. */
  rank: 2 | 3 | 4;
}

const NOTHING = { source: null, medium: null, campaign: null, content: null, term: null };

/**
 * The origin that a first-party event tells of: the UTM parameters that it was collected with (`context.campaign`, else those of the page's
 * address), else the other site that linked to the page.
 */
export function originOf(campaign: JsonObject, page: JsonObject): Origin {
  const query = addressOf(page.url)?.searchParams;
  const utm = (name: string, given: unknown) => textOf(given) ?? textOf(query?.get(`utm_${name}`));
  const source = utm("source", campaign.source);
  if (source !== null) {
    const found = {
      source,
      medium: utm("medium", campaign.medium),
      campaign: utm("campaign", campaign.name),
      content: utm("content", campaign.content),
      term: utm("term", campaign.term),
    };
    return { ...found, channel: channelGroup(source, found.medium, found.campaign), rank: 2 };
  }
  const referrer = addressOf(page.referrer)?.hostname.replace(/^www\./, "");
  const own = addressOf(page.url)?.hostname.replace(/^www\./, "");
  if (referrer === undefined || referrer === "" || referrer === own) {
    return { ...NOTHING, channel: channelGroup(null, null, null), rank: 4 };
  }
  const medium = isSearchSite(referrer) ? "organic" : "referral";
  return { ...NOTHING, source: referrer, medium, channel: channelGroup(referrer, medium, null), rank: 3 };
}

function addressOf(value: unknown): URL | undefined {
  const text = textOf(value);
  return text !== null && URL.canParse(text) ? new URL(text) : undefined;
}

/** The page that a call was made on. */
export function pageOf(context: JsonObject, properties: JsonObject): JsonObject {
  const page = objectOf(context.page);
  return {
    url: textOf(properties.url) ?? textOf(page.url),
    referrer: textOf(properties.referrer) ?? textOf(page.referrer),
    title: textOf(properties.title) ?? textOf(page.title),
  };
}
