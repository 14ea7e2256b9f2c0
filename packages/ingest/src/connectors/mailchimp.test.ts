import { afterEach, beforeEach, expect, test } from "vitest";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { mailchimp } from "./mailchimp.ts";
import { type FakeReply, type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { runForTest } from "./testing/runForTest.ts";

let warehouse: Warehouse;
let server: FakeServer;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  await server.close();
  await warehouse.close();
});

const settings = { NORTHSTAR_MAILCHIMP_KEY: "0123456789abcdef-us19" };

interface FakeCampaign {
  id: string;
  opens: number;
  members: { id: string; status?: string; activity?: object[] }[];
}

/** Mailchimp's lists as its documentation describes them: `offset` and `count`, `total_items`, here two items a page at most. */
async function serve(
  campaigns: FakeCampaign[],
  before: (index: number) => FakeReply | null = () => null,
  clock = "2026-03-10T12:00:00Z",
) {
  const answer = (url: URL, headers: Record<string, unknown>): FakeReply => {
    if (headers.authorization !== `Bearer ${settings.NORTHSTAR_MAILCHIMP_KEY}`) return { status: 401 };
    const list = (name: string, all: object[]): FakeReply => {
      const offset = Number(url.searchParams.get("offset") ?? 0);
      return { body: { [name]: all.slice(offset, offset + 2), total_items: all.length } };
    };
    const [, , , campaign, what] = url.pathname.split("/");
    const sendTime = "2026-03-01T09:00:00+00:00";
    if (url.pathname === "/3.0/campaigns") {
      return list(
        "campaigns",
        campaigns.map(({ id }) => ({ id, send_time: sendTime, settings: { title: `Title ${id}`, template_id: 0 } })),
      );
    }
    if (url.pathname === "/3.0/reports") {
      return list(
        "reports",
        campaigns.map(({ id, opens, members }) => ({
          id,
          send_time: sendTime,
          emails_sent: members.length,
          opens: { unique_opens: opens, open_rate: 0.4 },
          clicks: { unique_subscriber_clicks: 1, unique_clicks: 2 },
          novelty: 1,
        })),
      );
    }
    const members = campaigns.find(({ id }) => id === campaign)?.members ?? [];
    const emails = members.map(({ id }) => ({ email_id: id, email_address: `${id}@example.org` }));
    if (what === "sent-to")
      return list(
        "sent_to",
        emails.map((each, i) => ({ ...each, status: members[i]?.status ?? "sent" })),
      );
    if (what === "email-activity")
      return list(
        "emails",
        emails.map((each, i) => ({ ...each, activity: members[i]?.activity ?? [] })),
      );
    return { status: 404 };
  };
  server = await startFakeServer(({ url, headers }, index) => ({
    headers: { date: new Date(clock).toUTCString() },
    ...(before(index) ?? answer(url, headers)),
  }));
  return mailchimp({ origin: server.origin });
}

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, "0")}:00+00:00`;
const campaigns = (): FakeCampaign[] => [
  {
    id: "c1",
    opens: 2,
    members: [
      {
        id: "m1",
        activity: [
          { action: "open", timestamp: at(1) },
          { action: "click", timestamp: at(2), url: "https://example.org/a" },
        ],
      },
      { id: "m2", activity: [{ action: "open", timestamp: at(3) }] },
      { id: "m3", status: "hard", activity: [{ action: "bounce", type: "hard", timestamp: at(0) }] },
    ],
  },
  { id: "c2", opens: 0, members: [] },
  { id: "c3", opens: 0, members: [{ id: "m1" }] },
];

test("campaigns, counts, recipients and what they did, over several pages", async () => {
  const { error } = await runForTest(warehouse, await serve(campaigns()), settings);
  expect(error).toBeNull();
  expect(await warehouse.all("SELECT campaign_id, name, channel FROM campaigns ORDER BY ALL")).toEqual(
    ["c1", "c2", "c3"].map((id) => ({ campaign_id: id, name: `Title ${id}`, channel: "email" })),
  );
  expect(
    await warehouse.all("SELECT event_type, count(*)::INTEGER AS n FROM message_events GROUP BY ALL ORDER BY ALL"),
  ).toEqual([
    { event_type: "click", n: 1 },
    { event_type: "delivered", n: 3 },
    { event_type: "failed", n: 1 },
    { event_type: "read", n: 2 },
  ]);
  expect(
    await warehouse.all(
      `SELECT campaign_id, delivered_at IS NOT NULL AS delivered, read_at IS NOT NULL AS read, clicked_at IS NOT NULL AS clicked,
         failed_at IS NOT NULL AS failed, failure_class FROM messages ORDER BY ALL`,
    ),
  ).toEqual([
    { campaign_id: "c1", delivered: false, read: false, clicked: false, failed: true, failure_class: "hard" },
    { campaign_id: "c1", delivered: true, read: true, clicked: false, failed: false, failure_class: null },
    { campaign_id: "c1", delivered: true, read: true, clicked: true, failed: false, failure_class: null },
    { campaign_id: "c3", delivered: true, read: false, clicked: false, failed: false, failure_class: null },
  ]);
  expect(
    await warehouse.all(
      `SELECT metric, CAST(day AS VARCHAR) AS day, value FROM metric_daily WHERE (dims->>'campaign_id') = 'c1' ORDER BY ALL`,
    ),
  ).toEqual([
    { metric: "mailchimp_sent", day: "2026-03-01", value: 3 },
    { metric: "mailchimp_unique_clickers", day: "2026-03-01", value: 1 },
    { metric: "mailchimp_unique_link_clicks", day: "2026-03-01", value: 2 },
    { metric: "mailchimp_unique_opens", day: "2026-03-01", value: 2 },
  ]);
  expect(await warehouse.all("SELECT path FROM schema_drift")).toEqual([{ path: "reports[].novelty" }]);
});

test("a count that is corrected and corrected back ends as it is; one that is the same isn't taken again", async () => {
  const data = campaigns();
  const connector = await serve(data);
  const first = data[0] as FakeCampaign;
  const opens = () =>
    count(
      warehouse,
      "SELECT value FROM metric_daily WHERE metric = 'mailchimp_unique_opens' AND (dims->>'campaign_id') = 'c1'",
    );
  const payloads = () => count(warehouse, "SELECT count(*) FROM raw_inbox");
  const seen: number[] = [];
  let minutes = 0;
  for (const value of [2, 5, 2]) {
    first.opens = value;
    minutes += 15;
    await runForTest(warehouse, connector, settings, {
      now: () => Date.parse("2026-03-10T12:00:00Z") + minutes * 60_000,
    });
    seen.push(await opens());
  }
  expect(seen).toEqual([2, 5, 2]);
  const before = await payloads();
  await runForTest(warehouse, connector, settings, { now: () => Date.parse("2026-03-10T14:00:00Z") });
  expect(await payloads()).toBe(before);
});

test("recipients that are in aren't asked for again, activity is from where it was, with an overlap", async () => {
  const connector = await serve(campaigns());
  await runForTest(warehouse, connector, settings);
  server.requests.length = 0;
  await runForTest(warehouse, connector, settings);
  const paths = server.requests.map(({ url }) => url.pathname);
  expect(paths.some((path) => path.endsWith("sent-to"))).toBe(false);
  const activity = server.requests.find(({ url }) => url.pathname.endsWith("c1/email-activity"));
  expect(activity?.url.searchParams.get("since")).toBe("2026-03-10T11:00:00.000Z");
  expect(await count(warehouse, "SELECT count(*) FROM message_events")).toBe(7);
});

test("a fault in the middle leaves what came; the next run has all", async () => {
  let broken = true;
  const connector = await serve(campaigns(), (index) => (broken && index > 7 ? { status: 500 } : null));
  const failed = await runForTest(warehouse, connector, settings, { limits: { attempts: 2 } });
  expect(failed.error).toMatchObject({ code: "unavailable" });
  broken = false;
  await runForTest(warehouse, connector, settings);
  expect(await count(warehouse, "SELECT count(*) FROM message_events")).toBe(7);
});

test("a limit, a fault and a cut in the middle of its pages don't end a run; what nobody knows is drift", async () => {
  const faults: Record<number, FakeReply> = {
    1: { status: 429, headers: { "retry-after": "9" } },
    4: { status: 500 },
    6: { body: { reports: [] }, cutAfter: 5 },
    10: { status: 503 },
  };
  const connector = await serve(campaigns(), (index) => faults[index] ?? null);
  expect((await runForTest(warehouse, connector, settings)).error).toBeNull();
  expect(await count(warehouse, "SELECT count(*) FROM message_events")).toBe(7);
  expect(await warehouse.all("SELECT path, type FROM schema_drift")).toEqual([
    { path: "reports[].novelty", type: "number" },
  ]);
});

test("a key that was taken away in the middle is said to be, and what came is in", async () => {
  const connector = await serve(campaigns(), (index) =>
    index > 7 ? { status: 401, body: { title: "API Key Invalid" } } : null,
  );
  const { error, runs } = await runForTest(warehouse, connector, settings);
  expect(error).toMatchObject({ code: "unauthorised", status: 401 });
  expect(JSON.stringify(runs)).not.toContain("0123456789abcdef");
  expect(await count(warehouse, "SELECT count(*) FROM campaigns")).toBe(3);
});

test("activity is asked for by Mailchimp's clock, however far ours is off", async () => {
  const connector = await serve(campaigns(), undefined, "2026-03-10T07:00:00Z");
  await runForTest(warehouse, connector, settings);
  server.requests.length = 0;
  await runForTest(warehouse, connector, settings);
  const activity = server.requests.find(({ url }) => url.pathname.endsWith("c1/email-activity"));
  expect(activity?.url.searchParams.get("since")).toBe("2026-03-10T06:00:00.000Z");
});

test.each(["no-center-", "abc-evil.example.org/us1", "abcdef"])("the key %s names no data center", async (key) => {
  server = await startFakeServer(() => ({}));
  const { error } = await runForTest(warehouse, mailchimp(), { NORTHSTAR_MAILCHIMP_KEY: key });
  expect(error).toMatchObject({ code: "setting_missing" });
});

test("the data center of the key is asked", async () => {
  server = await startFakeServer(() => ({}));
  const hosts = new Set<string>();
  await runForTest(warehouse, mailchimp(), settings, {
    fetch: async ({ url }) => {
      hosts.add(new URL(url).host);
      return Response.json({ campaigns: [], reports: [], total_items: 0 });
    },
  });
  expect([...hosts]).toEqual(["us19.api.mailchimp.com"]);
});
