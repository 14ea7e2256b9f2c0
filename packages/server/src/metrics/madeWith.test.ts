import type { MetricDetail, Pack } from "@northstar/core";
import type { ChartSpec, SavedChartView } from "@northstar/core/own-charts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCharts } from "../charts/createCharts.ts";
import { createChartStore } from "../charts/store/createChartStore.ts";
import type { Northstar } from "../createNorthstar.ts";
import { createReports } from "../reports/createReports.ts";
import { createReportStore } from "../reports/store/createReportStore.ts";
import { openAppState } from "../state/openAppState.ts";
import { NOW, openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";

/* Real Cube, DuckDB and PGlite: what people made comes into the catalogue of metrics only for those who see it where it is kept. */

const MARTA: Partial<TokenGrant> = { sub: "marta", roles: ["marketing"] };
const LUCIA: Partial<TokenGrant> = { sub: "lucia", roles: ["director"], can: ["export"] };
const ALBA: Partial<TokenGrant> = { sub: "alba", roles: ["analyst"] };
const KPI = "new_registrations";

let northstar: Northstar;
let close: () => Promise<void>;
beforeAll(async () => {
  const state = await openAppState();
  const reports = createReports({ store: createReportStore(state, "default"), now: () => NOW });
  const charts = createCharts({
    store: createChartStore(state, "default"),
    now: () => NOW,
    writers: ["director", "analyst"],
  });
  northstar = await openCommunity({ charts, reports: reports.port });
  reports.start(northstar);
  close = async () => {
    await northstar.close();
    await state.close();
  };
}, 60_000);
afterAll(() => close?.());

async function post<T>(who: Partial<TokenGrant>, path: string, body: object): Promise<T> {
  const response = await ask(northstar, who, `/northstar/v1/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(JSON.stringify(await problemOf(response)));
  return (await response.json()) as T;
}
async function madeFor(who: Partial<TokenGrant>, kpi = KPI) {
  const response = await ask(northstar, who, `/northstar/v1/metrics/${kpi}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { metric: MetricDetail }).metric.uses.made;
}
const specOf = (title: string, measures: readonly string[]): ChartSpec => ({
  title,
  measures,
  dimensions: [],
  filters: {},
  period: { preset: "this_month" },
  comparison: "none",
  grain: null,
  kind: null,
});
const save = (who: Partial<TokenGrant>, chart: ChartSpec, sharedWith: readonly string[] = []) =>
  post<SavedChartView>(who, "charts", { id: null, chart, sharedWith, basedOn: null });

it("names charts, boards and reviews to those who see them, and to nobody else", async () => {
  expect(await madeFor(ALBA)).toEqual([]);
  const mine = await save(ALBA, specOf("Mine", [KPI]));
  const shared = await save(ALBA, specOf("Shared", ["executive.new_registrations"]), ["director"]);
  await save(ALBA, specOf("Another", ["sponsorship_revenue"]), ["director"]);
  const place = { x: 0, y: 0, w: 6, h: 4 };
  await post(ALBA, "boards", {
    id: "weekly",
    title: "Weekly",
    items: [{ chart: mine.id, ...place }],
    basedOn: null,
  });
  const { id: pack } = await post<Pack>(LUCIA, "reports", { kind: "mbr" });

  const chart = (id: string, title: string) => ({ kind: "chart", id, title });
  const review = { kind: "report", id: pack, title: "MBR 2026-10" };
  const ofAlba = await madeFor(ALBA);
  expect(ofAlba).toHaveLength(4);
  expect(ofAlba).toEqual(
    expect.arrayContaining([
      chart(mine.id, "Mine"),
      chart(shared.id, "Shared"),
      { kind: "board", id: "weekly", title: "Weekly" },
      review,
    ]),
  );
  expect(await madeFor(LUCIA)).toEqual([chart(shared.id, "Shared"), review]);
  // Nothing of hers is shared with this role, and who is cut to one country sees no review of all.
  expect(await madeFor({ ...LUCIA, filters: { country: ["CO"] } })).toEqual([chart(shared.id, "Shared")]);
  expect(await madeFor(MARTA)).toEqual([review]);
  expect(await madeFor({ ...LUCIA, tenant: "other" })).toBeUndefined();
});
