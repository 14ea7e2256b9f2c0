import type { CatalogKpi, MetricUse, ReportsPort } from "@northstar/core";
import { type ChartReader, type ChartsPort, findMeasure } from "@northstar/core/own-charts";

/** Where people keep what they made; what this server doesn't keep is absent. */
export interface MadeParts {
  charts: Pick<ChartsPort, "tenant" | "list" | "boards"> | undefined;
  reports: Pick<ReportsPort, "tenant" | "showing"> | undefined;
}

/** Reviews that a metric names at most: a weekly one goes back a quarter. */
const MOST_PACKS = 13;

/**
 * Charts, boards and reviews that show a metric, each as its own port lists it to the reader: charts of their own and those shared with a role of
 * theirs, their own boards, reviews whose rows and KPIs they see. Null where the server keeps neither.
 */
export async function madeWith(
  kpi: CatalogKpi,
  reader: ChartReader,
  { charts, reports }: MadeParts,
): Promise<MetricUse[] | null> {
  if (!charts && !reports) return null;
  const names = [kpi.id, ...(kpi.aliases ?? []).map((alias) => alias.id)];
  const [listed, boards, packs] = await Promise.all([
    charts?.list(reader) ?? [],
    charts?.boards(reader) ?? [],
    reports?.showing(reader.claims, names) ?? [],
  ]);
  // A chart may name it by a member, or by a name that it had.
  const shown = listed.filter(({ spec }) =>
    spec.measures.some((name) => findMeasure(name, reader.catalog)?.measure.id === kpi.id),
  );
  const ids = new Set(shown.map(({ id }) => id));
  return [
    ...shown.map(({ id, spec }): MetricUse => ({ kind: "chart", id, title: spec.title })),
    ...boards
      .filter(({ items }) => items.some(({ chart }) => ids.has(chart)))
      .map(({ id, title }): MetricUse => ({ kind: "board", id, title })),
    ...packs.slice(0, MOST_PACKS).map(({ id, period }): MetricUse => {
      return { kind: "report", id, title: `${period.kind.toUpperCase()} ${period.name}` };
    }),
  ];
}
