import {
  type Catalog,
  type CatalogKpi,
  EXECUTIVE_METRICS,
  OPERATIONAL_METRICS,
  type SectionMetrics,
  TECHNICAL_METRICS,
} from "@northstar/core";
import type { PlannedAnswer } from "../hooks/useAnswer.ts";
import type { NorthstarClient } from "../provider/client.ts";

/** The KPIs whose numbers are on screen: something that is drawn now reads them, and their answer has come. */
export function shownKpis(client: NorthstarClient, catalog: Catalog, view: string | null): CatalogKpi[] {
  const measures = new Set<string>();
  for (const { state } of client.queries.getQueryCache().findAll({ queryKey: ["load"], type: "active" })) {
    const { data } = state as { data?: Partial<PlannedAnswer<unknown>> };
    for (const measure of data?.origin?.query.measures ?? []) measures.add(measure);
  }
  // Where the server keeps no alerts, the tile of alerts asks every KPI with a limit, and shows only those beyond it.
  const declared = catalog.alerts === true || view === null ? undefined : DECLARED.get(view);
  return catalog.kpis.filter(
    ({ id, measure, alsoIn = [] }) =>
      (measures.has(measure) || alsoIn.some((place) => measures.has(place.measure))) && (declared?.has(id) ?? true),
  );
}

const idsOf = (sections: Readonly<Record<string, SectionMetrics>>) =>
  new Set(Object.values(sections).flatMap(({ kpis }) => kpis));

/** What the views with such a tile, and their neighbours, show besides it. */
const DECLARED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["executive", idsOf(EXECUTIVE_METRICS)],
  ["operational", idsOf(OPERATIONAL_METRICS)],
  ["technical", idsOf(TECHNICAL_METRICS)],
]);
