import { formatBucketLabel, formatValue, summariseSeries } from "@northstar/core";
import type { Interface } from "../components/interface.ts";
import type { TimeChartProps } from "./timeChartProps.ts";

/** A chart in a sentence for each series, and what is special about it. */
export function summariseInWords(
  {
    title,
    series,
    unit,
    granularity,
    target,
  }: Pick<TimeChartProps, "title" | "series" | "unit" | "granularity" | "target">,
  { t, format }: Interface,
): string {
  const sentences = series.map((one) => {
    const name = series.length > 1 ? `${title}, ${one.title}` : title;
    const places = summariseSeries(one.points.map(({ value }) => value));
    if (!places) return t("chart.summary_empty", { title: name });
    const value = (index: number) => formatValue(one.points[index]?.value ?? null, unit, format).full;
    const period = (index: number) => formatBucketLabel(one.points[index]?.start ?? "", granularity, format);
    return t("chart.summary", {
      title: name,
      count: one.points.length,
      first: value(places.first),
      firstPeriod: period(places.first),
      last: value(places.last),
      lastPeriod: period(places.last),
      min: value(places.min),
      minPeriod: period(places.min),
      max: value(places.max),
      maxPeriod: period(places.max),
    });
  });
  if (series[0]?.points.at(-1)?.partial) sentences.push(t("chart.summary_partial"));
  if (target !== undefined)
    sentences.push(t("chart.summary_target", { target: formatValue(target, unit, format).full }));
  return sentences.join(" ");
}
