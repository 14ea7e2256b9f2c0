import { qualify } from "../filters.ts";
import type { CatalogKpi, KpiMeta } from "../kpi.ts";
import type { Query, Row } from "../query.ts";
import { toNumber } from "../toNumber.ts";
import { type Interval, rateRatio, shareDifference, Z_TOGETHER } from "./intervals.ts";
import type { Experiment } from "./types.ts";

/** What a variant came to. */
export interface VariantNumbers {
  variant: string;
  /** The KPI itself. */
  value: number | null;
  /** What its numerator counts, or the count itself. */
  events: number;
  /** What its denominator counts; null for a count. */
  trials: number | null;
}

/** A variant against the first one. */
export interface VariantComparison extends Interval {
  variant: string;
  against: string;
  /** Where the whole interval lies: on one side of no difference, or about it. */
  verdict: "higher" | "lower" | "undecided";
}

/**
 * What an experiment found. There are no intervals before its end: who looks often enough sees a difference by chance at some time.
 * - `not_started`, `running`: by today's date, in the zone in which periods are cut
 * - `late_data`: it is over, and its sources haven't delivered all of it yet
 * - `too_few`: a variant has fewer than `least` (trials of a rate, events of a count)
 * - `not_a_share`: more events than trials, so that the KPI isn't a share of its denominator
 */
export type ExperimentResult = { variants: readonly VariantNumbers[] } & (
  | { status: "not_started" | "running" | "late_data" | "not_a_share" }
  | { status: "too_few"; least: number }
  | {
      status: "done";
      /** Difference of shares (0.03 is 3 points), or ratio of counts over the same days. */
      as: "difference" | "ratio";
      /** All of them together hold with this confidence. */
      confidence: 0.95;
      comparisons: readonly VariantComparison[];
    }
);

/** How an experiment's KPI is measured; null for one that can't be. */
export type ExperimentMeasure = { kind: "share"; numerator: string; denominator: string } | { kind: "count" };

/** Trials that each variant of a rate needs, and events that each variant of a count does, before an interval says anything. */
const LEAST_TRIALS = 30;
const LEAST_EVENTS = 5;

export const MAX_VARIANTS = Z_TOGETHER.length + 1;

/** A share, of members that the model names; or a count that can be added up over days. */
export function experimentMeasure({ ratioOf, unit, cohortLagDays }: KpiMeta): ExperimentMeasure | null {
  if (ratioOf) return { kind: "share", ...ratioOf };
  const isCount = (unit === "count" || unit === "people") && cohortLagDays === undefined;
  return isCount ? { kind: "count" } : null;
}

/** The question that an experiment asks: the KPI and its parts by variant, over its days. */
export function planExperiment(kpi: CatalogKpi, { dimension, variants, start, end }: Experiment): Query | null {
  const measure = experimentMeasure(kpi);
  if (!measure) return null;
  const member = qualify(dimension, kpi.measure);
  const parts = measure.kind === "share" ? [measure.numerator, measure.denominator] : [];
  return {
    measures: [...new Set([kpi.measure, ...parts.map((name) => qualify(name, kpi.measure))])],
    dimensions: [member],
    timeDimensions: [{ dimension: kpi.timeDimensionMember, dateRange: [start, end] }],
    filters: [{ member, operator: "equals", values: variants }],
  };
}

/** Where an experiment stands by the calendar. ISO dates in the zone in which periods are cut. */
export function experimentPhase({ start, end }: Experiment, today: string): "not_started" | "running" | "over" {
  if (today < start) return "not_started";
  return today <= end ? "running" : "over";
}

/**
 * Reads an experiment's answer.
 * @param today ISO date in the zone in which periods are cut
 * @param deliveredUntil ISO date, in the same zone, up to which every source has delivered; null when one never did
 */
export function readExperiment(
  kpi: CatalogKpi,
  experiment: Experiment,
  rows: readonly Row[],
  { today, deliveredUntil }: { today: string; deliveredUntil: string | null },
): ExperimentResult {
  const measure = experimentMeasure(kpi);
  const variants = experiment.variants.map((variant) => numbersOf(kpi, measure, experiment.dimension, variant, rows));
  const phase = experimentPhase(experiment, today);
  if (phase !== "over") return { status: phase, variants };
  if (deliveredUntil === null || deliveredUntil <= experiment.end) return { status: "late_data", variants };
  const isShare = measure?.kind === "share";
  if (isShare && variants.some(({ events, trials }) => events > (trials ?? 0)))
    return { status: "not_a_share", variants };
  const least = isShare ? LEAST_TRIALS : LEAST_EVENTS;
  if (variants.some(({ events, trials }) => (isShare ? (trials ?? 0) : events) < least)) {
    return { status: "too_few", least, variants };
  }
  return {
    status: "done",
    as: isShare ? "difference" : "ratio",
    confidence: 0.95,
    variants,
    comparisons: compare(variants, isShare),
  };
}

function numbersOf(
  kpi: CatalogKpi,
  measure: ExperimentMeasure | null,
  dimension: string,
  variant: string,
  rows: readonly Row[],
): VariantNumbers {
  const member = qualify(dimension, kpi.measure);
  const row = rows.find((one) => String(one[member]) === variant);
  const read = (name: string) => toNumber(row?.[qualify(name, kpi.measure)] ?? null);
  const value = read(kpi.measure);
  if (measure?.kind !== "share") return { variant, value, events: value ?? 0, trials: null };
  return { variant, value, events: read(measure.numerator) ?? 0, trials: read(measure.denominator) ?? 0 };
}

function compare([control, ...others]: readonly VariantNumbers[], isShare: boolean): VariantComparison[] {
  const z = Z_TOGETHER[others.length - 1];
  if (!control || z === undefined) return [];
  return others.map((one) => {
    const interval = isShare
      ? shareDifference(shareOf(one), shareOf(control), z)
      : rateRatio({ events: one.events, exposure: 1 }, { events: control.events, exposure: 1 }, z);
    const none = isShare ? 0 : 1;
    const verdict = interval.low > none ? "higher" : interval.high < none ? "lower" : "undecided";
    return { ...interval, variant: one.variant, against: control.variant, verdict };
  });
}

function shareOf({ events, trials }: VariantNumbers) {
  return { hits: events, trials: trials ?? 0 };
}
