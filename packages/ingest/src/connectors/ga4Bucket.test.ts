import { generateKeyPairSync } from "node:crypto";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ga4Sample } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { bucketAddress } from "./bucketAddress.ts";
import { ga4Bucket } from "./ga4Bucket.ts";
import type { RunConnectorOptions } from "./runConnector.ts";
import { type FakeBucketOptions, type FakeObject, fakeBucket } from "./testing/fakeBucket.ts";
import { type FakeReply, type FakeRequest, type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { fakeTime } from "./testing/fakeTime.ts";
import { runForTest } from "./testing/runForTest.ts";

let warehouse: Warehouse;
let server: FakeServer | undefined;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await warehouse.close();
});

/** `n` events of a day of March 2026, as a file. */
function events(day: number, n: number, name = "page_view"): string {
  const date = `2026-03-${String(day).padStart(2, "0")}`;
  const at = (i: number) => `${date}T10:${String(i).padStart(2, "0")}:00Z`;
  return Array.from({ length: n }, (_, i) => ga4Sample({ at: at(i), session: 1, name })).join("\n");
}

async function eventsByDay(): Promise<Record<string, number>> {
  const rows = await warehouse.all("SELECT source_id AS day, count(*) AS n FROM events GROUP BY ALL ORDER BY ALL");
  return Object.fromEntries(rows.map(({ day, n }) => [String(day), Number(n)]));
}

type Change = (request: FakeRequest, index: number) => FakeReply | undefined;

/** Serves objects at `https://host/drops/…`; `change` answers in its place where it wants to. */
async function serve(objects: Map<string, FakeObject>, options: FakeBucketOptions = {}, change?: Change) {
  const bucket = fakeBucket(objects, options);
  const started = await startFakeServer((request, index) => change?.(request, index) ?? bucket.answer(request));
  server = started;
  const settings = { NORTHSTAR_GA4_BUCKET: `${started.origin}/drops/ga4/`, NORTHSTAR_GA4_BUCKET_KEY: "AK1:secret/1" };
  return {
    settings,
    requests: started.requests,
    run: (more: Record<string, string> = {}, options: Partial<RunConnectorOptions> = {}, connector = ga4Bucket()) =>
      runForTest(warehouse, connector, { ...settings, ...more }, options),
    /** Stands in for the hosts of S3 and Google, whose names are fixed. */
    fetch: (request: Request) => {
      const { host, pathname, search } = new URL(request.url);
      const sent = new Request(`${started.origin}${pathname}${search}`, request);
      sent.headers.set("x-test-host", host);
      return fetch(sent);
    },
  };
}

const keysOf = (requests: readonly FakeRequest[], method = "GET") =>
  requests
    .filter((each) => each.method === method)
    .map(({ url }) => decodeURIComponent(url.pathname).slice("/drops/".length));

