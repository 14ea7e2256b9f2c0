import type { CatalogKpi } from "../kpi.ts";
import { experimentMeasure, MAX_VARIANTS } from "./experimentResult.ts";
import type { Experiment } from "./types.ts";

export type ExperimentProblem =
  | "not_measurable"
  | "dimension_unknown"
  | "too_few_variants"
  | "too_many_variants"
  | "same_variants"
  | "dates_wrong";

/** What is wrong with an experiment on a KPI: the part it is about and what; nothing when it can be measured. */
export function experimentProblems(
  kpi: CatalogKpi,
  { start, end, dimension, variants }: Experiment,
): { path: string; problem: ExperimentProblem }[] {
  const problems: { path: string; problem: ExperimentProblem }[] = [];
  const add = (path: string, problem: ExperimentProblem) => problems.push({ path: `experiment.${path}`, problem });
  if (!experimentMeasure(kpi)) add("kpi", "not_measurable");
  if (kpi.dimensions && !kpi.dimensions.includes(dimension)) add("dimension", "dimension_unknown");
  if (variants.length < 2) add("variants", "too_few_variants");
  if (variants.length > MAX_VARIANTS) add("variants", "too_many_variants");
  if (new Set(variants).size < variants.length) add("variants", "same_variants");
  if (!(start <= end)) add("end", "dates_wrong");
  return problems;
}
