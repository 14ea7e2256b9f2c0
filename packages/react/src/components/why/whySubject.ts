import type { DateRange, KpiMeta, Period } from "@northstar/core";
import type { AnswerOrigin, KpiFreshness } from "../../hooks/types.ts";

/** What a number can be asked about: a KPI's value or series, a funnel, or anything with what "why this number" tells. */
export interface WhySubject {
  kpi: WhyDefinition;
  freshness: KpiFreshness;
  period?: Period | undefined;
  /** Undefined where a value has no comparison at all. */
  comparisonRange?: DateRange | null | undefined;
  /** Dimensions of which values are chosen that don't cut it. */
  ignoredFilters?: readonly string[] | undefined;
  origin?: AnswerOrigin | undefined;
}

/** The part of a KPI's or funnel's record that is told. */
export type WhyDefinition = Pick<KpiMeta, Told> & {
  readonly [Name in Exclude<keyof KpiMeta, Told>]?: KpiMeta[Name] | undefined;
};

type Told = "id" | "title" | "definition" | "sources";

/** One subject for each of several KPIs that were answered together. */
export function subjectsOf<T extends Omit<WhySubject, "kpi"> & { kpis: readonly WhyDefinition[] }>({
  kpis,
  ...shared
}: T): WhySubject[] {
  return kpis.map((kpi) => ({ ...shared, kpi }));
}
