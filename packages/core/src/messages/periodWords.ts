import { endOfBucket, startOfBucket } from "../civil.ts";
import type { FormatContext } from "../format.ts";
import { formatBucketLabel, formatMonthName, formatPeriodLabel } from "../formatTime.ts";
import type { KpiMeta } from "../kpi.ts";
import type { Period } from "../period.ts";
import type { DateRange } from "../query.ts";
import { coveredRange, isLikeForLike } from "../wholePeriods.ts";
import type { Translator } from "./messages.ts";

type Words = Pick<FormatContext, "locale">;

/** A period as a heading: `Noviembre de 2026, en curso (22 de 30 días)`. */
export function periodWords(period: Period, context: Words, translate: Translator): string {
  const label = capitalise(formatPeriodLabel(period, context), context);
  if (!period.partial) return translate("view.period_complete", { period: label });
  return translate("view.period_running", { period: label, elapsed: period.elapsedDays, total: period.totalDays });
}

/**
 * Name of what a period is compared with: `octubre`, `noviembre de 2025`, or dates. A running month, quarter or year
 * is named whole: the sentence around it says that only the same stretch counts.
 */
export function comparisonWords(period: Period, comparison: DateRange, context: Words): string {
  const from = comparison[0].slice(0, 10);
  for (const granularity of ["month", "quarter", "year"] as const) {
    const isWhole =
      startOfBucket(period.start, granularity) === period.start &&
      endOfBucket(period.start, granularity) === period.end;
    if (!isWhole) continue;
    return unitName(startOfBucket(from, granularity), granularity, period, context);
  }
  return formatPeriodLabel({ start: from, end: comparison[1].slice(0, 10) }, context);
}

/** A calendar unit by its name, a month of the same year as `period` without the year. */
function unitName(start: string, granularity: "month" | "quarter" | "year", period: Period, context: Words): string {
  if (granularity === "month" && start.slice(0, 4) === period.start.slice(0, 4)) return formatMonthName(start, context);
  return formatBucketLabel(start, granularity, context);
}

/** What a KPI's earlier number is for: the same stretch of `previous`, the whole of it, or just `previous`. */
export interface ComparisonPhrase {
  kind: "same_stretch" | "whole" | "plain";
  previous: string;
}

/** Names what a KPI's number is compared with: dates where it is whole periods that are no calendar unit together. */
export function comparisonPhrase(
  kpi: Pick<KpiMeta, "grain" | "comparesWholePeriods">,
  period: Period,
  comparison: DateRange,
  context: Words,
): ComparisonPhrase {
  if (isLikeForLike(kpi, period)) {
    return {
      kind: period.partial ? "same_stretch" : "plain",
      previous: comparisonWords(period, comparison, context),
    };
  }
  const [start, end] = coveredRange(kpi, comparison) ?? comparison;
  const unit = (["month", "quarter", "year"] as const).find(
    (granularity) => startOfBucket(start, granularity) === start && endOfBucket(start, granularity) === end,
  );
  if (unit) return { kind: "whole", previous: unitName(start, unit, period, context) };
  return { kind: "plain", previous: formatPeriodLabel({ start, end }, context) };
}

const SENTENCES = {
  same_stretch: "view.compared_same_stretch",
  whole: "view.compared_whole",
  plain: "view.compared",
} as const;

/** What the numbers of a view, or of one KPI, are compared with, as a sentence without its full stop; null when with nothing. */
export function comparisonSentence(
  period: Period,
  comparison: DateRange | null,
  context: Words,
  translate: Translator,
  kpi: Pick<KpiMeta, "grain" | "comparesWholePeriods"> = { grain: "day" },
): string | null {
  if (comparison === null) return null;
  const { kind, previous } = comparisonPhrase(kpi, period, comparison, context);
  return translate(SENTENCES[kind], { previous });
}

export function capitalise(text: string, { locale }: Words): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
