import { addBuckets, startOfBucket, toEpochDay } from "../civil.ts";
import { formatBucketLabel } from "../formatTime.ts";
import type { Granularity, Locale } from "../kpi.ts";
import type { ChartFont, TimeAxis } from "./chartInput.ts";
import { estimateTextWidth } from "./textWidth.ts";
import { placeFrom } from "./timeAxis.ts";

/** A text below the time axis. */
export interface TimeLabel {
  place: number;
  text: string;
}

/** What many buckets are better labelled by, and how many of them it holds. */
const COARSER: Readonly<Partial<Record<Granularity, readonly [granularity: Coarse, holds: number]>>> = {
  hour: ["day", 24],
  day: ["month", 30.4],
  week: ["month", 4.35],
  month: ["year", 12],
  quarter: ["year", 4],
};
type Coarse = "day" | "month" | "year";

/** In so many hours `09:00` is one of two at most; in more it says nothing without its day. */
const CLEAR_HOURS = 36;

/** Every how many of them a label may stand, counted from a new year or from the calendar's first year. */
const EVERY: Readonly<Record<Coarse, readonly number[]>> = {
  day: [1, 2, 7, 14],
  month: [1, 2, 3, 6],
  year: [1, 2, 5, 10, 20, 50, 100, 200, 500],
};

/**
 * Labels of a time axis, as many as stand beside each other without touching. They are counted back from the last place, which always has
 * one; where they would be further apart than a day, month or year, those label the place where each begins. Only labels that may be
 * shown are made, whatever the number of places.
 */
export function timeLabels(axis: TimeAxis, locale: Locale, plotWidth: number, font: ChartFont): TimeLabel[] {
  if (axis.count === 0) return [];
  const own = ownLabels(axis, locale, plotWidth, font);
  let [coarser, holds] = COARSER[axis.granularity] ?? [];
  const isClear = axis.granularity === "hour" ? axis.count <= CLEAR_HOURS : own.step <= (holds ?? 0);
  if (coarser === undefined || holds === undefined || isClear) return own.labels;
  for (;;) {
    const labels = coarseLabels(axis, locale, coarser, plotWidth / (axis.count / holds), font);
    if (labels && labels.length > 1) return labels;
    const [next, more]: readonly [Coarse, number] | readonly [] = COARSER[coarser] ?? [];
    if (next === undefined || more === undefined) return own.labels;
    coarser = next;
    holds *= more;
  }
}

/** Labels of the places themselves, and how many places apart they stand. */
function ownLabels(axis: TimeAxis, locale: Locale, plotWidth: number, font: ChartFont) {
  // No label is narrower than two letters and its air.
  let step = Math.max(1, Math.ceil((axis.count * font.size * 2) / plotWidth));
  for (;;) {
    const labels: TimeLabel[] = [];
    for (let place = axis.count - 1; place >= 0; place -= step)
      labels.unshift({ place, text: textOf(axis, locale, place) });
    nameFirstYear(labels, axis);
    const needed = Math.ceil((axis.count * (widest(labels, font) + font.size)) / Math.max(plotWidth, 1));
    if (needed <= step || step >= axis.count) return { labels, step };
    step = needed;
  }
}

function textOf({ startOf, granularity }: TimeAxis, locale: Locale, place: number): string {
  return formatBucketLabel(startOf(place), granularity, { locale }, { short: true });
}

/** `nov 25`: thirteen months begin and end with the same name. */
function nameFirstYear(labels: TimeLabel[], { startOf, granularity }: TimeAxis): void {
  const [first] = labels;
  const last = labels.at(-1);
  if (granularity !== "month" || !first || !last) return;
  const start = startOf(first.place);
  if (start.slice(0, 4) === startOf(last.place).slice(0, 4) || start.slice(5, 7) === "01") return;
  first.text = `${first.text} ${start.slice(2, 4)}`;
}

/** Labels where days, months or years begin, `spacing` px apart; null when even the fewest would touch. */
function coarseLabels(
  axis: TimeAxis,
  locale: Locale,
  coarse: Coarse,
  spacing: number,
  font: ChartFont,
): TimeLabel[] | null {
  // In December, whose short name is as long as any; the first of a year has its number too.
  const room = (every: number) =>
    spacing * every - font.size - estimateTextWidth(coarse === "year" ? "0000" : "ene 00", font);
  const every = EVERY[coarse].find((count) => room(count) >= 0);
  if (every === undefined) return null;
  const labels: TimeLabel[] = [];
  const end = axis.startOf(axis.count - 1);
  let bucket = startOfBucket(axis.startOf(0).slice(0, 10), coarse);
  if (bucket < axis.startOf(0).slice(0, 10)) bucket = addBuckets(bucket, coarse, 1);
  bucket = addBuckets(bucket, coarse, (every - (ordinal(bucket, coarse) % every)) % every);
  for (; bucket <= end; bucket = addBuckets(bucket, coarse, every)) {
    labels.push({
      place: placeFrom(axis, bucket),
      text: formatBucketLabel(bucket, coarse, { locale }, { short: true }),
    });
  }
  return labels;
}

/** Its number among its kind. */
function ordinal(start: string, coarse: Coarse): number {
  if (coarse === "day") return toEpochDay(start);
  const year = Number(start.slice(0, 4));
  return coarse === "year" ? year : year * 12 + Number(start.slice(5, 7)) - 1;
}

function widest(labels: readonly TimeLabel[], font: ChartFont): number {
  return labels.reduce((most, { text }) => Math.max(most, estimateTextWidth(text, font)), 0);
}
