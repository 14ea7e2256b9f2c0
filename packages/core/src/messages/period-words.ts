import { endOfBucket, startOfBucket } from "../civil.ts";
import type { FormatContext } from "../format.ts";
import { formatBucketLabel, formatPeriodLabel } from "../format-time.ts";
import type { Period } from "../period.ts";
import type { DateRange } from "../query.ts";
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
    const isSameYear = from.slice(0, 4) === period.start.slice(0, 4);
    if (granularity === "month" && isSameYear) return monthName(from, context);
    return formatBucketLabel(startOfBucket(from, granularity), granularity, context);
  }
  return formatPeriodLabel({ start: from, end: comparison[1].slice(0, 10) }, context);
}

/** What a view's numbers are compared with, as a sentence without its full stop; null when with nothing. */
export function comparisonSentence(
  period: Period,
  comparison: DateRange | null,
  context: Words,
  translate: Translator,
): string | null {
  if (comparison === null) return null;
  const previous = comparisonWords(period, comparison, context);
  return translate(period.partial ? "view.compared_same_stretch" : "view.compared", { previous });
}

export function capitalise(text: string, { locale }: Words): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

function monthName(date: string, { locale }: Words): string {
  return new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
}
