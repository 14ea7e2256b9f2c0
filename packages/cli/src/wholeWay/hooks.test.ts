import type { Query } from "@northstar/core";
import { onCommit } from "@northstar/ingest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";
import { standardHeaders } from "./postHook.ts";

const KEY = Buffer.from("a key of thirty-two bytes, or so!").toString("base64");
const HOOK = "http://northstar.test/northstar/v1/hooks/consumption";

let way: WholeWay;
beforeAll(async () => {
  way = await openWholeWay({ NORTHSTAR_HOOK_SECRET: `whsec_${KEY}` });
});
afterAll(() => way.close());

function signed(id: string, body: string, at?: number): Request {
  const headers = { "content-type": "application/json", ...standardHeaders(KEY, id, body, at) };
  return new Request(HOOK, { method: "POST", headers, body });
}

const play = (id: string, seconds: number) =>
  JSON.stringify({
    id,
    user_id: "u1",
    content_id: "pod-1",
    started_at: "2026-03-10T12:00:00Z",
    seconds_played: seconds,
  });

const MINUTES: Query = {
  measures: ["executive.content_minutes"],
  timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-03-01", "2026-03-31"] }],
};
const RUNS: Query = { measures: ["technical.rows_in", "technical.rows_bad"], dimensions: ["technical.connector"] };

async function deliver(...requests: Request[]): Promise<number[]> {
  const { northstar, warehouse } = way.platform;
  const statuses: number[] = [];
  const committed = new Promise<void>((resolve) => {
    const stop = onCommit(warehouse, () => {
      stop();
      resolve();
    });
  });
  for (const request of requests) statuses.push((await northstar.fetch(request)).status);
  if (statuses.includes(202)) await committed;
  await way.platform.settle();
  await northstar.runtime.refresh();
  return statuses;
}

test("a delivery that is signed is acknowledged, and its minutes are in the next answer, once", async () => {
  expect(
    await deliver(signed("d1", play("p1", 120)), signed("d1", play("p1", 120)), signed("d2", play("p2", 30))),
  ).toEqual([202, 202, 202]);
  expect(await way.ask([MINUTES])).toEqual([[{ date: "2026-03-01", content_minutes: 2.5 }]]);
});

test("one that is changed or old is refused, moves no number, and is a row for the security list", async () => {
  const forged = signed("d3", play("p3", 6000));
  const changed = new Request(HOOK, { method: "POST", headers: forged.headers, body: play("p3", 60000) });
  const old = signed("d4", play("p4", 6000), Math.floor(Date.now() / 1000) - 301);
  expect(await deliver(changed, old)).toEqual([401, 401]);
  expect(await way.ask([MINUTES])).toEqual([[{ date: "2026-03-01", content_minutes: 2.5 }]]);
});

test("a poison record is set aside alone, and the operators' view counts all of it", async () => {
  const body = JSON.stringify([JSON.parse(play("p5", 60)), { id: "p6", content_id: "pod-1", started_at: "yesterday" }]);
  expect(await deliver(signed("d5", body))).toEqual([202]);
  expect(await way.ask([MINUTES])).toEqual([[{ date: "2026-03-01", content_minutes: 3.5 }]]);
  const letters = await way.platform.warehouse.all("SELECT reason FROM dead_letter");
  expect(letters).toEqual([{ reason: "unreadable_value" }]);
  const [rows = []] = await way.ask([RUNS]);
  expect(rows.map(({ connector, rows_bad }) => [connector, rows_bad])).toEqual([["consumption", 1]]);
});
