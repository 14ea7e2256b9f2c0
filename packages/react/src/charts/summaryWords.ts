import { formatBucketLabel, formatValue, summariseSeries, valueAt } from "@northstar/core";
import type { Interface } from "../components/interface.ts";
import type { TimeChartProps } from "./timeChartProps.ts";
import { readTimeData } from "./timeData.ts";

/** A chart in a sentence for each series, and what is special about it. */
export function summariseInWords(
  {
    title,
    unit,
    target,
    ...rest
  }: Pick<TimeChartProps, "title" | "series" | "starts" | "isLastPartial" | "unit" | "granularity" | "target">,
  { t, format }: Interface,
): string {
  const { axis, series, partialLast } = readTimeData(rest);
  const sentences = series.map((one) => {
    const name = series.length > 1 ? `${title}, ${one.title}` : title;
    const places = summariseSeries(one.values);
    if (!places) return t("chart.summary_empty", { title: name });
    const value = (place: number) => formatValue(valueAt(one.values, place), unit, format).full;
    const period = (place: number) => formatBucketLabel(axis.startOf(place), axis.granularity, format);
    return t("chart.summary", {
      title: name,
      count: axis.count,
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
  if (partialLast) sentences.push(t("chart.summary_partial"));
  if (target !== undefined)
    sentences.push(t("chart.summary_target", { target: formatValue(target, unit, format).full }));
  return sentences.join(" ");
}
