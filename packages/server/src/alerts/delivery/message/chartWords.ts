import {
  countDays,
  type FormatContext,
  formatBucketLabel,
  formatValue,
  type Granularity,
  type Translator,
} from "@northstar/core";
import type { AlertMessage } from "../../types.ts";
import { kpiUnitOf } from "./figures.ts";
import type { ChartWords } from "./MessageWords.ts";
import type { MailKey } from "./texts.ts";

/** What is written around the line; null when there is no line to show. */
export function chartWords(
  { series, alerts: [alert], kpiTitles, event }: AlertMessage,
  format: FormatContext,
  translate: Translator<MailKey>,
): ChartWords | null {
  const known = (series ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  const [first, last] = [series?.at(0), series?.at(-1)];
  if (!alert || !first || !last || known.length < 2 || event === "lost_sight") return null;
  const granularity = granularityOf(series ?? []);
  const unit = kpiUnitOf(alert);
  const labelOf = (value: number) => (unit ? formatValue(value, unit, format).full : null);
  const [high, low] = [labelOf(Math.max(...known)), labelOf(Math.min(...known))];
  const kpi = alert.kpis[0];
  const title = (kpi && kpiTitles[kpi]?.[format.locale]) ?? alert.rule.title[format.locale];
  const ends = {
    first: formatBucketLabel(first.start, granularity, format),
    last: formatBucketLabel(last.start, granularity, format),
  };
  const description =
    high && low ? translate("mail.chart", { title, ...ends, low, high }) : `${title}: ${ends.first} – ${ends.last}`;
  return { title, description, ...ends, range: high && low ? translate("mail.range", { low, high }) : null };
}

/** How far apart the starts of a line are. */
export function granularityOf(series: readonly { start: string }[]): Granularity {
  const [one, other] = [series[0]?.start, series[1]?.start];
  if (one === undefined || other === undefined) return "day";
  const days = countDays(one.slice(0, 10), other.slice(0, 10)) - 1;
  if (days < 1 || (days === 1 && one.length > 10 && one.slice(11, 13) !== other.slice(11, 13))) return "hour";
  if (days < 7) return "day";
  if (days < 28) return "week";
  if (days < 90) return "month";
  return days < 300 ? "quarter" : "year";
}
