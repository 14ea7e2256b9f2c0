import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Query, Row } from "@northstar/core";
import { ingestFiles, openWarehouse } from "@northstar/ingest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";

/*
 * Real payloads of others, which a clone may lack. Every expected number is either published with the file or comes of
 * plain SQL on the raw file, by an engine that never saw the warehouse.
 */
const fixtures = resolve(import.meta.dirname, "../../../../../shared/fixtures");
const at = (path: string) => join(fixtures, path);
const GA4 = at("ga4/ga4_events_20201110_20201112.ndjson");
const SENDGRID = at("email/webhooks_anymail/sendgrid.json");
const CONTACTS = at("hubspot/dbt_seeds/contact_data.csv");
const WHATSAPP = at("whatsapp/updates");

/** Rows of plain SQL in a database of its own; numbers as numbers. */
async function rawSql(sql: string): Promise<Row[]> {
  const engine = await openWarehouse({ path: ":memory:" });
  try {
    const rows = await engine.all(sql);
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, typeof cell === "bigint" ? Number(cell) : (cell as string)]),
      ),
    );
  } finally {
    await engine.close();
  }
}

const RAW_EVENTS = `raw AS (
  SELECT user_pseudo_id AS browser, make_timestamp(CAST(event_timestamp AS BIGINT)) - INTERVAL 5 HOUR AS bogota,
    list_filter(event_params, p -> p.key = 'ga_session_id')[1].value.int_value AS session,
    CAST(list_filter(event_params, p -> p.key = 'engagement_time_msec')[1].value.int_value AS BIGINT) AS engagement
  FROM read_json('${GA4}', format = 'newline_delimited')
), visits AS (
  SELECT browser, session, min(bogota) AS started, sum(engagement) AS engagement
  FROM raw WHERE browser IS NOT NULL AND session IS NOT NULL GROUP BY ALL
)`;

const daily = (view: string, dimension: string, measure: string, dateRange: [string, string]): Query => ({
  measures: [`${view}.${measure}`],
  timeDimensions: [{ dimension: `${view}.${dimension}`, granularity: "day", dateRange }],
});
/** Days or months that have something, in order. */
const series = (rows: readonly Row[] | undefined) =>
  (rows ?? []).map((row) => Object.values(row)).filter(([, value]) => value !== 0 && value !== null);

let way: WholeWay;
async function ingest(source: string, paths: string[], receivedAt?: Date): Promise<void> {
  await ingestFiles(way.platform.warehouse, source, paths, receivedAt ? { receivedAt } : {});
}

