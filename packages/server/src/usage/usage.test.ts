import { randomUUID } from "node:crypto";
import type { UsageRow } from "@northstar/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { createReports } from "../reports/createReports.ts";
import { createReportStore } from "../reports/store/createReportStore.ts";
import { openAppState } from "../state/openAppState.ts";
import { NOW, openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createUsage } from "./createUsage.ts";
import { createRateLimit } from "./rateLimit.ts";
import { readReportBaselines } from "./readReportBaselines.ts";

/* The real policy: a director of the community sees registrations (tactical, 300 s) and not the runs of flows. */

let northstar: Northstar;
let close: () => Promise<void>;
let now = NOW;
const rows: UsageRow[] = [];
let isFull = false;

beforeAll(async () => {
  const usage = createUsage({
    tenant: "default",
    append: async (given) => {
      if (isFull) throw new Error("There is no room.");
      rows.push(...given);
    },
    baselineMinutes: { mbr: 240 },
    now: () => now,
    onError: () => {},
  });
  const state = await openAppState();
  const reports = createReports({ store: createReportStore(state, "default"), usage, now: () => now });
  northstar = await openCommunity({ usage, reports: reports.port, audit: async () => {}, now: () => now });
  reports.start(northstar);
  close = async () => {
    await northstar.close();
    await state.close();
  };
}, 60_000);
beforeEach(() => {
  rows.length = 0;
  isFull = false;
  // Each test in a minute of its own.
  now = new Date(now.getTime() + 60_000);
});
afterAll(() => close?.());

const director: Partial<TokenGrant> = { sub: "lucia", roles: ["director"] };
const shown = (more: object = {}) => ({
  id: randomUUID(),
  view: "executive",
  kpi: "new_registrations",
  ageSeconds: 5,
  lagSeconds: 42,
  ...more,
});
const tell = (grant: Partial<TokenGrant>, ...given: object[]) =>
  ask(northstar, grant, "/northstar/v1/usage", { method: "POST", body: JSON.stringify({ shown: given }) });

