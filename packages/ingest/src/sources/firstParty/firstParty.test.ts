import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestFiles, ingestPayload } from "../../pipeline/ingest.ts";
import { ga4Sample, tableContents, temporaryFolder } from "../../testing.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/warehouse.ts";
import { type Comparable, matchEvents } from "./matchEvents.ts";

const event = (eventId: string, seconds: number, rest: Partial<Comparable> = {}): Comparable => ({
  eventId,
  occurredAt: BigInt(seconds) * 1_000_000n,
  name: "page_view",
  pseudoId: "p",
  sessionId: "p.1",
  sharedId: null,
  ...rest,
});

test("matching: a shared id first, then the nearest in time, one to one", () => {
  const match = (own: Comparable[], exported: Comparable[]) => [...matchEvents(own, exported)].sort();
  expect(match([event("a", 0), event("b", 10)], [event("x", 9), event("y", 11)])).toEqual([
    ["a", "y"],
    ["b", "x"],
  ]);
  // One of GA4's for two of the site's: the nearer has it, the other stays the site's own.
  expect(match([event("a", 0), event("b", 10)], [event("x", 9)])).toEqual([["b", "x"]]);
  expect(match([event("a", 0)], [event("x", 60)])).toEqual([["a", "x"]]);
  expect(match([event("a", 0)], [event("x", 61)])).toEqual([]);
  expect(match([event("a", 0)], [event("x", 0, { sessionId: "p.2" })])).toEqual([]);
  expect(match([event("a", 0, { sessionId: null })], [event("x", 0)])).toEqual([["a", "x"]]);
  expect(match([event("a", 0)], [event("x", 0, { name: "scroll" })])).toEqual([]);
  expect(match([event("a", 0)], [event("x", 0, { pseudoId: "q" })])).toEqual([]);
  expect(
    match(
      [event("a", 0, { sharedId: "1" }), event("b", 5)],
      [event("x", 4), event("y", 1800, { sharedId: "1", pseudoId: null })],
    ),
  ).toEqual([
    ["a", "y"],
    ["b", "x"],
  ]);
  expect(match([event("a", 0, { sharedId: "1" })], [event("y", 1801, { sharedId: "1" })])).toEqual([]);
});

let warehouse: Warehouse;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  folder = await temporaryFolder();
});
afterEach(async () => {
  await warehouse.close();
  await folder.remove();
});

const call = (
  messageId: string,
  time: string,
  rest: { name?: string; pseudo?: string; session?: number; user?: string; properties?: object } = {},
) =>
  JSON.stringify({
    type: "track",
    messageId,
    anonymousId: rest.pseudo ?? "1.1",
    ...(rest.user ? { userId: rest.user } : {}),
    event: rest.name ?? "page_view",
    timestamp: `2026-03-01T${time}Z`,
    properties: { ga_session_id: rest.session ?? 7, ...rest.properties },
  });

/** A visit with a registration and a play; and one of a browser that lets nothing through to GA4. */
const site = [
  call("m1", "10:00:00.400", { properties: { engagement_time_msec: 4000 } }),
  call("m2", "10:01:00.400", { name: "Signed Up", user: "501" }),
  call("m3", "10:02:00.400", {
    name: "content_play",
    properties: { content_id: "c", seconds_played: 40, engagement_time_msec: 7000 },
  }),
  call("m4", "10:03:00", { pseudo: "2.2", session: 8 }),
  call("m5", "10:04:00", { pseudo: "2.2", session: 8, name: "Signed Up", user: "502" }),
];
const exported = [
  ga4Sample({ at: "2026-03-01T10:00:00Z", pseudo: "1.1", session: 7, params: { engagement_time_msec: 4000 } }),
  ga4Sample({ at: "2026-03-01T10:01:00Z", pseudo: "1.1", session: 7, name: "sign_up", user: "501" }),
  ga4Sample({
    at: "2026-03-01T10:02:00Z",
    pseudo: "1.1",
    session: 7,
    name: "content_play",
    params: { content_id: "c", seconds_played: 40, engagement_time_msec: 7000 },
  }),
  ga4Sample({ at: "2026-03-01T11:00:00Z", pseudo: "3.3", session: 9 }),
];

