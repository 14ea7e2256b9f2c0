import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { count, ga4Sample, tableContents, temporaryFolder } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { ingestFiles, ingestPayload } from "./ingest.ts";
import { onCommit, readWatermarks } from "./watermarks.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(() => warehouse.close());

const clock = () => Date.parse("2026-03-10T12:00:00Z");

describe("GA4", () => {
  const lines = [
    ga4Sample({ at: "2026-03-01T10:00:00Z", session: 7, params: { engagement_time_msec: 4000 } }),
    ga4Sample({
      at: "2026-03-01T10:01:00Z",
      session: 7,
      params: { engagement_time_msec: 6500, source: "newsletter", medium: "email" },
      rest: { geo: { country: "Colombia" }, device: { category: "mobile" } },
    }),
    ga4Sample({ at: "2026-03-01T10:02:00Z", session: 7, pseudo: null }),
  ];

  test("a session is the sum of its events, in one file or in several and in any order", async () => {
    await ingestFiles(warehouse, "ga4", [await folder.file("late.ndjson", `${lines[1]}\n`)], { clock });
    await ingestFiles(warehouse, "ga4", [await folder.file("all.ndjson", lines.join("\n"))], { clock });
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(3);
    expect(
      await warehouse.all(
        `SELECT session_id, engagement_ms, engaged, utm_source, utm_medium, channel_group, device, country,
           date_diff('second', started_at, ended_at) AS seconds FROM sessions`,
      ),
    ).toEqual([
      {
        session_id: "p1.7",
        engagement_ms: 10500n,
        engaged: true,
        utm_source: "newsletter",
        utm_medium: "email",
        channel_group: "Email",
        device: "mobile",
        country: "CO",
        seconds: 60n,
      },
    ]);
  });

  test("the same file twice changes nothing and counts its lines as duplicates", async () => {
    const file = await folder.file("twice.ndjson", lines.join("\n"));
    const first = await ingestFiles(warehouse, "ga4", [file], { clock });
    expect(first).toMatchObject({ files: 1, payloads: 1, duplicates: 0, rows: { events: 3, sessions: 1 }, bad: 0 });
    const before = await tableContents(warehouse, ["events", "sessions"]);
    const second = await ingestFiles(warehouse, "ga4", [file], { clock });
    expect(second).toMatchObject({ payloads: 1, duplicates: 3, rows: {}, bad: 0 });
    expect(await tableContents(warehouse, ["events", "sessions"])).toEqual(before);
  });

  test("a poison line is set aside alone", async () => {
    const bad = [
      '{"event_name":',
      '{"event_timestamp":"1772359200000000"}',
      "[1,2]",
      '{"event_name":"x","event_timestamp":"soon"}',
    ];
    const file = await folder.file("poison.ndjson", [lines[0], ...bad, lines[1]].join("\n"));
    const report = await ingestFiles(warehouse, "ga4", [file], { clock });
    expect(report.badReasons).toEqual({ invalid_json: 1, missing_event_name: 1, not_an_event: 2, missing_time: 1 });
    expect(report.rows.events).toBe(2);
    expect(await count(warehouse, "SELECT count(*) FROM dead_letter WHERE provider = 'ga4'")).toBe(5);
    expect(await warehouse.all("SELECT position FROM dead_letter WHERE reason = 'invalid_json'")).toEqual([
      { position: "line 2" },
    ]);
  });

  test("a day's table replaces the day, an intraday table only serves until then", async () => {
    const day = (name: string, text: string) => folder.file(name, text);
    const elsewhere = ga4Sample({ at: "2026-03-02T10:00:00Z", pseudo: "p2", session: 8 });
    await ingestFiles(warehouse, "ga4", [await day("events_intraday_20260301.ndjson", lines[0]!)], { clock });
    await ingestFiles(warehouse, "ga4", [await day("other.ndjson", elsewhere)], { clock });
    await ingestFiles(warehouse, "ga4", [await day("events_20260301.ndjson", lines.slice(0, 2).join("\n"))], { clock });
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(3);
    await ingestFiles(warehouse, "ga4", [await day("events_20260301.ndjson", lines[1]!)], { clock });
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(2);
    expect(await warehouse.all("SELECT session_id, engagement_ms FROM sessions ORDER BY 1")).toEqual([
      { session_id: "p1.7", engagement_ms: 6500n },
      { session_id: "p2.8", engagement_ms: 0n },
    ]);
    const late = await ingestFiles(warehouse, "ga4", [await day("events_intraday_20260301.ndjson", lines.join("\n"))], {
      clock,
    });
    expect(late).toMatchObject({ duplicates: 3, rows: {} });
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(2);
    await ingestFiles(warehouse, "ga4", [await day("events_20260301.ndjson", "")], { clock });
    expect(await warehouse.all("SELECT session_id FROM sessions")).toEqual([{ session_id: "p2.8" }]);
  });

  test("plays add up to the greatest progress, conversions are kept", async () => {
    const play = (at: string, name: string, seconds: number, percent: number) =>
      ga4Sample({ at, name, session: 7, user: "u1", params: { content_id: "c1", seconds_played: seconds, percent } });
    const text = [
      play("2026-03-01T10:05:00Z", "video_complete", 300, 95),
      play("2026-03-01T10:00:00Z", "content_play", 0, 0),
      play("2026-03-01T10:02:00Z", "video_progress", 120, 40),
      ga4Sample({ at: "2026-03-01T10:06:00Z", name: "sign_up", session: 7, user: "u1", params: { campaign_id: "k1" } }),
    ].join("\n");
    await ingestPayload(warehouse, "ga4", { body: text });
    expect(
      await warehouse.all(
        "SELECT user_id, content_id, seconds_played, max_percent, completed, attended_live FROM content_consumption",
      ),
    ).toEqual([
      { user_id: "u1", content_id: "c1", seconds_played: 300, max_percent: 95, completed: true, attended_live: false },
    ]);
    expect(await warehouse.all("SELECT user_id, kind, campaign_id FROM conversions")).toEqual([
      { user_id: "u1", kind: "sign_up", campaign_id: "k1" },
    ]);
  });
});