describe("what a reader was shown", () => {
  it("is a row of the source, with the token's subject and role and nothing else of anybody", async () => {
    const answer = await tell(director, shown());
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([202, "no-store"]);
    expect(await answer.json()).toEqual({ accepted: 1, dropped: 0 });
    expect(rows).toEqual([
      {
        event_id: expect.stringMatching(/^view-[0-9a-f]{40}$/),
        occurred_at: new Date(now.getTime() - 5000).toISOString(),
        kind: "kpi_view",
        role: "director",
        subject_id: "lucia",
        view: "executive",
        kpi: "new_registrations",
        slo_class: "tactical",
        slo_s: 300,
        lag_s: 42,
      },
    ]);
  });

  it("has the same id when it is told again, and another for another person", async () => {
    const one = shown();
    await tell(director, one, one);
    await tell(director, { ...one, ageSeconds: 9 });
    await tell({ ...director, sub: "mateo" }, one);
    const [first, again, other] = rows.map(({ event_id }) => event_id);
    expect(rows).toHaveLength(3);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("is dropped where the role doesn't see it or nobody does, and the rest is kept", async () => {
    const answer = await tell(director, shown({ kpi: "flow_runs" }), shown({ kpi: "no_such" }), shown({ view: null }));
    expect(await answer.json()).toEqual({ accepted: 1, dropped: 2 });
    expect(rows.map(({ kpi, view }) => [kpi, view])).toEqual([["new_registrations", null]]);
  });

  it.each<[string, object]>([
    ["an id that is none", shown({ id: "1" })],
    ["somebody's name", shown({ subject_id: "mateo" })],
    ["another role", shown({ role: "analyst" })],
    ["a view that is a sentence", shown({ view: "<b>Ana García</b>" })],
    ["an age from the future", shown({ ageSeconds: -1 })],
    ["a lag that is no number", shown({ lagSeconds: "soon" })],
  ])("is refused with %s", async (_, one) => {
    expect(await problemOf(await tell(director, one))).toMatchObject({ status: 400, code: "request_invalid" });
    expect(rows).toEqual([]);
  });

  it("is bounded: 200 at a time, and thirty times in a minute", async () => {
    const many = Array.from({ length: 201 }, () => shown());
    expect(await problemOf(await tell(director, ...many))).toMatchObject({ status: 400, code: "request_invalid" });
    for (let n = 1; n < 30; n++) await tell(director, shown({ kpi: "no_such" }));
    expect(await problemOf(await tell(director, shown()))).toMatchObject({ status: 429, code: "usage_too_often" });
    expect((await tell({ ...director, sub: "mateo" }, shown())).status).toBe(202);
    now = new Date(now.getTime() + 60_000);
    expect((await tell(director, shown())).status).toBe(202);
  });

  it("isn't taken without a token, nor of another organisation", async () => {
    const request = new Request("http://northstar.test/northstar/v1/usage", { method: "POST", body: "{}" });
    expect(await problemOf(await northstar.fetch(request))).toMatchObject({ status: 401, code: "token_missing" });
    const foreign = { ...director, tenant: "other" };
    expect(await problemOf(await tell(foreign, shown()))).toMatchObject({ status: 503, code: "usage_unavailable" });
    const catalogOf = async (grant: Partial<TokenGrant>) =>
      ((await (await ask(northstar, grant, "/northstar/v1/catalog")).json()) as { usage?: boolean }).usage;
    expect([await catalogOf(director), await catalogOf(foreign)]).toEqual([true, undefined]);
  });
});

describe("a report that was made", () => {
  const takeRows = async () => {
    const body = {
      title: "Registros",
      query: { measures: ["executive.new_registrations"] },
      columns: [{ member: "executive.new_registrations", title: "Registros" }],
    };
    const init = { method: "POST", body: JSON.stringify(body) };
    const answer = await ask(northstar, { ...director, can: ["export"] }, "/northstar/v1/exports/rows", init);
    return await answer.text();
  };
  const makePack = () =>
    ask(northstar, { ...director, can: ["export"] }, "/northstar/v1/reports", {
      method: "POST",
      body: JSON.stringify({ kind: "mbr" }),
    });

  const takeView = async () => {
    const init = { method: "POST", body: JSON.stringify({ view: "executive", format: "csv" }) };
    return await ask(northstar, { ...director, can: ["export"] }, "/northstar/v1/exports/view", init);
  };

  it("is counted: a review against what it took before, files against nothing", async () => {
    await makePack();
    await takeRows();
    expect((await takeView()).status).toBe(200);
    const common = { kind: "report", role: "director", subject_id: "lucia", occurred_at: now.toISOString() };
    expect(rows).toEqual([
      expect.objectContaining({ ...common, report_kind: "mbr", from_pack: true, duration_s: 0, baseline_s: 14_400 }),
      expect.objectContaining({ ...common, report_kind: "export", from_pack: false, duration_s: 0, baseline_s: null }),
      expect.objectContaining({ ...common, report_kind: "export", from_pack: false, duration_s: 0, baseline_s: null }),
    ]);
    expect(new Set(rows.map(({ event_id }) => event_id)).size).toBe(3);
  });

  it("is there, though nobody could count it", async () => {
    isFull = true;
    expect((await makePack()).status).toBe(200);
    expect(await takeRows()).toContain("Registros");
    expect(rows).toEqual([]);
  });
});

describe("baselines", () => {
  it("are minutes by kind", () => {
    expect(readReportBaselines("wbr=90, mbr=240,qbr=600.5")).toEqual({ wbr: 90, mbr: 240, qbr: 600.5 });
    expect(readReportBaselines(undefined)).toEqual({});
  });
  it.each(["wbr", "wbr=0", "abr=3", "wbr=-3", "wbr=90;mbr=2"])("aren't %s", (text) => {
    expect(() => readReportBaselines(text)).toThrow(expect.objectContaining({ code: "option_invalid" }));
  });
});

it("a rate counts each caller in each window", () => {
  const may = createRateLimit(2, 1000);
  expect([may("a", 0), may("a", 999), may("a", 999), may("b", 999), may("a", 1000)]).toEqual([
    true,
    true,
    false,
    true,
    true,
  ]);
});
