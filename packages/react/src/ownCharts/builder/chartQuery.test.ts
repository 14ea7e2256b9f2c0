import type { ChartSpec } from "@northstar/core/own-charts";
import { describe, expect, it } from "vitest";
import { CATALOG } from "../../testing/fixtures.ts";
import { catalogCube } from "./catalogCube.ts";
import { BLANK_CHART } from "./chartDraft.ts";
import { fromQuery, toQuery } from "./chartQuery.ts";

const aliases = [{ id: "sign_ups", since: "2026-11-01" }];
const catalog = {
  ...CATALOG,
  kpis: CATALOG.kpis.map((kpi) =>
    kpi.id === "new_registrations" ? { ...kpi, aliases, dimensions: ["country"] } : kpi,
  ),
};
const spec = (own: Partial<ChartSpec>): ChartSpec => ({ ...BLANK_CHART, ...own });
const measure = catalog.kpis.find(({ id }) => id === "new_registrations")?.measure ?? "";
const view = measure.split(".")[0];

describe("a chart in the form of Cube's query", () => {
  it("goes there and comes back, under the names that it had", () => {
    const chart = spec({ measures: ["sign_ups", "gone"], dimensions: ["country"], grain: "week" });
    const query = toQuery(chart, catalog);
    expect(query).toMatchObject({
      measures: [measure, "gone"],
      dimensions: [`${view}.country`],
      timeDimensions: [{ granularity: "week" }],
    });
    const { measures, dimensions, grain } = chart;
    expect(fromQuery(query, catalog, chart)).toEqual({ measures, dimensions, grain });
  });

  it("takes what is chosen anew under its present name", () => {
    expect(fromQuery({ measures: [measure] }, catalog, spec({}))).toEqual({
      measures: ["new_registrations"],
      dimensions: [],
      grain: null,
    });
  });
});

describe("Cube's client over the catalogue", () => {
  it("knows what the role may choose, and finds nothing wrong with a query", async () => {
    const cube = catalogCube(catalog, "es");
    const meta = await cube.meta();
    expect(meta.resolveMember(measure, "measures")).toMatchObject({ name: measure, type: "number" });
    expect(meta.resolveMember(`${view}.country`, "dimensions")).toMatchObject({ type: "string" });
    expect(meta.resolveMember(`${view}.nothing`, "measures")).toHaveProperty("error");
    const query = { measures: [measure] };
    expect(await cube.dryRun(query)).toMatchObject({ pivotQuery: query });
  });
});