describe.skipIf(!existsSync(fixtures))("real payloads, from their files to the answer", () => {
  beforeAll(async () => {
    way = await openWholeWay();
  });
  afterAll(() => way.close());

  test("GA4: events and first visits by day in Bogota", async () => {
    await ingest("ga4", [GA4]);
    const [events, visitors] = await way.ask([
      daily("technical", "event_date", "events_ingested", ["2020-11-08", "2020-11-13"]),
      daily("operational", "first_visit_date", "funnel_visitors", ["2020-11-08", "2020-11-13"]),
    ]);
    const days = await rawSql(
      `WITH ${RAW_EVENTS} SELECT strftime(bogota, '%Y-%m-%d') AS day, count(*) AS n FROM raw GROUP BY 1 ORDER BY 1`,
    );
    expect(series(events)).toEqual(days.map((row) => Object.values(row)));
    expect(series(events)).toEqual([
      ["2020-11-09", 52],
      ["2020-11-10", 302],
      ["2020-11-11", 262],
      ["2020-11-12", 217],
    ]);
    const visits = await rawSql(
      `WITH ${RAW_EVENTS}, firsts AS (SELECT browser, min(started) AS started FROM visits GROUP BY 1)
       SELECT strftime(started, '%Y-%m-%d') AS day, count(*) AS n FROM firsts GROUP BY 1 ORDER BY 1`,
    );
    expect(visits.length).toBeGreaterThan(2);
    expect(series(visitors)).toEqual(visits.map((row) => Object.values(row)));
  });

  test("GA4: nobody is active while nobody is identified; then those whose sessions took 10 s", async () => {
    const active = daily("executive", "date", "active_professionals", ["2020-11-08", "2020-11-13"]);
    const [before] = await way.ask([active]);
    expect(series(before)).toEqual([]);

    // The CRM knew every third browser before; of another third it learns after the sample is over.
    const browsers = await rawSql(`WITH ${RAW_EVENTS} SELECT DISTINCT browser FROM visits ORDER BY browser`);
    const results = browsers.flatMap(({ browser }, index) => {
      if (index % 3 === 2) return [];
      const createdate = index % 3 === 0 ? "2019-01-01T12:00:00Z" : "2022-01-01T12:00:00Z";
      return [{ id: `c${index}`, createdAt: createdate, properties: { createdate, user_pseudo_id: browser } }];
    });
    await ingest("hubspot", [way.file("browsers.json", JSON.stringify({ results }))]);
    await way.platform.northstar.runtime.refresh();
    const known = browsers.flatMap(({ browser }, index) => (index % 3 === 0 ? [`'${browser}'`] : []));
    const expected = await rawSql(
      `WITH ${RAW_EVENTS} SELECT strftime(started, '%Y-%m-%d') AS day, count(DISTINCT browser) AS n FROM visits
       WHERE engagement >= 10000 AND browser IN (${known.join(", ")}) GROUP BY 1 ORDER BY 1`,
    );
    expect(expected.length).toBeGreaterThan(2);
    const [after] = await way.ask([active]);
    expect(series(after)).toEqual(expected.map((row) => Object.values(row)));
  });

  test("sponsors: 116 and 9,448.67 USD in the month the file came, as published, and nothing in the next", async () => {
    await ingest("sponsorship", [at("sponsorship/eslint_sponsors_current.csv")], new Date("2025-06-15T12:00:00Z"));
    const published = JSON.parse(readFileSync(at("sponsorship/eslint_sponsors_current_totals.json"), "utf8"));
    const [months] = await way.ask([
      {
        measures: ["executive.active_sponsors", "executive.sponsorship_revenue"],
        timeDimensions: [
          { dimension: "executive.sponsorship_date", granularity: "month", dateRange: ["2025-05-01", "2025-07-31"] },
        ],
      },
    ]);
    const [june] = (months ?? []).filter((row) => row.active_sponsors !== 0 && row.active_sponsors !== null);
    expect(june?.sponsorship_date).toBe("2025-06-01");
    expect(june?.active_sponsors).toBe(published.sponsorCount);
    expect(june?.active_sponsors).toBe(116);
    expect(Number(june?.sponsorship_revenue)).toBeCloseTo(published.monthlyDonations, 2);
    expect(Number(june?.sponsorship_revenue)).toBeCloseTo(9448.67, 6);
    expect(months?.filter((row) => Number(row.sponsorship_revenue) !== 0)).toHaveLength(1);
  });

  test("HubSpot: registrations by month, merged contacts once", async () => {
    await ingest("hubspot", [CONTACTS]);
    await way.platform.northstar.runtime.refresh();
    const [months] = await way.ask([
      {
        measures: ["executive.new_registrations"],
        timeDimensions: [
          { dimension: "executive.date", granularity: "month", dateRange: ["2020-05-01", "2021-04-30"] },
        ],
      },
    ]);
    const expected = await rawSql(
      `WITH raw AS (SELECT CAST(id AS VARCHAR) AS id, property_createdate - INTERVAL 5 HOUR AS bogota,
         CAST(property_hs_merged_object_ids AS VARCHAR) AS merged FROM read_csv('${CONTACTS}')),
       gone AS (SELECT unnest(string_split(merged, ';')) AS id FROM raw WHERE merged IS NOT NULL)
       SELECT strftime(bogota, '%Y-%m-01') AS month, count(*) AS n FROM raw
       WHERE id NOT IN (SELECT id FROM gone) GROUP BY 1 ORDER BY 1`,
    );
    expect(series(months)).toEqual(expected.map((row) => Object.values(row)));
  });

  test("SendGrid and WhatsApp: who clicked or answered was active then; opening, delivery and plain messages are not activity", async () => {
    await ingest("sendgrid", [SENDGRID]);
    const files = readdirSync(WHATSAPP).map((name) => join(WHATSAPP, name));
    await ingest("whatsapp", files);
    const contact = (id: string, properties: object) => ({
      id,
      properties: { createdate: "2016-01-01T12:00:00Z", ...properties },
    });
    const results = [
      contact("by-mail", { email: "Recipient@example.com" }),
      contact("by-phone", { phone: "+972 98-765-4321" }),
    ];
    await ingest("hubspot", [way.file("recipients.json", JSON.stringify({ results }))]);
    await way.platform.northstar.runtime.refresh();

    const clicks = Object.values(JSON.parse(readFileSync(SENDGRID, "utf8")) as Record<string, SendgridEvent[]>)
      .flat()
      .filter(({ event, email }) => event === "click" && email === "recipient@example.com")
      .map(({ timestamp }) => bogotaDay(timestamp));
    const answers = files
      .flatMap((file) => objectsOf(JSON.parse(readFileSync(file, "utf8"))))
      .filter(({ from, context }) => from === "972987654321" && (context as { id?: string } | undefined)?.id)
      .map(({ timestamp }) => bogotaDay(Number(timestamp)));
    const expected = [...new Set([...clicks, ...answers])].sort();
    expect(clicks).toEqual(["2016-04-19"]);
    expect(new Set(answers).size).toBeGreaterThan(3);
    const [mail, whatsapp] = await way.ask([
      daily("executive", "date", "active_professionals", ["2016-01-01", "2016-12-31"]),
      daily("executive", "date", "active_professionals", ["2023-01-01", "2025-12-31"]),
    ]);
    expect([...series(mail), ...series(whatsapp)]).toEqual(expected.map((day) => [day, 1]));
  });
});

interface SendgridEvent {
  event: string;
  email: string;
  timestamp: number;
}

const bogotaDay = (seconds: number) => new Date((seconds - 5 * 3600) * 1000).toISOString().slice(0, 10);

/** Every object in a document, at any depth. */
function objectsOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(objectsOf);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}