describe("objects", () => {
  test("days, packed or not, in folders, over several pages; each once, and anew when it has changed", async () => {
    const objects = new Map<string, FakeObject>([
      ["elsewhere/events_20260301.ndjson", { body: events(1, 9) }],
      ["ga4/", { body: "" }],
      ["ga4/2026/events_20260301.ndjson", { body: events(1, 3) }],
      ["ga4/2026/events_20260302.ndjson.gz", { body: gzipSync(events(2, 2)) }],
      ["ga4/2026/.events_20260303.ndjson", { body: events(3, 1) }],
      ["ga4/2026/events_20260304.ndjson.tmp", { body: events(4, 1) }],
      ["ga4/readme.txt", { body: "nothing to load" }],
      ["ga4/empty.ndjson", { body: "" }],
      ["ga4/más + más (1)/hits & more.ndjson", { body: events(5, 4) }],
    ]);
    const { run, requests } = await serve(objects, { pageSize: 2 });
    expect((await run()).error).toBeNull();
    const loaded = { "20260301": 3, "20260302": 2, "20260305": 4 };
    expect(await eventsByDay()).toEqual(loaded);
    expect(requests.filter(({ url }) => url.searchParams.has("continuation-token"))).toHaveLength(3);

    const before = requests.length;
    expect((await run()).runs[0]).toMatchObject({ in: 0, upserted: 0, duplicate: 0, error: null });
    expect(keysOf(requests.slice(before))).toEqual(["", "", "", ""]);

    objects.set("ga4/2026/events_20260301.ndjson", { body: events(1, 5) });
    objects.delete("ga4/2026/events_20260302.ndjson.gz");
    const changed = requests.length;
    expect((await run()).error).toBeNull();
    expect(keysOf(requests.slice(changed)).filter((key) => key !== "")).toEqual(["ga4/2026/events_20260301.ndjson"]);
    expect(await eventsByDay()).toEqual({ ...loaded, "20260301": 5 });

    const again = requests.length;
    await run({}, { range: { from: "2026-03-01", to: "2026-03-01" } });
    expect(keysOf(requests.slice(again)).filter((key) => key !== "")).toEqual(["ga4/2026/events_20260301.ndjson"]);
    expect(await eventsByDay()).toEqual({ ...loaded, "20260301": 5 });
  });

  test("a page of a thousand names, as S3 gives them", async () => {
    const objects = new Map<string, FakeObject>(
      Array.from({ length: 1200 }, (_, i) => [`ga4/${String(i).padStart(4, "0")}.txt`, { body: `${i}` }]),
    );
    objects.set("ga4/zz.ndjson", { body: events(5, 2) });
    const { run, requests } = await serve(objects);
    expect((await run()).error).toBeNull();
    expect(keysOf(requests)).toEqual(["", "", "ga4/zz.ndjson"]);
    expect(await eventsByDay()).toEqual({ "20260305": 2 });
  });

  test("a large one comes in pieces; slowed down, broken off and with a fault, it comes whole", async () => {
    const space = " ".repeat(6 * 1024 * 1024);
    const lines = events(1, 3)
      .split("\n")
      .map((line) => line.replace("{", `{${space}`));
    const objects = new Map([["ga4/events_20260301.ndjson", { body: lines.join("\n") }]]);
    // The first try of each piece fails.
    const faults: FakeReply[] = [
      { status: 503, body: "<Error><Code>SlowDown</Code></Error>" },
      { status: 206, body: "x".repeat(9000), cutAfter: 1000 },
      { status: 500 },
    ];
    const tried = new Set<string>();
    const { run, requests } = await serve(objects, {}, ({ headers: { range } }) => {
      if (range === undefined || tried.has(range)) return undefined;
      tried.add(range);
      return faults.shift();
    });
    expect((await run()).error).toBeNull();
    expect(faults).toHaveLength(0);
    expect(await eventsByDay()).toEqual({ "20260301": 3 });
    const asked = new Set(requests.map(({ headers }) => headers.range));
    asked.delete(undefined);
    expect([...asked]).toEqual([
      "bytes=0-8388607",
      "bytes=8388608-16777215",
      `bytes=16777216-${lines.join("\n").length - 1}`,
    ]);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("northstar-ga4-"))).toEqual([]);
  });

  test("one that changes or goes after it was listed is left, and comes next time", async () => {
    const objects = new Map<string, FakeObject>([
      ["ga4/events_20260301.ndjson", { body: events(1, 1) }],
      ["ga4/events_20260302.ndjson", { body: events(2, 2) }],
      ["ga4/events_20260303.ndjson", { body: events(3, 3) }],
    ]);
    const { run } = await serve(objects, {}, ({ method }) => {
      if (method === "HEAD" && objects.size === 3) {
        objects.set("ga4/events_20260301.ndjson", { body: events(1, 4) });
        objects.delete("ga4/events_20260302.ndjson");
      }
      return undefined;
    });
    expect((await run()).error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260303": 3 });
    expect((await run()).error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 4, "20260303": 3 });
  });

  test("stored with a content encoding it comes unpacked", async () => {
    const objects = new Map<string, FakeObject>([
      ["ga4/events_20260301.ndjson.gz", { body: gzipSync(events(1, 2)), contentEncoding: "gzip" }],
      ["ga4/events_20260302.ndjson", { body: gzipSync(events(2, 3)), contentEncoding: "gzip" }],
    ]);
    const { run } = await serve(objects);
    expect((await run()).error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 2, "20260302": 3 });
  });

  test("one that is broken or can't be had is named and holds up none of the others", async () => {
    const packed = gzipSync(events(1, 30));
    const objects = new Map<string, FakeObject>([
      ["ga4/events_20260301.ndjson.gz", { body: packed.subarray(0, packed.length - 20) }],
      ["ga4/events_20260302.ndjson", { body: events(2, 2), archived: true }],
      ["ga4/events_20260303.ndjson", { body: events(3, 3) }],
    ]);
    const { run } = await serve(objects);
    const { error } = await run();
    expect(error).toMatchObject({
      code: "unexpected_answer",
      message: expect.stringContaining("events_20260301.ndjson.gz"),
    });
    expect((error as Error).message).not.toMatch(/127\.0|drops|secret|tmp/);
    expect(await eventsByDay()).toEqual({ "20260303": 3 });
    objects.set("ga4/events_20260301.ndjson.gz", { body: packed });
    objects.set("ga4/events_20260302.ndjson", { body: events(2, 2) });
    expect((await run()).error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 30, "20260302": 2, "20260303": 3 });
  });

  test.each([
    ["a list that never ends", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"],
    ["another document", "<html><body>Log in</body></html>"],
    ["no document", "not < xml"],
  ])("%s is an error that takes nothing", async (_, body) => {
    const { run } = await serve(new Map(), {}, () => ({ body }));
    expect((await run()).error).toMatchObject({ code: "unexpected_answer" });
  });
});

