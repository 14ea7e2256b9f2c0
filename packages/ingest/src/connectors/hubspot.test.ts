import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { hubspotContacts } from "./hubspot.ts";
import { type FakeContact, fakeHubspot, THEIR_NOW } from "./testing/fakeHubspot.ts";
import { type FakeReply, type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { fakeTime } from "./testing/fakeTime.ts";
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

const settings = { NORTHSTAR_HUBSPOT_TOKEN: "pat-1" };
const MINUTE = 60_000;

async function serve(
  contacts: FakeContact[],
  options: Parameters<typeof fakeHubspot>[1] = {},
  before: (index: number) => FakeReply | null = () => null,
) {
  const fake = fakeHubspot(contacts, options);
  server = await startFakeServer((request, index) => before(index) ?? fake.answer(request));
  return hubspotContacts({ origin: server.origin });
}

/** Contacts `1`…`n`, all changed at one time. */
function changedAt(modified: number, n: number, from = 1): FakeContact[] {
  return Array.from({ length: n }, (_, i) => ({ id: String(from + i), modified }));
}

async function ids(): Promise<string[]> {
  const rows = await warehouse.all("SELECT user_id FROM users WHERE NOT _deleted ORDER BY CAST(user_id AS INTEGER)");
  return rows.map((row) => String(row.user_id));
}

const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i + 1));

describe("the first load", () => {
  test("lists all, also behind a short page, with ids that sort as texts", async () => {
    const connector = await serve(changedAt(THEIR_NOW - 60 * MINUTE, 25), { pageSize: 7 });
    const { runs, error } = await runForTest(warehouse, connector, settings);
    expect(error).toBeNull();
    expect(await ids()).toEqual(numbers(25));
    expect(runs.map(({ stream, status, in: rowsIn }) => [stream, status, rowsIn])).toEqual([
      ["contacts", "success", 25],
      ["archived", "success", 0],
    ]);
  });

  test("is followed by a search from its beginning by HubSpot's clock, which finds what changed meanwhile", async () => {
    const contacts = changedAt(THEIR_NOW - 60 * MINUTE, 3);
    const connector = await serve(contacts);
    await runForTest(warehouse, connector, settings);
    // Ours is an hour ahead of theirs: by ours this was long before the first load.
    contacts.push({ id: "4", modified: THEIR_NOW + MINUTE });
    await runForTest(warehouse, connector, settings);
    expect(await ids()).toEqual(numbers(4));
    expect(server.requests.filter((request) => request.method === "POST")).toHaveLength(1);
  });
});

describe("the search", () => {
  /** Loads nothing first, so that everything comes by searching. */
  async function searching(contacts: FakeContact[], options: Parameters<typeof fakeHubspot>[1] = {}) {
    const connector = await serve([], options);
    await runForTest(warehouse, connector, settings);
    await server.close();
    return await serve(contacts, options);
  }

  test("goes beyond the cap, by time", async () => {
    const contacts = Array.from({ length: 60 }, (_, i) => ({ id: String(i + 1), modified: THEIR_NOW + i * 1000 }));
    const connector = await searching(contacts, { searchCap: 205, pageSize: 10 });
    const { error } = await runForTest(warehouse, connector, settings);
    expect(error).toBeNull();
    expect(await ids()).toEqual(numbers(60));
  });

  test("loses none of an import that has one time and more pages than one, nor those before and after", async () => {
    const contacts = [
      ...changedAt(THEIR_NOW + 1000, 3, 1),
      ...changedAt(THEIR_NOW + 2000, 45, 4),
      ...changedAt(THEIR_NOW + 3000, 3, 49),
    ];
    const connector = await searching(contacts, { searchCap: 205, pageSize: 10 });
    await runForTest(warehouse, connector, settings);
    expect(await ids()).toEqual(numbers(51));
  });

  test("loses none of equal times at the edge of a page", async () => {
    const times = [1, 2, 3, 3, 3, 3, 4, 5];
    const contacts = times.map((second, i) => ({ id: String(i + 1), modified: THEIR_NOW + second * 1000 }));
    const connector = await searching(contacts, { pageSize: 4 });
    await runForTest(warehouse, connector, settings);
    expect(await ids()).toEqual(numbers(8));
  });

  test("loses none when a contact that was seen moves to the end in between", async () => {
    const contacts = Array.from({ length: 9 }, (_, i) => ({ id: String(i + 1), modified: THEIR_NOW + i * 1000 }));
    const connector = await searching(contacts, { pageSize: 3 });
    let moved = 0;
    await runForTest(warehouse, connector, settings, {
      fetch: async (request) => {
        const answer = await fetch(request);
        const first = contacts[moved];
        if (request.url.endsWith("/search") && first && moved < 3) {
          first.modified = THEIR_NOW + 20_000 + moved * 1000;
          moved++;
        }
        return answer;
      },
    });
    expect(await ids()).toEqual(numbers(9));
  });

  test("a range is asked for alone and leaves the place of new ones where it is", async () => {
    const day = Date.parse("2026-02-01T12:00:00Z");
    const contacts = [
      { id: "1", modified: day - 86_400_000 },
      { id: "2", modified: day },
      { id: "3", modified: day + 86_400_000 },
    ];
    const connector = await searching(contacts);
    const cursor = () => warehouse.all("SELECT state FROM connector_state WHERE stream = 'contacts'");
    const before = await cursor();
    const { runs } = await runForTest(warehouse, connector, settings, {
      range: { from: "2026-02-01", to: "2026-02-01" },
    });
    expect(await ids()).toEqual(["2"]);
    expect(runs[0]?.mode).toBe("backfill");
    expect(await cursor()).toEqual(before);
  });
});

