import type { Query } from "@northstar/core";
import { ingestFiles, ingestPayload, onCommit, readWatermarks } from "@northstar/ingest";
import { createNorthstar } from "@northstar/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ga4Line } from "./communityFiles.ts";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";

/** One play as the web sends it: a GA4 event of a person who is logged in. */
const play = (at: string, seconds: number) =>
  ga4Line({
    at,
    name: "content_progress",
    browser: "b1",
    session: 1,
    user: "u1",
    params: { content_id: "pod-1", play_id: at, seconds_played: seconds },
  });

/** A month whole, which a rollup answers; a part of it, which the tables answer. */
const QUESTIONS: Query[] = [
  ["2025-03-01", "2025-03-31"],
  ["2025-03-10", "2025-03-12"],
  ["2025-02-01", "2025-02-28"],
].map(([from = "", to = ""]) => ({
  measures: ["executive.content_minutes", "executive.active_professionals"],
  timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: [from, to] }],
}));

let way: WholeWay;
beforeAll(async () => {
  way = await openWholeWay();
  await ingestFiles(way.platform.warehouse, "ga4", [way.file("first.ndjson", play("2025-03-10T12:00:00Z", 600))]);
});
afterAll(() => way.close());

const answer = async () =>
  (await way.ask(QUESTIONS)).map((rows) => [Number(rows[0]?.content_minutes ?? 0), rows[0]?.active_professionals ?? 0]);

test("a play that comes in moves the next answer, in the month that it belongs to", async () => {
  const { warehouse, northstar } = way.platform;
  expect(await answer()).toEqual([
    [10, 1],
    [10, 1],
    [0, 0],
  ]);

  const committed = new Promise<string | null>((resolve) => {
    const stop = onCommit(warehouse, (watermarks) => {
      stop();
      resolve(watermarks.find(({ source }) => source === "ga4")?.lastEventAt ?? null);
    });
  });
  await ingestPayload(warehouse, "ga4", { body: play("2025-03-11T12:00:00Z", 90) });
  expect(await committed).toBe("2025-03-11T12:00:00.000Z");
  await northstar.runtime.refresh();
  expect(await answer()).toEqual([
    [11.5, 1],
    [11.5, 1],
    [0, 0],
  ]);

  // 28 February, 23:59 in Bogota; and the first play goes on.
  await ingestPayload(warehouse, "ga4", { body: play("2025-03-01T04:59:00Z", 60) });
  await ingestPayload(warehouse, "ga4", {
    body: play("2025-03-10T12:00:00Z", 600).replace('"int_value":"600"', '"int_value":"900"'),
  });
  await northstar.runtime.refresh();
  expect(await answer()).toEqual([
    [16.5, 1],
    [16.5, 1],
    [1, 1],
  ]);
});

test("an open portal hears of the commit, and finds the new number when it asks then", async () => {
  const { warehouse } = way.platform;
  // The same platform, which doesn't wait for further commits before it announces one.
  const northstar = await createNorthstar({
    secret: "a secret of thirty-two characters or more",
    cube: way.platform.northstar.runtime,
    watermarks: () => readWatermarks(warehouse),
    onWatermark: (listener) => onCommit(warehouse, listener),
    gatherSeconds: 0.01,
  });
  const token = await northstar.signToken({ sub: "reader", roles: ["director"] });
  const leave = new AbortController();
  const response = await northstar.fetch(
    new Request("http://northstar.test/northstar/v1/events", {
      headers: { authorization: `Bearer ${token}` },
      signal: leave.signal,
    }),
  );
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  const before = await answer();
  // Held back until the first announcement of how things stand has come.
  let heard = (await reader.read()).value ?? "";
  await ingestPayload(warehouse, "ga4", { body: play("2025-03-12T12:00:00Z", 30) });
  while (!heard.includes("2025-03-12T12:00:00.000Z")) heard += (await reader.read()).value ?? "";
  leave.abort();
  expect(heard).toContain("event: watermark");
  expect(before[0]).toEqual([16.5, 1]);
  expect((await answer())[0]).toEqual([17, 1]);
});

test("the CRM, heard late, says that a browser was known for longer: the month between is renewed", async () => {
  const { warehouse, northstar } = way.platform;
  const engaged = { engagement_time_msec: 30_000 };
  const visits = [
    ga4Line({ at: "2025-05-10T12:00:00Z", browser: "b2", session: 1, params: engaged }),
    ga4Line({ at: "2025-06-10T12:00:00Z", browser: "b2", session: 2, user: "u2" }),
  ];
  await ingestPayload(warehouse, "ga4", { body: visits.join("\n") });
  const may: Query = {
    measures: ["executive.active_professionals"],
    timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2025-05-01", "2025-05-31"] }],
  };
  await northstar.runtime.refresh();
  // Hers since the log-in of June, not yet in May.
  expect(await way.ask([may])).toEqual([[]]);
  const contact = { id: "u2", properties: { createdate: "2025-04-01T12:00:00Z", user_pseudo_id: "b2" } };
  await ingestPayload(warehouse, "hubspot", { body: JSON.stringify({ results: [contact] }) });
  await northstar.runtime.refresh();
  expect(await way.ask([may])).toEqual([[{ date: "2025-05-01", active_professionals: 1 }]]);
});

test("rows that change hands later are counted anew in the months where they lie", async () => {
  const { warehouse, northstar } = way.platform;
  const deliver = (source: string, body: unknown) => ingestPayload(warehouse, source, { body: JSON.stringify(body) });
  const contact = (id: string, createdate: string, properties: object = {}) => ({
    id,
    properties: { createdate, ...properties },
  });
  const played = (id: string, user: string) => ({
    id,
    user_id: user,
    content_id: "pod-1",
    started_at: "2025-08-05T12:00:00Z",
    seconds_played: 60,
  });
  const autumn: Query = {
    measures: ["executive.active_professionals"],
    timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2025-08-01", "2025-09-30"] }],
  };
  const people = async () => {
    await northstar.runtime.refresh();
    const [rows] = await way.ask([autumn]);
    return rows?.map(({ active_professionals }) => active_professionals);
  };
  await deliver("hubspot", { results: [contact("m1", "2025-07-02T12:00:00Z"), contact("m2", "2025-07-03T12:00:00Z")] });
  await deliver("consumption", [played("x1", "m1"), played("x2", "m2")]);
  const clicked = { event: "click", email: "late@example.org", timestamp: Date.parse("2025-09-05T12:00:00Z") / 1000 };
  await deliver("sendgrid", [{ ...clicked, sg_event_id: "l1", sg_message_id: "l" }]);
  // Two people in August; who clicked in September nobody knows.
  expect(await people()).toEqual([2]);
  const merged = contact("m2", "2025-07-03T12:00:00Z", { hs_merged_object_ids: "m1", lastmodifieddate: "2025-10-01" });
  await deliver("hubspot", { results: [merged, contact("m3", "2025-10-01T12:00:00Z", { email: "late@example.org" })] });
  expect(await people()).toEqual([1, 1]);
});
