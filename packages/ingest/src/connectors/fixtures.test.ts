import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { ga4BigQuery } from "./ga4BigQuery.ts";
import { mailchimp } from "./mailchimp.ts";
import { sponsorshipSheet } from "./sponsorshipSheet.ts";
import { startFakeServer } from "./testing/fakeServer.ts";
import { runForTest } from "./testing/runForTest.ts";

/** Real payloads, which a clone may lack: see the project's readme. */
const root = fileURLToPath(new URL("../../../../../shared/fixtures/", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe.skipIf(!existsSync(root))("real payloads by their connectors", () => {
  let warehouse: Warehouse;
  beforeEach(async () => {
    warehouse = await openWarehouse({ path: ":memory:" });
  });
  afterEach(() => warehouse.close());

  test("three days of GA4's export, each replaced by itself and taken once", async () => {
    const lines = read("ga4/ga4_events_20201110_20201112.ndjson").trim().split("\n");
    const days = ["20201110", "20201111", "20201112"];
    const connector = ga4BigQuery(async () => ({
      tables: async () => days.map((day) => `events_${day}`),
      modifiedAt: async () => 1,
      async *rows(table) {
        for (const line of lines)
          if (table === `events_${JSON.parse(line).event_date}`) yield JSON.parse(line) as object;
      },
    }));
    for (let i = 0; i < 2; i++) {
      const { error } = await runForTest(warehouse, connector, { NORTHSTAR_GA4_BIGQUERY: "p.d" });
      expect(error).toBeNull();
    }
    // Counted with grep in the file; none of its rows is there twice.
    expect(
      await warehouse.all("SELECT source_id, count(*)::INTEGER AS n FROM events GROUP BY ALL ORDER BY ALL"),
    ).toEqual([
      { source_id: "20201110", n: 289 },
      { source_id: "20201111", n: 270 },
      { source_id: "20201112", n: 274 },
    ]);
  });

  test("a monthly sheet of sponsors adds up to what its owner published", async () => {
    const place = join(root, "sponsorship/eslint_sponsors_current.csv");
    await runForTest(warehouse, sponsorshipSheet(), { NORTHSTAR_SPONSORSHIP_SHEET: place });
    const [row] = await warehouse.all("SELECT count(*)::INTEGER AS n, sum(amount) AS total FROM sponsorship_entries");
    expect(row).toEqual({ n: 116, total: 9448.67 });
  });

  test("Mailchimp's own example of a report, without drift", async () => {
    const reports = read("email/mailchimp_api/mailchimp_reports_list.json");
    const server = await startFakeServer(({ url }) =>
      url.pathname === "/3.0/reports" ? { body: reports } : { body: { campaigns: [], total_items: 0 } },
    );
    const { error } = await runForTest(warehouse, mailchimp({ origin: server.origin }), {
      NORTHSTAR_MAILCHIMP_KEY: "k-us1",
    });
    await server.close();
    expect(error).toBeNull();
    expect(await warehouse.all("SELECT path FROM schema_drift")).toEqual([]);
    expect(
      await warehouse.all(
        "SELECT CAST(day AS VARCHAR) AS day, value FROM metric_daily WHERE metric IN ('mailchimp_sent', 'mailchimp_unique_clickers') ORDER BY ALL",
      ),
    ).toEqual([
      { day: "2015-09-15", value: 42 },
      { day: "2015-09-15", value: 200 },
    ]);
  });
});
