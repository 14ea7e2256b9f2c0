import type { Source } from "../world/parameters.ts";
import type { Country } from "../world/vocabulary.ts";

/** A hit of the web site, before it takes GA4's shape. `at` and `sessionStart` are ms UTC. */
export interface Hit {
  at: number;
  name: "page_view" | "sign_up" | "webinar_registration";
  /** CRM id once the person is known. */
  userId: string | null;
  pseudoId: string;
  sessionStart: number;
  /** Time on page in ms; 10 s make the session engaged. */
  engagementMs: number;
  page: string;
  /** Where the session came from; null is direct. */
  source: Pick<Source, "source" | "medium" | "campaign"> | null;
  device: "mobile" | "desktop";
  country: Country;
  campaign?: { id: string; channel: string };
}

const STREAM_ID = "5512340001";

const text = (key: string, value: string) => `{"key":"${key}","value":{"string_value":"${value}"}}`;
const whole = (key: string, value: number) => `{"key":"${key}","value":{"int_value":"${value}"}}`;

/**
 * One line of the GA4 BigQuery export as `bq extract` writes it: INT64 as strings, nulls left out, parameters as key and value.
 * Written as text because a million objects through JSON.stringify take three times as long; no value in it needs escaping.
 *
 * @param date the day in the property's zone, `YYYYMMDD`.
 * @param microseconds added to the time, so that two hits of one millisecond differ.
 */
export function ga4Line(hit: Hit, date: string, microseconds: number): string {
  const engaged = hit.engagementMs >= 10_000;
  const params = [
    whole("ga_session_id", Math.floor(hit.sessionStart / 1000)),
    text("session_engaged", engaged ? "1" : "0"),
    whole("engagement_time_msec", hit.engagementMs),
    text("page_location", `https://portal.example${hit.page}`),
  ];
  if (hit.campaign) params.push(text("campaign_id", hit.campaign.id), text("channel", hit.campaign.channel));
  const user = hit.userId === null ? "" : `"user_id":"${hit.userId}",`;
  const { source } = hit;
  const campaign = source?.campaign ? `,"manual_campaign_name":"${source.campaign}"` : "";
  const collected = source
    ? `,"collected_traffic_source":{"manual_source":"${source.source}","manual_medium":"${source.medium}"${campaign}}`
    : "";
  const micros = String(microseconds % 1000).padStart(3, "0");
  return (
    `{"event_date":"${date}","event_timestamp":"${hit.at}${micros}","event_name":"${hit.name}",` +
    `"event_params":[${params.join(",")}],${user}"user_pseudo_id":"${hit.pseudoId}",` +
    `"device":{"category":"${hit.device}"},"geo":{"country":"${hit.country.name}"}${collected},` +
    `"stream_id":"${STREAM_ID}"}`
  );
}