describe("who asks", () => {
  const objects = new Map<string, FakeObject>([["ga4/events_20260301.ndjson", { body: events(1, 2) }]]);

  test("a key that isn't right is refused, and not told", async () => {
    const { run, requests } = await serve(objects);
    for (const key of ["AK1:secret/2", "AK2:secret/1"]) {
      const { error } = await run({ NORTHSTAR_GA4_BUCKET_KEY: key });
      expect(error).toMatchObject({ code: "unauthorised", status: 403 });
      expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/AK|secret\//);
    }
    expect(requests).toHaveLength(2);
    expect((await run({ NORTHSTAR_GA4_BUCKET_KEY: "AK1" })).error).toMatchObject({ code: "setting_missing" });
    expect((await run({ NORTHSTAR_GA4_BUCKET: "ftp://drops" })).error).toMatchObject({ code: "setting_missing" });
    expect(await eventsByDay()).toEqual({});
  });

  test("a bucket that isn't there", async () => {
    const { run, settings } = await serve(objects);
    const { error } = await run({ NORTHSTAR_GA4_BUCKET: settings.NORTHSTAR_GA4_BUCKET.replace("drops", "dropz") });
    expect(error).toMatchObject({ code: "refused", status: 404 });
  });

  test("the bucket's region and its clock are learned from what it refuses", async () => {
    const { run, requests } = await serve(objects, {
      region: "eu-west-3",
      now: () => Date.parse("2026-03-10T14:30:00Z"),
    });
    const connector = ga4Bucket();
    expect((await run({}, {}, connector)).error).toMatchObject({ code: "unauthorised" });
    expect((await run({}, {}, connector)).error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 2 });
    expect(requests.map(({ headers }) => headers["x-amz-date"]).slice(0, 5)).toEqual([
      "20260310T120000Z",
      "20260310T120000Z",
      "20260310T120000Z",
      "20260310T143000Z",
      "20260310T143000Z",
    ]);
  });

  test("S3 by its own name, with the credentials of the machine, which end in the middle", async () => {
    let asked = 0;
    const keyOfMachine = async () => ({
      accessKeyId: "AK1",
      secretAccessKey: "secret/1",
      sessionToken: asked++ === 0 ? "t1" : "t2",
    });
    const { fetch, requests } = await serve(objects, { sessionToken: "t2" });
    const connector = ga4Bucket({ machineKey: async () => keyOfMachine });
    const { error } = await runForTest(warehouse, connector, { NORTHSTAR_GA4_BUCKET: "s3://drops/ga4" }, { fetch });
    expect(error).toBeNull();
    expect(await eventsByDay()).toEqual({ "20260301": 2 });
    expect(requests[0]?.headers["x-test-host"]).toBe("drops.s3.amazonaws.com");
    const none = ga4Bucket({
      machineKey: async () => async () => {
        throw new Error("no profile in /home/somebody");
      },
    });
    const without = await runForTest(warehouse, none, { NORTHSTAR_GA4_BUCKET: "s3://drops/ga4" }, { fetch });
    expect(without.error).toMatchObject({ code: "setting_missing" });
    expect(String((without.error as Error).message)).not.toContain("somebody");
  });

  test("Google's buckets with a service account, whose token ends in the middle, or with an HMAC key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const account = JSON.stringify({
      client_email: "reader@p.iam.gserviceaccount.com",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: "https://oauth2.googleapis.com/token",
    });
    let tokens = 0;
    const options = { bearer: (token: string) => token === `t${tokens}` && tokens > 1 };
    const { fetch, requests } = await serve(objects, options, ({ url }) =>
      url.pathname === "/token" ? { body: { access_token: `t${++tokens}`, expires_in: 3599 } } : undefined,
    );
    const settings = { NORTHSTAR_GA4_BUCKET: "gs://drops/ga4", NORTHSTAR_GA4_KEY: account };
    expect((await runForTest(warehouse, ga4Bucket(), settings, { fetch })).error).toBeNull();
    expect(tokens).toBe(2);
    expect(await eventsByDay()).toEqual({ "20260301": 2 });
    expect(new Set(requests.map(({ headers }) => headers["x-test-host"]))).toEqual(
      new Set(["oauth2.googleapis.com", "storage.googleapis.com"]),
    );
    await server?.close();
    const signed = await serve(objects, { region: "auto" });
    const hmac = { NORTHSTAR_GA4_BUCKET: "gs://drops/ga4", NORTHSTAR_GA4_BUCKET_KEY: "AK1:secret/1" };
    const time = fakeTime();
    const { error } = await runForTest(warehouse, ga4Bucket(), hmac, { fetch: signed.fetch, now: time.now });
    expect(error).toBeNull();
    const none = await runForTest(
      warehouse,
      ga4Bucket(),
      { NORTHSTAR_GA4_BUCKET: "gs://drops" },
      { fetch: signed.fetch },
    );
    expect(none.error).toMatchObject({
      code: "setting_missing",
      message: expect.stringContaining("NORTHSTAR_GA4_KEY"),
    });
  });
});

