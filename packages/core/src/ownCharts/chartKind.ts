import { MAX_CATEGORIES } from "../charts/chartInput.ts";
import type { KpiUnit } from "../kpi.ts";
import type { ChartKind, ChartSpec } from "./types.ts";

/** What decides how a chart may be drawn. */
export interface ChartShape extends Pick<ChartSpec, "dimensions" | "grain"> {
  /** Of the measures, in their order. */
  units: readonly KpiUnit[];
}

/**
 * The kinds that can say what is chosen, the one that says it best first: over time a line, by one dimension sorted bars, by two a table, with
 * nothing the number itself. Measures of different units have no common axis: those stand in a table.
 */
export function chartKinds({ dimensions, grain, units }: ChartShape): readonly [ChartKind, ...ChartKind[]] {
  const hasOneUnit = new Set(units).size <= 1;
  if (grain !== null) {
    const isOneAxis = dimensions.length === 0 ? hasOneUnit && units.length <= MAX_CATEGORIES : units.length === 1;
    return isOneAxis && dimensions.length <= 1 ? ["line", "area", "bar", "table"] : ["table"];
  }
  if (dimensions.length === 0) return ["number", "table"];
  // A second number stands beside the bar's.
  return dimensions.length === 1 && units.length <= 2 ? ["bar", "table"] : ["table"];
}

/** How it is drawn: as it was chosen where that can be, else as fits best. */
export function chartKind(spec: Pick<ChartSpec, "kind">, shape: ChartShape): ChartKind {
  const kinds = chartKinds(shape);
  return spec.kind !== null && kinds.includes(spec.kind) ? spec.kind : kinds[0];
}
