import { type ChartCatalog, type ChartSpec, chartKinds, specMeasures } from "@northstar/core/own-charts";
import type { ChartsInterface } from "../texts.ts";

/** What a new chart begins with. */
export const BLANK_CHART: ChartSpec = {
  title: "",
  measures: [],
  dimensions: [],
  filters: {},
  period: { preset: "year_to_date" },
  comparison: "none",
  grain: "month",
  kind: null,
};

/** What is missing before a chart can be drawn, by the field that it is missing in. */
export interface DraftProblems {
  title: string | null;
  measures: string | null;
  period: string | null;
  filters: Readonly<Record<string, string>>;
}

export function draftProblems({ title, measures, period, filters }: ChartSpec, { t }: ChartsInterface): DraftProblems {
  const hasDates = "preset" in period || (period.start !== "" && period.end !== "" && period.start <= period.end);
  return {
    title: title.trim() === "" ? t("own_charts.need_title") : null,
    measures: measures.length === 0 ? t("own_charts.need_measure") : null,
    period: hasDates ? null : t("own_charts.need_dates"),
    filters: Object.fromEntries(
      Object.entries(filters)
        .filter(([, values]) => values.every((value) => value.trim() === ""))
        .map(([name]) => [name, t("own_charts.need_values")]),
    ),
  };
}

/** Whether its numbers can be asked for: it may lack a name. */
export function canPreview({ measures, period, filters }: DraftProblems): boolean {
  return measures === null && period === null && Object.keys(filters).length === 0;
}

/** A draft as it is sent: names and values without spaces around them, each value once; a kind that can't say it is none. */
export function trimmedChart(draft: ChartSpec, catalog: Pick<ChartCatalog, "kpis" | "funnels">): ChartSpec {
  const filters = Object.entries(draft.filters).map(([name, values]) => [
    name,
    [...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))],
  ]);
  return {
    ...draft,
    title: draft.title.trim(),
    filters: Object.fromEntries(filters),
    kind: fittingKind(draft, catalog),
  };
}

/** The chosen kind where it can say what is chosen; else null, which is the one that fits best. */
export function fittingKind(draft: ChartSpec, catalog: Pick<ChartCatalog, "kpis" | "funnels">): ChartSpec["kind"] {
  const kinds = chartKinds({ ...draft, units: specMeasures(draft, catalog).map(({ unit }) => unit) });
  return draft.kind !== null && kinds.includes(draft.kind) ? draft.kind : null;
}
