import type { CatalogKpi, Granularity, LocalizedText } from "../kpi.ts";
import type { Comparison, PeriodSelection } from "../period.ts";

/** How a chart may be drawn. */
export const CHART_KINDS = ["line", "area", "bar", "table", "number"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What may be in one chart at most. Texts are counted in characters. */
export const CHART_LIMITS = {
  title: 120,
  name: 200,
  measures: 6,
  dimensions: 2,
  filters: 10,
  values: 50,
  value: 200,
  roles: 20,
} as const;

/**
 * What somebody wants to see, without any of its data: measures, what they are broken down and filtered by, and over which time. Its
 * numbers are asked of the server each time it is drawn, under the token of whoever looks.
 */
export interface ChartSpec {
  title: string;
  /** KPI ids, or members of a view (`operational.funnel_visitors`): 1 to 6. */
  measures: readonly string[];
  /** Names without the view: none to 2. */
  dimensions: readonly string[];
  /** Dimension (without the view) → chosen values. */
  filters: Readonly<Record<string, readonly string[]>>;
  period: PeriodSelection;
  comparison: Comparison;
  /** A place for each of these periods; null is one number for all of the period. */
  grain: Granularity | null;
  /** Null is whatever fits best what is chosen. */
  kind: ChartKind | null;
}

/** What can be asked for by a chart: a KPI, or a step of a funnel under the form of one. */
export type ChartMeasure = CatalogKpi;

/** Why a chart can't be drawn, or not as it was meant. `path` is the place in the spec: `measures.0`, `dimensions.1`, `filters.country`. */
export type ChartProblem =
  /** The measure has another name now; the chart is drawn under it. */
  | { kind: "renamed"; path: string; name: string; suggestion: string; title: LocalizedText }
  /** The measure is there, but not for these roles. */
  | {
      kind: "forbidden";
      path: string;
      name: string;
      title: LocalizedText;
      owner: string | null;
      roles: readonly string[];
    }
  /** There is no such thing, or these roles may not know of it. */
  | { kind: "unknown"; path: string; name: string }
  /** Each is there, but they don't go together. */
  | { kind: "misfit"; path: string; name: string; why: ChartMisfit; others: readonly string[] };

/**
 * `dimension`: the measure isn't broken down or filtered by it. `time`: measures go by different dates. `cohort`: one is of a cohort and
 * the other isn't. `chart`: what is chosen can't be drawn so, `others` are the kinds that can.
 */
export type ChartMisfit = "dimension" | "time" | "cohort" | "chart";

/** Whether a chart with these problems is drawn all the same. */
export function isDrawable(problems: readonly ChartProblem[]): boolean {
  return problems.every(
    (problem) => problem.kind === "renamed" || (problem.kind === "misfit" && problem.why === "chart"),
  );
}
