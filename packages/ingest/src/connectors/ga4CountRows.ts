import { need } from "../sources/messageRows.ts";
import { Rejection, type SourceDefinition, type TableRow } from "../sources/normaliser.ts";
import { dayOf, isObject, numberOf, objectOf, textOf } from "../sources/values.ts";
import { dailyMetric } from "./dailyMetric.ts";

/**
 * Events of a day and name as GA4's Data API counts them, and as the warehouse has them: `ga4_events_reported`, `ga4_events_loaded` and their
 * difference, `ga4_events_missing`, below 0 where the warehouse has more. `{days: [{day, event_name, reported, loaded}]}`.
 */
function normalise(record: unknown): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_a_count", "The entry isn't a JSON object.");
  const day = need(dayOf(record.day), "time");
  const dims = { event_name: need(textOf(record.event_name), "event_name") };
  const reported = numberOf(record.reported);
  const loaded = numberOf(record.loaded);
  const missing = reported === null || loaded === null ? null : reported - loaded;
  return [
    ...dailyMetric("ga4_events_reported", day, dims, reported),
    ...dailyMetric("ga4_events_loaded", day, dims, loaded),
    ...dailyMetric("ga4_events_missing", day, dims, missing),
  ];
}

function* records(document: unknown): Generator<unknown> {
  for (const each of Array.isArray(document) ? document : [document]) {
    const { days } = objectOf(each);
    if (Array.isArray(days)) yield* days;
  }
}

export const ga4Counts: SourceDefinition = { sourceId: "ga4", records, normalise };
