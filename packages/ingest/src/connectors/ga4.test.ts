import { generateKeyPairSync } from "node:crypto";
import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { count, ga4Sample, temporaryFolder } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { ga4BigQuery } from "./ga4BigQuery.ts";
import { ga4Counts } from "./ga4Counts.ts";
import type { Ga4Export } from "./ga4Export.ts";
import { ga4Folder } from "./ga4Folder.ts";
import { tablesToTake } from "./ga4Tables.ts";
import { type BigQueryReader, openGa4Export } from "./openGa4Export.ts";
import { startFakeServer } from "./testing/fakeServer.ts";
import { fakeTime } from "./testing/fakeTime.ts";
import { runForTest } from "./testing/runForTest.ts";

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await warehouse.close();
});

/** `n` events of a day of March 2026. */
function events(day: number, n: number, name = "page_view"): string[] {
  const date = `2026-03-${String(day).padStart(2, "0")}`;
  return Array.from({ length: n }, (_, i) =>
    ga4Sample({ at: `${date}T10:${String(i).padStart(2, "0")}:00Z`, session: 1, name }),
  );
}

async function eventsByDay(): Promise<Record<string, number>> {
  const rows = await warehouse.all("SELECT source_id AS day, count(*) AS n FROM events GROUP BY ALL ORDER BY ALL");
  return Object.fromEntries(rows.map(({ day, n }) => [String(day), Number(n)]));
}

describe("which tables of the export are taken", () => {
  const daily = [1, 2, 3, 4, 5, 6].map((day) => `events_2026030${day}`);
  const names = [...daily, "events_intraday_20260306", "events_intraday_20260307", "pseudonymous_users_20260306"];
  const ids = (state: Parameters<typeof tablesToTake>[1]) => tablesToTake(names, state).map(({ id }) => id);

  test("all at first; then the last four dates and what is newer; of a range all its days", () => {
    const all = { newest: null, range: null };
    expect(ids(all)).toEqual([...daily, "events_intraday_20260307"]);
    expect(ids({ newest: "20260305", range: null })).toEqual([...daily.slice(1), "events_intraday_20260307"]);
    expect(ids({ newest: "20260306", range: { from: "2026-03-01", to: "2026-03-02" } })).toEqual(daily.slice(0, 2));
  });

  test("across the end of a month", () => {
    const taken = tablesToTake(["events_20260226", "events_20260227", "events_20260302"], {
      newest: "20260302",
      range: null,
    });
    expect(taken.map(({ id }) => id)).toEqual(["events_20260227", "events_20260302"]);
  });
});

/** An export in memory: tables by name with their lines and the time of their last change. */
type Tables = Record<string, { lines: string[]; modifiedAt: number }>;

interface OpenedExport {
  source: Ga4Export;
  close(): Promise<void>;
}

const inMemory = async (tables: Tables): Promise<OpenedExport> => ({
  source: {
    tables: async () => Object.keys(tables),
    modifiedAt: async (table) => tables[table]?.modifiedAt ?? null,
    async *rows(table) {
      for (const line of tables[table]?.lines ?? []) yield JSON.parse(line) as object;
    },
  },
  close: async () => undefined,
});