/** What the executive and operational tables hold, by plain SQL over what the cubes read. */
async function numbers() {
  const [row] = await warehouse.all(
    `SELECT (SELECT count(*)::INT FROM sessions WHERE NOT _deleted) AS visits,
       (SELECT count(DISTINCT coalesce(user_id, user_pseudo_id))::INT FROM sessions WHERE NOT _deleted) AS visitors,
       (SELECT count(*)::INT FROM users WHERE NOT _deleted AND registered_at IS NOT NULL) AS registrations,
       (SELECT count(*)::INT FROM conversions WHERE NOT _deleted AND kind = 'sign_up') AS sign_ups,
       (SELECT count(*)::INT FROM events WHERE NOT _deleted) AS events,
       (SELECT sum(seconds_played)::INT FROM content_consumption WHERE NOT _deleted) AS seconds,
       (SELECT sum(engagement_ms)::INT FROM sessions WHERE NOT _deleted) AS engagement`,
  );
  return row;
}
const send = async (bodies: readonly string[]) => {
  for (const body of bodies) await ingestPayload(warehouse, "segment", { body });
};
let version = 0;
const exportDay = async (lines: readonly string[], name = "events_20260301") => {
  const path = await temporaryFolder();
  try {
    // A comment of the export that changes nothing makes another version of the day's file.
    const file = await path.file(`${name}.json`, `${lines.join("\n")}\n${"\n".repeat(++version)}`);
    await ingestFiles(warehouse, "ga4", [file]);
  } finally {
    await path.remove();
  }
};

const ofTheSite = { visits: 2, visitors: 2, registrations: 2, sign_ups: 2, events: 5, seconds: 40, engagement: 11000 };
/** And the visit that only GA4 saw. */
const ofBoth = { ...ofTheSite, visits: 3, visitors: 3, events: 6 };

test("the site's events count at once; GA4's export of hours later adds only what the site didn't tell", async () => {
  await send(site);
  expect(await numbers()).toEqual(ofTheSite);
  await exportDay(exported.slice(0, 1), "events_intraday_20260301");
  expect(await numbers()).toEqual(ofTheSite);
  await exportDay(exported);
  expect(await numbers()).toEqual(ofBoth);
  // The same once more, from both sides.
  await send(site);
  await exportDay(exported);
  expect(await numbers()).toEqual(ofBoth);
});

test("the other order of arrival gives the same tables", async () => {
  await exportDay(exported);
  expect(await numbers()).toEqual({
    visits: 2,
    visitors: 2,
    registrations: 0,
    sign_ups: 1,
    events: 4,
    seconds: 40,
    engagement: 11000,
  });
  await send(site.toReversed());
  expect(await numbers()).toEqual(ofBoth);
});

test("a day that GA4 rewrites releases what it tells no more, and takes it again", async () => {
  await send(site);
  await exportDay(exported);
  await exportDay([exported[0]!]);
  expect(await numbers()).toEqual(ofTheSite);
  await exportDay([]);
  expect(await numbers()).toEqual(ofTheSite);
  await exportDay(exported);
  expect(await numbers()).toEqual(ofBoth);
});

test("a person's registration counts once when the CRM tells of it too", async () => {
  await send(site);
  await ingestPayload(warehouse, "hubspot", {
    body: JSON.stringify({
      id: "501",
      createdAt: "2026-03-01T10:01:05Z",
      updatedAt: "2026-03-01T10:01:05Z",
      properties: {},
    }),
  });
  expect(await numbers()).toEqual(ofTheSite);
  expect(await warehouse.all("SELECT epoch(registered_at)::INT AS at FROM users WHERE user_id = '501'")).toEqual([
    { at: Date.parse("2026-03-01T10:01:05Z") / 1000 },
  ]);
});

test("a retry that was sent later is the same call", async () => {
  const once = { ...JSON.parse(site[0]!), originalTimestamp: "2026-03-01T10:00:00Z", timestamp: undefined };
  await send([
    JSON.stringify({ ...once, sentAt: "2026-03-01T10:00:01Z", receivedAt: "2026-03-01T10:00:02Z" }),
    JSON.stringify({ ...once, sentAt: "2026-03-01T10:30:00Z", receivedAt: "2026-03-01T10:30:09Z" }),
  ]);
  expect(await numbers()).toMatchObject({ visits: 1, events: 1, engagement: 4000 });
});

test("tables don't depend on the order in which both tell", async () => {
  const deliveries = [
    ...site.map((body) => ["segment", body] as const),
    ...exported.map((body) => ["ga4", body] as const),
  ];
  const after = async (order: readonly number[]) => {
    const fresh = await openWarehouse({ path: ":memory:" });
    for (const index of order) await ingestPayload(fresh, deliveries[index]![0], { body: deliveries[index]![1] });
    const contents = await tableContents(fresh, [
      "events",
      "sessions",
      "conversions",
      "content_consumption",
      "users",
      "identities",
    ]);
    await fresh.close();
    return contents;
  };
  const indexes = deliveries.map((_, index) => index);
  const expected = await after(indexes);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(indexes, { minLength: indexes.length }), async (order) => {
      expect(await after([...order, order[0]!])).toEqual(expected);
    }),
    { numRuns: 10, seed: 23 },
  );
});