describe("files", () => {
  test("a missing file stops the command before anything is loaded", async () => {
    const good = await folder.file("good.ndjson", ga4Sample({ at: "2026-03-01T10:00:00Z" }));
    await expect(ingestFiles(warehouse, "ga4", [good, `${folder.path}/none.ndjson`])).rejects.toMatchObject({
      code: "file_unreadable",
    });
    await expect(ingestFiles(warehouse, "ga4", [folder.path])).rejects.toMatchObject({ code: "file_unreadable" });
    expect(await count(warehouse, "SELECT count(*) FROM raw_inbox")).toBe(0);
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(0);
  });

  test("a packed file loads, a broken one doesn't load in part", async () => {
    const packed = gzipSync(
      Array.from({ length: 500 }, (_, index) => ga4Sample({ at: new Date(1772359200000 + index).toISOString() })).join(
        "\n",
      ),
    );
    const broken = await folder.file("broken.ndjson.gz", packed.subarray(0, packed.length - 20));
    await expect(ingestFiles(warehouse, "ga4", [broken])).rejects.toMatchObject({ code: "file_unreadable" });
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(0);
    const whole = await folder.file("whole.ndjson.gz", packed);
    expect((await ingestFiles(warehouse, "ga4", [whole])).rows.events).toBe(500);
  });

  test("a source that doesn't exist is named with those that do", async () => {
    await expect(ingestFiles(warehouse, "myspace", [])).rejects.toThrow(/no source called myspace.*ga4/);
  });

  test("a CSV is cut into batches between rows, also where a value holds a line break", async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, index) => `c${index},podcast,"a ""topic""\nof two lines",T${index},60,2026-01-01`,
    );
    const file = await folder.file(
      "content.csv",
      ["content_id,type,topic,title,duration_s,published_at", ...rows].join("\n"),
    );
    const report = await ingestFiles(warehouse, "content", [file], { clock });
    expect(report).toMatchObject({ payloads: 2, bad: 0, rows: { content: 40_000 } });
    expect(await count(warehouse, `SELECT count(DISTINCT topic) FROM content`)).toBe(1);
  });

  test("a payload that was kept but not processed is processed when it comes again", async () => {
    const file = await folder.file("crash.ndjson", ga4Sample({ at: "2026-03-01T10:00:00Z" }));
    await ingestFiles(warehouse, "ga4", [file], { clock });
    await warehouse.run("DELETE FROM events");
    await warehouse.run("UPDATE raw_inbox SET processed_at = NULL");
    expect((await ingestFiles(warehouse, "ga4", [file], { clock })).rows.events).toBe(1);
  });
});

test("watermarks move with the rows, listeners hear of it, and the future doesn't count", async () => {
  const heard: (string | null)[] = [];
  const stop = onCommit(warehouse, (watermarks) =>
    heard.push(watermarks.find(({ source }) => source === "ga4")!.lastEventAt),
  );
  const load = async (name: string, at: string) =>
    ingestFiles(warehouse, "ga4", [await folder.file(name, ga4Sample({ at }))], { clock });
  await load("w1.ndjson", "2026-03-01T10:00:00Z");
  await load("w2.ndjson", "2026-02-01T10:00:00Z");
  await load("w3.ndjson", "2027-01-01T00:00:00Z");
  stop();
  await load("w4.ndjson", "2026-03-02T10:00:00Z");
  expect(heard).toEqual(["2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.000Z", "2026-03-10T12:00:00.000Z"]);
  const watermarks = await readWatermarks(warehouse);
  expect(watermarks).toHaveLength(9);
  expect(watermarks[0]).toEqual({
    source: "ga4",
    lastEventAt: "2026-03-10T12:00:00.000Z",
    lastLoadedAt: "2026-03-10T12:00:00.000Z",
  });
  expect(watermarks[1]).toEqual({ source: "crm", lastEventAt: null, lastLoadedAt: null });
});

test("unknown fields stay with the row and are recorded once", async () => {
  const line = ga4Sample({ at: "2026-03-01T10:00:00Z", rest: { brand_new: { deep: 1 } } });
  await ingestPayload(warehouse, "ga4", { body: line });
  expect(await warehouse.all("SELECT connector, path, type FROM schema_drift")).toEqual([
    { connector: "ga4", path: "brand_new", type: "object" },
  ]);
  expect(await warehouse.all("SELECT _raw->>'$.brand_new.deep' AS kept FROM events")).toEqual([{ kept: "1" }]);
});