test("addresses of buckets", () => {
  expect(bucketAddress("s3://drops", null)).toEqual({
    kind: "s3",
    url: "https://drops.s3.amazonaws.com",
    prefix: "",
    region: null,
  });
  expect(bucketAddress("s3://my.drops/a/b/", "eu-west-3")).toEqual({
    kind: "s3",
    url: "https://s3.eu-west-3.amazonaws.com/my.drops",
    prefix: "a/b/",
    region: "eu-west-3",
  });
  expect(bucketAddress("gs://my_drops/a", null)).toMatchObject({
    url: "https://storage.googleapis.com/my_drops",
    prefix: "a/",
    region: "auto",
  });
  expect(bucketAddress("http://minio:9000/drops/a%20b", null)).toMatchObject({
    url: "http://minio:9000/drops",
    prefix: "a b/",
    region: "us-east-1",
  });
  for (const bad of [
    "drops",
    "s3://",
    "s3://UPPER",
    "s3://a@b/c",
    "https://u:p@host/drops",
    "https://host",
    "file:///tmp",
  ]) {
    expect(() => bucketAddress(bad, null), bad).toThrow("NORTHSTAR_GA4_BUCKET has to be");
  }
  expect(() => bucketAddress("s3://drops", "eu/west")).toThrow("NORTHSTAR_GA4_BUCKET_REGION");
});