/** The official client against a server that answers as BigQuery's REST interface does (https://cloud.google.com/bigquery/docs/reference/rest/v2). */
async function byOfficialClient(
  tables: Tables,
  fault: (pageToken: string | null) => number | undefined = () => undefined,
): Promise<OpenedExport> {
  const field = (name: string, type: string, rest: object = {}) => ({ name, type, mode: "NULLABLE", ...rest });
  const value = field("value", "RECORD", { fields: [field("string_value", "STRING"), field("int_value", "INTEGER")] });
  const params = field("event_params", "RECORD", { mode: "REPEATED", fields: [field("key", "STRING"), value] });
  const texts = ["event_date", "event_name", "user_pseudo_id", "user_id", "stream_id"];
  const fields = [...texts.map((name) => field(name, "STRING")), field("event_timestamp", "INTEGER"), params];
  /** Values by position, all of them texts. */
  const row = (line: string) => {
    const event = JSON.parse(line) as Record<string, unknown> & {
      event_params: { key: string; value: Record<string, string> }[];
    };
    const cells = [...texts, "event_timestamp"].map((name) => ({ v: event[name] ?? null }));
    const given = event.event_params.map((param) => {
      const either = { f: [{ v: param.value.string_value ?? null }, { v: param.value.int_value ?? null }] };
      return { v: { f: [{ v: param.key }, { v: either }] } };
    });
    return { f: [...cells, { v: given }] };
  };
  const root = "/bigquery/v2/projects/p/datasets/analytics_1/tables";
  const server = await startFakeServer(({ url }) => {
    if (url.pathname === root) {
      return {
        body: {
          tables: Object.keys(tables).map((id) => ({
            tableReference: { projectId: "p", datasetId: "analytics_1", tableId: id },
          })),
        },
      };
    }
    const [id = "", data] = url.pathname.slice(root.length + 1).split("/");
    const table = tables[id];
    if (!table) return { status: 404, body: { error: { code: 404, message: "Not found" } } };
    if (data === undefined)
      return {
        body: { schema: { fields }, lastModifiedTime: String(table.modifiedAt), numRows: String(table.lines.length) },
      };
    const status = fault(url.searchParams.get("pageToken"));
    if (status !== undefined) {
      return {
        status,
        body: { error: { code: status, errors: [{ reason: status === 429 ? "rateLimitExceeded" : "backendError" }] } },
      };
    }
    const start = Number(url.searchParams.get("pageToken") ?? 0);
    const page = table.lines.slice(start, start + 2);
    // What breaks off, breaks off for good: the client would try for long.
    if (page.some((line) => line === "{")) return { status: 400, body: { error: { code: 400, message: "broken" } } };
    const next = start + 2 < table.lines.length ? { pageToken: String(start + 2) } : {};
    return { body: { rows: page.map(row), totalRows: String(table.lines.length), ...next } };
  });
  // Without it the client looks on the network for credentials, which this server doesn't ask for.
  vi.stubEnv("METADATA_SERVER_DETECTION", "none");
  const { BigQuery } = (await import("@google-cloud/bigquery" as string)) as {
    BigQuery: new (options: object) => BigQueryReader;
  };
  return {
    source: await openGa4Export(
      { projectId: "p", dataset: "analytics_1", credentials: null },
      () => new BigQuery({ projectId: "p", apiEndpoint: server.origin }),
    ),
    close: () => server.close(),
  };
}

const ways: [string, (tables: Tables) => Promise<OpenedExport>][] = [
  ["the interface", inMemory],
  ["the official client", byOfficialClient],
];

