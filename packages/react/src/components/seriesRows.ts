import { type FormatContext, formatBucketLabel, formatValue, type Translator } from "@northstar/core";
import type { KpiSeries } from "../hooks/types.ts";

/** A series as rows of a table, newest first. */
export function seriesRows({ points, granularity, kpi }: KpiSeries, format: FormatContext, t: Translator): string[][] {
  return points.toReversed().map((point) => {
    const label = formatBucketLabel(point.start, granularity, format);
    return [
      point.partial ? `${label} (${t("chart.partial")})` : label,
      point.value === null ? t("chart.no_value") : formatValue(point.value, kpi.unit, format).full,
    ];
  });
}
