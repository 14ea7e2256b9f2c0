import { afterEach, beforeEach, expect, test } from "vitest";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { runForTest } from "./testing/runForTest.ts";
import { whatsappTemplates } from "./whatsappTemplates.ts";

let warehouse: Warehouse;
let server: FakeServer;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  await server.close();
  await warehouse.close();
});

const settings = { NORTHSTAR_WHATSAPP_ACCOUNT_ID: "102", NORTHSTAR_WHATSAPP_TOKEN: "EAAG" };
const DAY = 86_400;
const march9 = Date.parse("2026-03-09T00:00:00Z") / 1000;

/** The Graph API's lists: cursors on every page, `next` on all but the last; at most ten templates a question, and 90 days. */
async function serve(templates: number, clicks: () => number = () => 3) {
  const ids = Array.from({ length: templates }, (_, i) => String(500 + i));
  server = await startFakeServer(({ url, headers }) => {
    if (headers.authorization !== "Bearer EAAG") return { status: 401, body: { error: { code: 190 } } };
    const after = Number(url.searchParams.get("after") ?? 0);
    const paged = (all: unknown[], size: number, wrap: (page: unknown[]) => unknown[]) => {
      const end = after + size;
      const next = all.length > end ? `https://graph.facebook.com/…?access_token=EAAG&after=${end}` : undefined;
      return {
        body: { data: wrap(all.slice(after, end)), paging: { cursors: { before: "x", after: String(end) }, next } },
      };
    };
    if (url.pathname === "/102/message_templates") {
      return paged(
        ids.map((id) => ({ id })),
        5,
        (page) => page,
      );
    }
    const asked = JSON.parse(url.searchParams.get("template_ids") ?? "[]") as number[];
    const [start, end] = [Number(url.searchParams.get("start")), Number(url.searchParams.get("end"))];
    if (url.pathname !== "/102/template_analytics" || asked.length > 10 || end - start > 90 * DAY)
      return { status: 400 };
    const points = asked.map((id) => ({
      template_id: String(id),
      start: march9,
      end: march9 + DAY,
      sent: 10,
      delivered: 9,
      read: 5,
      clicked: [
        { type: "url_button", button_content: "See", count: clicks() },
        { type: "quick_reply_button", button_content: "Yes", count: 1 },
      ],
      cost: [{ type: "amount_spent", value: 0.25 }, { type: "cost_per_delivered" }],
    }));
    return paged(points, 4, (page) => [{ granularity: "DAILY", product_type: "cloud_api", data_points: page }]);
  });
  return whatsappTemplates({ origin: server.origin });
}

test("clicks, which no webhook brings, by template, button and day; ten templates at a time, page by page", async () => {
  const { error, runs } = await runForTest(warehouse, await serve(12), settings);
  expect(error).toBeNull();
  expect(runs[0]).toMatchObject({ status: "success", in: 12, progress: 1 });
  expect(
    await warehouse.all(
      `SELECT metric, count(*)::INTEGER AS n, sum(value) AS total, min(source) AS source FROM metric_daily GROUP BY metric ORDER BY metric`,
    ),
  ).toEqual([
    { metric: "whatsapp_template_button_clicked", n: 24, total: 48, source: "whatsapp" },
    { metric: "whatsapp_template_clicked", n: 12, total: 48, source: "whatsapp" },
    { metric: "whatsapp_template_cost", n: 12, total: 3, source: "whatsapp" },
    { metric: "whatsapp_template_delivered", n: 12, total: 108, source: "whatsapp" },
    { metric: "whatsapp_template_read", n: 12, total: 60, source: "whatsapp" },
    { metric: "whatsapp_template_sent", n: 12, total: 120, source: "whatsapp" },
  ]);
  expect(server.requests.every(({ url }) => !url.searchParams.has("access_token"))).toBe(true);
  // What is counted says nothing of how far webhooks have come.
  expect(await count(warehouse, "SELECT count(*) FROM watermarks WHERE last_event_at IS NOT NULL")).toBe(0);
});

test("first all that Meta keeps, then the last days; what changed counts", async () => {
  let clicks = 3;
  const connector = await serve(1, () => clicks);
  const asked = () => {
    const url = server.requests.findLast((request) => request.url.pathname.endsWith("analytics"))?.url;
    return [url?.searchParams.get("start"), url?.searchParams.get("end")].map((time) =>
      new Date(Number(time) * 1000).toISOString().slice(0, 10),
    );
  };
  await runForTest(warehouse, connector, settings);
  // 90 days with the one that is under way.
  expect(asked()).toEqual(["2025-12-11", "2026-03-11"]);
  clicks = 8;
  await runForTest(warehouse, connector, settings, { now: () => Date.parse("2026-03-10T13:00:00Z") });
  expect(asked()).toEqual(["2026-03-03", "2026-03-11"]);
  expect(await count(warehouse, "SELECT value FROM metric_daily WHERE metric = 'whatsapp_template_clicked'")).toBe(9);
  await runForTest(warehouse, connector, settings, { range: { from: "2025-01-01", to: "2025-12-31" } });
  expect(asked()).toEqual(["2025-12-11", "2026-01-01"]);
});

test("an account without templates is asked for no counts", async () => {
  const { error } = await runForTest(warehouse, await serve(0), settings);
  expect(error).toBeNull();
  expect(server.requests).toHaveLength(1);
});