describe.each(ways)("the BigQuery export by %s", (_, open) => {
  const settings = { NORTHSTAR_GA4_BIGQUERY: "p.analytics_1" };

  test("a day is replaced when its table changed, and intraday serves until the daily one is there", async () => {
    const tables: Tables = {
      events_20260301: { lines: events(1, 3), modifiedAt: 10 },
      events_20260302: { lines: events(2, 4), modifiedAt: 10 },
      events_intraday_20260303: { lines: events(3, 1), modifiedAt: 10 },
    };
    const { source, close } = await open(tables);
    const connector = ga4BigQuery(async () => source);
    const first = await runForTest(warehouse, connector, settings);
    expect(first.error).toBeNull();
    expect(first.runs[0]).toMatchObject({ in: 8, status: "success", progress: 1 });
    expect(await eventsByDay()).toEqual({ "20260301": 3, "20260302": 4, "20260303": 1 });

    const again = await runForTest(warehouse, connector, settings);
    expect(again.runs[0]).toMatchObject({ in: 0, upserted: 0 });

    tables.events_20260302 = { lines: events(2, 2), modifiedAt: 20 };
    tables.events_20260303 = { lines: events(3, 5), modifiedAt: 20 };
    await runForTest(warehouse, connector, settings);
    expect(await eventsByDay()).toEqual({ "20260301": 3, "20260302": 2, "20260303": 5 });
    expect(
      await count(
        warehouse,
        "SELECT count(*) FROM events WHERE session_id = 'p1.1' AND occurred_at >= DATE '2026-03-01'",
      ),
    ).toBe(10);
    await close();
  });

  test("a table that breaks off leaves the days before it and nothing of itself", async () => {
    const tables: Tables = {
      events_20260301: { lines: events(1, 3), modifiedAt: 10 },
      events_20260302: { lines: [...events(2, 2), "{"], modifiedAt: 10 },
      events_20260303: { lines: events(3, 1), modifiedAt: 10 },
    };
    const { source, close } = await open(tables);
    const connector = ga4BigQuery(async () => source);
    const { error } = await runForTest(warehouse, connector, settings);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(await eventsByDay()).toEqual({ "20260301": 3 });
    tables.events_20260302 = { lines: events(2, 2), modifiedAt: 10 };
    await runForTest(warehouse, connector, settings);
    expect(await eventsByDay()).toEqual({ "20260301": 3, "20260302": 2, "20260303": 1 });
    await close();
  });
});

test("a key that Google gives no token for is said to be, without what Google said", async () => {
  const connector = ga4BigQuery(async () => ({
    tables: () =>
      Promise.reject(Object.assign(new Error("invalid_grant: reader@p.iam.gserviceaccount.com"), { code: "400" })),
    modifiedAt: async () => null,
    async *rows() {},
  }));
  const { error } = await runForTest(warehouse, connector, { NORTHSTAR_GA4_BIGQUERY: "p.analytics_1" });
  expect(error).toMatchObject({ code: "unauthorised", message: expect.stringContaining("clock") });
  expect((error as Error).message).not.toContain("reader@");
});

test("the official client waits out a limit and a fault between two pages", { timeout: 20_000 }, async () => {
  const faults = [429, 503];
  const { source, close } = await byOfficialClient(
    { events_20260301: { lines: events(1, 5), modifiedAt: 10 } },
    (pageToken) => (pageToken === "2" ? faults.shift() : undefined),
  );
  const { error } = await runForTest(
    warehouse,
    ga4BigQuery(async () => source),
    { NORTHSTAR_GA4_BIGQUERY: "p.analytics_1" },
  );
  await close();
  expect(error).toBeNull();
  expect(faults).toEqual([]);
  expect(await eventsByDay()).toEqual({ "20260301": 5 });
});

