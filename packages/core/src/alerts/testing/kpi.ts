import type { FreshnessReport } from "../../freshness.ts";
import type { CatalogKpi } from "../../kpi.ts";

/** A KPI by days, of one source. */
export function testKpi(own: Partial<CatalogKpi> = {}): CatalogKpi {
  return {
    id: "registrations",
    version: 1,
    title: { es: "Registros", en: "Registrations" },
    definition: { es: "", en: "" },
    unit: "count",
    polarity: "up",
    grain: "day",
    owner: "marketing",
    sloSeconds: 300,
    sources: ["ga4"],
    roles: ["director"],
    timeDimension: "date",
    measure: "executive.registrations",
    timeDimensionMember: "executive.date",
    ...own,
  };
}

/** Every source loaded at one moment. */
export function reportAt(now: string, loadedAt: Record<string, string | null>, sloSeconds = 300): FreshnessReport {
  return {
    now,
    sources: Object.entries(loadedAt).map(([source, lastLoadedAt]) => {
      const lagSeconds = lastLoadedAt === null ? null : (Date.parse(now) - Date.parse(lastLoadedAt)) / 1000;
      const status = lagSeconds === null ? "never" : lagSeconds > sloSeconds ? "late" : "fresh";
      return { source, lastEventAt: lastLoadedAt, lastLoadedAt, sloSeconds, lagSeconds, status };
    }),
  };
}
