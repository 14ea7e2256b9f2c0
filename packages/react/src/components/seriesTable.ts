import { endOfBucket, formatBucketLabel, type Granularity, type KpiUnit } from "@northstar/core";
import type { KpiFreshness, KpiSeries, KpiValue } from "../hooks/types.ts";
import type { Interface } from "./interface.ts";
import type { TileTable } from "./tileTable.ts";

/** Series over the same periods as a table, newest first. */
export function seriesTable({ title, granularity, lines, freshness }: SeriesTableOptions, { t }: Interface): TileTable {
  const points = lines[0]?.points ?? [];
  const order = points.map((_, index) => index).toReversed();
  const [first] = points;
  const last = points.at(-1);
  return {
    title,
    columns: [
      { id: "period", title: t("chart.period"), granularity },
      ...lines.map((line) => ({ id: line.id, title: line.title, unit: line.unit })),
    ],
    rows: order.map((index) => [
      points[index]?.start ?? null,
      ...lines.map((line) => line.points[index]?.value ?? null),
    ]),
    partial: order.flatMap((index, place) => (points[index]?.partial ? [place] : [])),
    period: first && last && [first.start.slice(0, 10), endOfBucket(last.start.slice(0, 10), granularity)],
    freshness,
  };
}

/** A KPI's number as a table: with its series, or beside what it is compared with. */
export function kpiTable(value: KpiValue, series: KpiSeries | null, title: string, ui: Interface): TileTable {
  const { kpi, freshness } = value;
  if (series) {
    const lines = [{ id: kpi.id, title: ui.t("chart.value"), unit: kpi.unit, points: series.points }];
    return seriesTable({ title, granularity: series.granularity, lines, freshness }, ui);
  }
  const start = (date: string) => formatBucketLabel(date, kpi.grain, ui.format);
  const before = value.comparisonRange;
  return {
    title,
    columns: [
      { id: "period", title: ui.t("chart.period") },
      { id: kpi.id, title: ui.t("chart.value"), unit: kpi.unit },
    ],
    rows: [
      [start(value.period.start), value.current],
      ...(before ? [[start(before[0].slice(0, 10)), value.previous]] : []),
    ],
    partial: value.period.partial ? [0] : [],
    period: [value.period.start, value.period.end],
    freshness,
  };
}

interface SeriesTableOptions {
  title: string;
  granularity: Granularity;
  lines: readonly {
    id: string;
    title: string;
    unit: KpiUnit;
    points: readonly { start: string; value: number | null; partial: boolean }[];
  }[];
  freshness: KpiFreshness | undefined;
}