describe("files in a folder", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let settings: Record<string, string>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    settings = { NORTHSTAR_GA4_FOLDER: folder.path };
  });
  afterEach(() => folder.remove());

  test("days, packed or not, and other files, each once", async () => {
    await folder.file("events_20260301.ndjson", events(1, 3).join("\n"));
    await folder.file("events_20260302.ndjson.gz", gzipSync(events(2, 2).join("\n")));
    await folder.file("late.jsonl", events(5, 1).join("\n"));
    await folder.file("events_20260303.ndjson.tmp", events(3, 9).join("\n"));
    await folder.file(".events_20260304.ndjson", events(4, 9).join("\n"));
    await folder.file("notes.txt", "hello");
    const first = await runForTest(warehouse, ga4Folder(), settings);
    expect(first.error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 3, "20260302": 2, "20260305": 1 });
    expect(first.runs[0]?.in).toBe(6);
    const again = await runForTest(warehouse, ga4Folder(), settings);
    expect(again.runs[0]?.in).toBe(0);
    await writeFile(join(folder.path, "events_20260301.ndjson"), events(1, 1).join("\n"));
    await runForTest(warehouse, ga4Folder(), settings);
    expect(await eventsByDay()).toEqual({ "20260301": 1, "20260302": 2, "20260305": 1 });
  });

  test("one that is being written waits", async () => {
    const path = await folder.file("events_20260301.ndjson", events(1, 1).join("\n"));
    const { runs } = await runForTest(warehouse, ga4Folder(), settings, {
      sleep: () => appendFile(path, `\n${events(1, 2).at(1)}`),
    });
    expect(runs[0]?.in).toBe(0);
    await runForTest(warehouse, ga4Folder(), settings);
    expect(await eventsByDay()).toEqual({ "20260301": 2 });
  });

  test("a broken archive is named and holds up none of the others", async () => {
    const packed = gzipSync(events(1, 30).join("\n"));
    await folder.file("a.ndjson.gz", packed.subarray(0, packed.length - 20));
    await folder.file("events_20260301.ndjson.gz", packed.subarray(0, packed.length - 20));
    await folder.file("events_20260302.ndjson", events(2, 2).join("\n"));
    const { error } = await runForTest(warehouse, ga4Folder(), settings);
    expect(error).toMatchObject({ code: "unexpected_answer", message: expect.stringContaining("a.ndjson.gz") });
    expect((error as Error).message).not.toContain(folder.path);
    expect(await eventsByDay()).toEqual({ "20260302": 2 });
    await rm(join(folder.path, "a.ndjson.gz"));
    await writeFile(join(folder.path, "events_20260301.ndjson.gz"), packed);
    const { error: none } = await runForTest(warehouse, ga4Folder(), settings);
    expect(none).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 30, "20260302": 2 });
  });

  test("a folder that isn't there", async () => {
    const { error } = await runForTest(warehouse, ga4Folder(), { NORTHSTAR_GA4_FOLDER: join(folder.path, "none") });
    expect(error).toMatchObject({ code: "setting_missing" });
    expect((error as Error).message).not.toContain(folder.path);
  });
});