test("archived contacts go, merged ones bring along what they took over", async () => {
  const modified = THEIR_NOW - 60 * MINUTE;
  const contacts: FakeContact[] = changedAt(modified, 3);
  const connector = await serve(contacts);
  await runForTest(warehouse, connector, settings);
  contacts[0] = { id: "1", modified: THEIR_NOW + MINUTE, properties: { hs_merged_object_ids: "2" } };
  contacts.splice(1, 2, { id: "3", modified, archivedAt: "2026-03-10T11:30:00Z" });
  await runForTest(warehouse, connector, settings, { now: () => Date.parse("2026-03-10T19:00:00Z") });
  expect(await ids()).toEqual(["1"]);
  expect(
    await warehouse.all("SELECT user_id FROM identities WHERE identity_type = 'crm_id' AND identity_value = '2'"),
  ).toContainEqual({ user_id: "1" });
});

test("a property that nobody knows is drift, and a list that isn't there an error that takes nothing", async () => {
  const contacts: FakeContact[] = [{ id: "1", modified: THEIR_NOW, properties: { favourite_colour: "green" } }];
  const connector = await serve(contacts, {}, (index) => (index === 2 ? { body: { data: [] } } : null));
  await runForTest(warehouse, connector, settings);
  expect(await warehouse.all("SELECT path, type FROM schema_drift")).toEqual([
    { path: "properties.favourite_colour", type: "string" },
  ]);
  const { error, runs } = await runForTest(warehouse, connector, settings);
  expect(error).toMatchObject({ code: "unexpected_answer" });
  expect(runs[0]).toMatchObject({ status: "failed", in: 0 });
  expect(await count(warehouse, "SELECT count(*) FROM integration_runs WHERE status = 'failed'")).toBe(1);
});

test("a page that names itself as the next one ends the run", async () => {
  const page = {
    results: [{ id: "1", properties: {}, updatedAt: "2026-03-01T00:00:00Z" }],
    paging: { next: { after: "1" } },
  };
  const connector = await serve([], {}, () => ({ body: page }));
  const { error } = await runForTest(warehouse, connector, settings);
  expect(error).toMatchObject({ code: "unexpected_answer" });
  expect(server.requests.length).toBeLessThan(10);
});

test("a limit, a fault and a new token in the middle of a run don't end it", async () => {
  let token = "pat-1";
  const contacts = changedAt(THEIR_NOW, 20);
  let fake = fakeHubspot(contacts, { pageSize: 5 });
  server = await startFakeServer((request, index) => {
    if (index === 1) return { status: 429, headers: { "retry-after": "11" } };
    if (index === 3) return { status: 500 };
    if (index === 4) return { body: { results: [] }, cutAfter: 6 };
    if (index === 5) {
      token = "pat-2";
      fake = fakeHubspot(contacts, { pageSize: 5, token });
    }
    return fake.answer(request);
  });
  let read = 0;
  const { error } = await runForTest(warehouse, hubspotContacts({ origin: server.origin }), settings, {
    // A secret that was rotated is read at the next request at the latest.
    setting: () => (read++ < 6 ? "pat-1" : token),
  });
  expect(error).toBeNull();
  expect(server.requests.some((request) => request.headers.authorization === "Bearer pat-2")).toBe(true);
  expect(await ids()).toEqual(numbers(20));
});

