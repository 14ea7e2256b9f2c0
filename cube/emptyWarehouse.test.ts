import {
  type CatalogKpi,
  type FreshnessReport,
  type KpiReading,
  planKpi,
  type Row,
  readKpi,
  resolveFilters,
  SOURCES,
} from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCatalog } from "../packages/server/src/model/buildCatalog.ts";
import { createModelReader } from "../packages/server/src/model/modelReader.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";

/* Nobody has loaded anything: every KPI of the model, as a card asks for it, is without value and says why. */

const analyst = claims("nobody");
const now = new Date("2026-11-22T15:00:00Z");
const context = { now, timeZone: "America/Bogota" };

let warehouse: ModelWarehouse;
let model: ModelRuntime;
let raw: RawModel;
let kpis: readonly CatalogKpi[];
let answers: Map<CatalogKpi, readonly Row[]>;

beforeAll(async () => {
  warehouse = await createModelWarehouse();
  // Without rollups: there is nothing to be fast about.
  raw = await createRawModel();
  model = await createModelRuntime(warehouse, { modelPath: raw.path });
  const index = await createModelReader(model.runtime).all();
  const settings = { modelVersion: "1", timeZone: context.timeZone, currency: "USD", sample: false };
  kpis = buildCatalog(index, index, settings).kpis;
  answers = await askAll();
});

afterAll(async () => {
  await model?.close();
  await warehouse?.close();
  await raw?.remove();
});

/** All sources loaded at the same time, or never. */
function reportOf(lastLoadedAt: string | null): FreshnessReport {
  const status = lastLoadedAt === null ? ("never" as const) : ("fresh" as const);
  const lagSeconds = lastLoadedAt === null ? null : 60;
  const sources = SOURCES.map((source) => ({
    source,
    lastEventAt: null,
    lastLoadedAt,
    sloSeconds: 300,
    lagSeconds,
    status,
  }));
  return { now: now.toISOString(), sources };
}

/** What the cards ask, those of one date together. */
async function askAll(): Promise<Map<CatalogKpi, readonly Row[]>> {
  const groups = new Map<string, CatalogKpi[]>();
  for (const kpi of kpis) {
    const key = JSON.stringify(planKpi(kpi, resolveFilters(), context).query.timeDimensions);
    groups.set(key, [...(groups.get(key) ?? []), kpi]);
  }
  const answers = new Map<CatalogKpi, readonly Row[]>();
  for (const [timeDimensions, group] of groups) {
    const measures = group.map(({ measure }) => measure);
    const { data } = await model.load({ measures, timeDimensions: JSON.parse(timeDimensions) }, analyst);
    for (const kpi of group) answers.set(kpi, data);
  }
  return answers;
}

function readingsUnder(report: FreshnessReport): [CatalogKpi, KpiReading][] {
  return [...answers].map(([kpi, rows]) => [kpi, readKpi(planKpi(kpi, resolveFilters(), context), rows, report)]);
}

describe("every KPI of the model", () => {
  it("has no value over a warehouse that nothing was loaded into", () => {
    const readings = readingsUnder(reportOf(null));
    expect(readings.length).toBeGreaterThan(20);
    for (const [{ id }, reading] of readings) {
      expect({ id, ...reading }).toMatchObject({
        id,
        current: null,
        previous: null,
        complete: null,
        reason: "no_data_yet",
        level: "unknown",
      });
    }
  });

  it("is 0 or says why not, when its sources are loaded and have nothing of the period", () => {
    const readings = readingsUnder(reportOf("2026-11-22T14:59:00.000Z"));
    for (const [{ id, unit }, { current, reason }] of readings) {
      const why = unit === "percent" || unit === "ratio" ? "division_by_zero" : "no_rows_in_period";
      expect([0, null], id).toContain(current);
      expect({ id, reason }).toEqual({ id, reason: current === null ? why : null });
    }
    const shown = new Map(readings.map(([{ id }, { current }]) => [id, current]));
    // Nobody is a number; nothing of nobody is no share.
    for (const id of ["new_registrations", "active_professionals", "active_sponsors"])
      expect(shown.get(id), id).toBe(0);
    for (const id of ["k_factor", "retention_30", "sponsorship_roi"]) expect(shown.get(id), id).toBeNull();
  });
});