describe("counts of the Data API", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = (tokenUrl: string) =>
    JSON.stringify({
      type: "service_account",
      client_email: "reader@p.iam.gserviceaccount.com",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: tokenUrl,
    });

  /** `runReport` as it is documented: all values are texts, `rows` isn't there when there are none; a token ends. */
  async function serve(rows: [string, string, number][], expired: string[] = []) {
    let tokens = 0;
    const server = await startFakeServer(async ({ url, headers, body }) => {
      if (url.pathname === "/token") {
        const assertion = new URLSearchParams(body).get("assertion") ?? "";
        const { payload } = await jwtVerify(assertion, publicKey, {
          audience: `${server.origin}/token`,
          currentDate: new Date("2026-03-10T12:00:10Z"),
        });
        if (payload.iss !== "reader@p.iam.gserviceaccount.com") return { status: 400 };
        return { body: { access_token: `t${++tokens}`, expires_in: 3599, token_type: "Bearer" } };
      }
      if (url.pathname !== "/v1beta/properties/77:runReport") return { status: 404 };
      const token = headers.authorization?.replace("Bearer ", "") ?? "";
      if (!/^t\d$/.test(token) || expired.includes(token)) return { status: 401 };
      const { offset } = JSON.parse(body) as { offset: string };
      const page = rows.slice(Number(offset), Number(offset) + 2).map(([date, name, n]) => ({
        dimensionValues: [{ value: date }, { value: name }],
        metricValues: [{ value: String(n) }],
      }));
      return {
        body: {
          rowCount: rows.length || undefined,
          ...(page.length > 0 && { rows: page }),
          kind: "analyticsData#runReport",
        },
      };
    });
    return server;
  }

  const asRows = async () =>
    (
      await warehouse.all(
        `SELECT CAST(day AS VARCHAR) AS day, dims->>'event_name' AS name, metric, value FROM metric_daily ORDER BY ALL`,
      )
    ).map(({ day, name, metric, value }) => [day, name, String(metric).replace("ga4_events_", ""), value]);

  test("are held against what is in the warehouse, page by page, with a token that ends in the middle", async () => {
    const folder = await temporaryFolder();
    await folder.file("events_20260305.ndjson", [...events(5, 3), ...events(5, 2, "scroll")].join("\n"));
    await runForTest(warehouse, ga4Folder(), { NORTHSTAR_GA4_FOLDER: folder.path });
    await folder.remove();
    const server = await serve(
      [
        ["20260304", "page_view", 7],
        ["20260305", "page_view", 4],
        ["20260305", "session_start", 1],
      ],
      ["t1"],
    );
    const settings = { NORTHSTAR_GA4_PROPERTY_ID: "77", NORTHSTAR_GA4_KEY: key(`${server.origin}/token`) };
    const { error } = await runForTest(warehouse, ga4Counts({ origin: server.origin }), settings);
    await server.close();
    expect(error).toBeNull();
    expect(await asRows()).toEqual([
      ["2026-03-04", "page_view", "loaded", 0],
      ["2026-03-04", "page_view", "missing", 7],
      ["2026-03-04", "page_view", "reported", 7],
      ["2026-03-05", "page_view", "loaded", 3],
      ["2026-03-05", "page_view", "missing", 1],
      ["2026-03-05", "page_view", "reported", 4],
      ["2026-03-05", "scroll", "loaded", 2],
      ["2026-03-05", "scroll", "missing", -2],
      ["2026-03-05", "scroll", "reported", 0],
      ["2026-03-05", "session_start", "loaded", 0],
      ["2026-03-05", "session_start", "missing", 1],
      ["2026-03-05", "session_start", "reported", 1],
    ]);
  });

  test("a claim that Google finds too old or too early is made again by its clock; limits, faults and drift on the way", async () => {
    let claims = 0;
    const inner = await serve([["20260304", "page_view", 7]]);
    const server = await startFakeServer(async (request, index) => {
      if (request.url.pathname === "/token" && claims++ === 0) {
        return { status: 400, headers: { date: "Tue, 10 Mar 2026 12:00:00 GMT" }, body: { error: "invalid_grant" } };
      }
      if (index === 2) return { status: 429, headers: { "retry-after": "3" } };
      if (index === 3) return { status: 500 };
      if (index === 4) return { body: { rows: [] }, cutAfter: 4 };
      const { authorization } = request.headers;
      const answer = await fetch(`${inner.origin}${request.url.pathname}`, {
        method: "POST",
        body: request.body,
        headers: authorization === undefined ? {} : { authorization },
      });
      return { status: answer.status, body: { ...((await answer.json()) as object), novelty: { kind: "drift" } } };
    });
    const settings = { NORTHSTAR_GA4_PROPERTY_ID: "77", NORTHSTAR_GA4_KEY: key(`${inner.origin}/token`) };
    const time = fakeTime("2026-03-10T14:00:00Z");
    const { error } = await runForTest(warehouse, ga4Counts({ origin: server.origin }), settings, {
      now: time.now,
      sleep: time.sleep,
      fetch: (request) => {
        const { pathname } = new URL(request.url);
        return fetch(new Request(`${server.origin}${pathname}`, request));
      },
    });
    await Promise.all([server.close(), inner.close()]);
    expect(error).toBeNull();
    expect(claims).toBe(2);
    expect(await asRows()).toContainEqual(["2026-03-04", "page_view", "reported", 7]);
  });

  test("without rows there are none, and a key that is none is said to be", async () => {
    const server = await serve([]);
    const connector = ga4Counts({ origin: server.origin });
    const settings = { NORTHSTAR_GA4_PROPERTY_ID: "77", NORTHSTAR_GA4_KEY: key(`${server.origin}/token`) };
    expect((await runForTest(warehouse, connector, settings)).error).toBeNull();
    expect(await count(warehouse, "SELECT count(*) FROM metric_daily")).toBe(0);
    const bad = await runForTest(warehouse, connector, { ...settings, NORTHSTAR_GA4_KEY: "{not json: sesame" });
    await server.close();
    expect(bad.error).toMatchObject({ code: "setting_missing" });
    expect(JSON.stringify([bad.error, String((bad.error as Error).cause)])).not.toContain("sesame");
  });
});