describe("an OAuth app", () => {
  const app = {
    NORTHSTAR_HUBSPOT_CLIENT_ID: "app-1",
    NORTHSTAR_HUBSPOT_CLIENT_SECRET: "sesame-1",
    NORTHSTAR_HUBSPOT_REFRESH_TOKEN: "refresh-1",
  };

  /** HubSpot with tokens that are good for half an hour, or until `ended` says that the one it has given isn't any more. */
  async function serveApp(contacts: FakeContact[], ended: (index: number) => boolean = () => false) {
    const issued: string[] = [];
    let isEnded = false;
    server = await startFakeServer((request, index) => {
      const fake = fakeHubspot(contacts, { pageSize: 5, token: isEnded ? "none" : (issued.at(-1) ?? "none") });
      if (request.url.pathname === "/oauth/2026-03/token") {
        const form = Object.fromEntries(new URLSearchParams(request.body));
        const isRight =
          form.client_id === "app-1" && form.client_secret === "sesame-1" && form.refresh_token === "refresh-1";
        if (request.url.search !== "" || form.grant_type !== "refresh_token" || !isRight) {
          return { status: 400, body: { status: "BAD_REFRESH_TOKEN", error: "invalid_grant", message: "refresh-1" } };
        }
        isEnded = false;
        issued.push(`at-${issued.length + 1}`);
        return {
          body: { token_type: "bearer", access_token: issued.at(-1), refresh_token: "refresh-1", expires_in: 1800 },
        };
      }
      isEnded ||= ended(index);
      return isEnded ? { status: 401, body: { category: "EXPIRED_AUTHENTICATION" } } : fake.answer(request);
    });
    return { connector: hubspotContacts({ origin: server.origin }), issued };
  }

  test("asks with a token that its refresh token brought, until shortly before its end", async () => {
    const { connector, issued } = await serveApp(changedAt(THEIR_NOW, 12));
    const time = fakeTime();
    const options = { now: time.now, sleep: time.sleep };
    expect((await runForTest(warehouse, connector, app, options)).error).toBeNull();
    expect(await ids()).toEqual(numbers(12));
    time.set("2026-03-10T12:28:00Z");
    await runForTest(warehouse, connector, app, options);
    expect(issued).toEqual(["at-1"]);
    time.set("2026-03-10T12:29:01Z");
    await runForTest(warehouse, connector, app, options);
    expect(issued).toEqual(["at-1", "at-2"]);
  });

  test("one that ends in the middle of a run is renewed once, and the run goes on", async () => {
    const { connector, issued } = await serveApp(changedAt(THEIR_NOW, 20), (index) => index === 3);
    const { error, runs } = await runForTest(warehouse, connector, app);
    expect(error).toBeNull();
    expect(runs[0]).toMatchObject({ status: "success", in: 20 });
    expect(issued).toEqual(["at-1", "at-2"]);
    expect(await ids()).toEqual(numbers(20));
  });

  test("one that isn't renewed any more is said to be, by a code and without a secret; what had come is in", async () => {
    const { connector } = await serveApp(changedAt(THEIR_NOW, 20), (index) => index === 3);
    let read = 0;
    const taken = await runForTest(warehouse, connector, app, {
      // The app is removed while it is asked.
      setting: (name) =>
        name.endsWith("REFRESH_TOKEN") && read++ > 2 ? "refresh-0" : (app[name as keyof typeof app] ?? null),
    });
    expect(taken.error).toMatchObject({
      code: "unauthorised",
      status: 400,
      message: expect.stringContaining("Install the app again"),
    });
    expect(`${taken.error} ${JSON.stringify(taken.runs)}`).not.toMatch(/sesame|refresh-|at-1|127\.0/);
    expect((await ids()).length).toBeGreaterThan(0);
    expect((await runForTest(warehouse, connector, app)).error).toBeNull();
    expect(await ids()).toEqual(numbers(20));
  });

  test("a setting that lacks is named, with the other way to have all", async () => {
    const { connector } = await serveApp([]);
    await expect(
      runForTest(warehouse, connector, { ...app, NORTHSTAR_HUBSPOT_REFRESH_TOKEN: null as never }),
    ).rejects.toMatchObject({
      code: "setting_missing",
      message: "hubspot needs NORTHSTAR_HUBSPOT_TOKEN, or NORTHSTAR_HUBSPOT_REFRESH_TOKEN, which isn't set.",
    });
  });
});
