import { afterEach, beforeEach, expect, test } from "vitest";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type FakeReply, type FakeRequest, type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
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
async function serve(
  templates: number,
  clicks: () => number = () => 3,
  {
    before = () => null,
    clock = () => "2026-03-10T12:00:00Z",
    point = {},
  }: { before?: (index: number) => FakeReply | null; clock?: () => string; point?: object } = {},
) {
  const ids = Array.from({ length: templates }, (_, i) => String(500 + i));
  const answer = ({ url, headers }: FakeRequest): FakeReply => {
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
      ...point,
    }));
    return paged(points, 4, (page) => [{ granularity: "DAILY", product_type: "cloud_api", data_points: page }]);
  };
  server = await startFakeServer((request, index) => ({
    headers: { date: new Date(clock()).toUTCString() },
    ...(before(index) ?? answer(request)),
  }));
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
  expect(
    await count(warehouse, "SELECT count(*) FROM watermarks WHERE source <> 'ops' AND last_event_at IS NOT NULL"),
  ).toBe(0);
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

test("people who clicked aren't added to their clicks", async () => {
  const clicked = [
    { type: "url_button", button_content: "See", count: 9 },
    { type: "unique_url_button", button_content: "See", count: 4 },
    { type: "unique_url_button", button_content: "Tell me more", count: 16 },
    { type: "quick_reply_button", button_content: "Yes", count: 2 },
  ];
  await runForTest(warehouse, await serve(1, undefined, { point: { clicked } }), settings);
  const values = await warehouse.all(
    "SELECT metric, sum(value) AS total FROM metric_daily WHERE metric LIKE '%clicked' GROUP BY 1 ORDER BY 1",
  );
  expect(values).toEqual([
    { metric: "whatsapp_template_button_clicked", total: 31 },
    { metric: "whatsapp_template_clicked", total: 27 },
    { metric: "whatsapp_template_unique_clicked", total: 20 },
  ]);
});

test("limits as the Graph API has them, faults and cuts don't end a run; an ended token does, and what nobody knows is drift", async () => {
  const faults: Record<number, FakeReply> = {
    1: { status: 400, body: { error: { code: 80008, type: "OAuthException", message: "(#80008) too many calls" } } },
    3: { status: 429, headers: { "retry-after": "9" } },
    5: { status: 500, body: { error: { code: 2, is_transient: true } } },
    7: { body: { data: [] }, cutAfter: 3 },
  };
  const connector = await serve(12, undefined, { before: (index) => faults[index] ?? null, point: { novelty: 1 } });
  const { error, runs } = await runForTest(warehouse, connector, settings);
  expect(error).toBeNull();
  expect(runs[0]).toMatchObject({ in: 12 });
  expect(await warehouse.all("SELECT path FROM schema_drift")).toEqual([{ path: "data_points[].novelty" }]);
  await server.close();
  const ended = await serve(12, undefined, {
    before: (index) =>
      index > 4 ? { status: 400, body: { error: { code: 190, message: "Session of EAAG has expired" } } } : null,
  });
  const after = await runForTest(warehouse, ended, settings);
  expect(after.error).toMatchObject({ code: "unauthorised", status: 400 });
  expect(JSON.stringify(after.runs)).not.toContain("EAAG");
});

test("days are those of Meta's clock, however far ours is off", async () => {
  await runForTest(warehouse, await serve(1, undefined, { clock: () => "2026-03-12T01:00:00Z" }), settings);
  const end = Number(server.requests.at(-1)?.url.searchParams.get("end"));
  expect(new Date(end * 1000).toISOString()).toBe("2026-03-13T00:00:00.000Z");
});

test("an account without templates is asked for no counts", async () => {
  const { error } = await runForTest(warehouse, await serve(0), settings);
  expect(error).toBeNull();
  expect(server.requests).toHaveLength(1);
});
