import { isObject, numberOf, objectOf, textOf } from "../sources/values.ts";
import { ChangedPages } from "./changedPages.ts";
import { ConnectorError } from "./connectorError.ts";
import { addDays, dayAt } from "./days.ts";
import { needSetting } from "./needSetting.ts";
import { listIn, readJson, unexpected } from "./readJson.ts";
import { serviceAccountOf, serviceAccountToken } from "./serviceAccount.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

const PROVIDER = "GA4";
/** Days that are compared; the day that is under way isn't. */
const DAYS = 7;
/** Rows of one answer; the interface gives up to 250,000. */
const LIMIT = 10_000;
const SCOPE = "https://www.googleapis.com/auth/analytics.readonly";

/**
 * What GA4 counts itself, to hold the warehouse's counts against: events by day and name, of the last seven days that are over, as
 * `metric_daily` rows `ga4_events_reported`, `ga4_events_loaded` and `ga4_events_missing`. Nothing else is taken from there.
 *
 * Settings: `NORTHSTAR_GA4_PROPERTY_ID`; `NORTHSTAR_GA4_KEY`, a service account's key as JSON that is a viewer of the property.
 * https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport
 */
export function ga4Counts({ origin = "https://analyticsdata.googleapis.com" }: { origin?: string } = {}): Connector {
  let token: string | null = null;

  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const property = needSetting(context, "NORTHSTAR_GA4_PROPERTY_ID");
    if (!/^\d+$/.test(property)) {
      throw new ConnectorError("setting_missing", "NORTHSTAR_GA4_PROPERTY_ID has to be the property's number.");
    }
    // One is good for an hour, and runs are further apart.
    token = null;
    const today = dayAt(context.now());
    const days = context.range ?? { from: addDays(today, -DAYS), to: addDays(today, -1) };
    const url = `${origin}/v1beta/properties/${property}:runReport`;
    const reported = await reportedCounts(url, days, context);
    const loaded = await loadedCounts(days, context);
    const counts = [...new Set([...reported.keys(), ...loaded.keys()])].sort().map((key) => {
      const [day, name] = JSON.parse(key) as [string, string];
      return { day, event_name: name, reported: reported.get(key) ?? 0, loaded: loaded.get(key) ?? 0 };
    });
    const changed = new ChangedPages(cursor, context);
    yield changed.page("days", JSON.stringify({ days: counts }), counts.length, 1, true);
  }

  return {
    name: "ga4_counts",
    source: "ga4_counts",
    streams: ["events_by_day"],
    settings: ["NORTHSTAR_GA4_PROPERTY_ID"],
    secrets: ["NORTHSTAR_GA4_KEY"],
    provider: PROVIDER,
    rate: { perSecond: 2, burst: 5 },
    everySeconds: 6 * 3600,
    async authorise(context, _request, refused) {
      if (token === null || refused) {
        token = await serviceAccountToken(serviceAccountOf(needSetting(context, "NORTHSTAR_GA4_KEY")), SCOPE, context);
      }
      return { authorization: `Bearer ${token}` };
    },
    poll,
  };
}

type Counts = Map<string, number>;
const keyOf = (day: string, name: string) => JSON.stringify([day, name]);

async function reportedCounts(url: string, days: { from: string; to: string }, context: PollContext): Promise<Counts> {
  const counts: Counts = new Map();
  for (let offset = 0; ; ) {
    const answer = await context.fetch(
      new Request(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          dateRanges: [{ startDate: days.from, endDate: days.to }],
          dimensions: [{ name: "date" }, { name: "eventName" }],
          metrics: [{ name: "eventCount" }],
          orderBys: [{ dimension: { dimensionName: "date" } }, { dimension: { dimensionName: "eventName" } }],
          limit: String(LIMIT),
          offset: String(offset),
        }),
      }),
    );
    const page = await readJson(answer, PROVIDER);
    // An empty answer has no `rows` at all.
    const rows = listIn(page, "rows", PROVIDER, true);
    for (const row of rows) {
      const [date, name] = valuesOf(row, "dimensionValues");
      const [count] = valuesOf(row, "metricValues");
      const number = numberOf(count);
      if (!date || !/^\d{8}$/.test(date) || !name || number === null)
        throw unexpected(PROVIDER, "has a row of another form");
      counts.set(keyOf(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`, name), number);
    }
    offset += rows.length;
    if (rows.length === 0 || offset >= (numberOf(page.rowCount) ?? 0)) return counts;
  }
}

/** All values are texts. */
function valuesOf(row: unknown, name: string): (string | null)[] {
  const values = objectOf(row)[name];
  return Array.isArray(values) ? values.map((value) => (isObject(value) ? textOf(value.value) : null)) : [];
}

/** By the day of the export's table, which is one of the property's time zone, as the report's are. */
async function loadedCounts(days: { from: string; to: string }, { warehouse }: PollContext): Promise<Counts> {
  const rows = await warehouse.all(
    `SELECT strptime(source_id, '%Y%m%d')::DATE::VARCHAR AS day, name, count(*) AS n FROM events
     WHERE tenant_id = $tenant AND source = 'ga4' AND NOT coalesce(_deleted, false)
       AND source_id BETWEEN $from AND $to AND regexp_full_match(source_id, '\\d{8}')
     GROUP BY ALL`,
    { tenant: warehouse.tenant, from: days.from.replaceAll("-", ""), to: days.to.replaceAll("-", "") },
  );
  return new Map(rows.map(({ day, name, n }) => [keyOf(String(day), String(name)), Number(n)]));
}
