import { dayTotals, type SeriesPoint } from "@northstar/core";
import type { KpiRowsValue, KpiValue } from "../../hooks/types.ts";

import { seriesTable } from "../seriesTable.ts";
import type { TileTable } from "../tileTable.ts";
import type { TechnicalInterface } from "./texts.ts";
import type { FlowUptimes } from "./UptimeView.tsx";

/** A row for each flow and day, the worst flow first. */
export function uptimeTable({ strips, freshness }: FlowUptimes, { t }: TechnicalInterface): TileTable {
  const days = strips[0]?.days ?? [];
  const [first] = days;
  const last = days.at(-1);
  const rows = strips.flatMap((strip) => strip.days.map((day) => ({ label: strip.label, ...day })));
  return {
    title: t("technical.uptime"),
    columns: [
      { id: "flow", title: t("technical.flow") },
      { id: "day", title: t("technical.weekday"), granularity: "day" },
      { id: "uptime", title: t("uptime.total"), unit: "percent" },
    ],
    rows: rows.map(({ label, start, uptime }) => [label, start, uptime]),
    partial: rows.flatMap(({ partial }, place) => (partial ? [place] : [])),
    period: first && last && [first.start, last.start],
    freshness,
  };
}

/** Events of each day, newest first. */
export function eventsTable(points: readonly SeriesPoint[], events: KpiValue, ui: TechnicalInterface): TileTable {
  const lines = [
    { id: "events_ingested", title: ui.t("technical.occurred"), unit: events.kpi.unit, points: dayTotals(points) },
  ];
  return seriesTable(
    { title: ui.t("technical.events_by_day"), granularity: "day", lines, freshness: events.freshness },
    ui,
  );
}

/** The percentiles of each bucket in seconds, newest first. */
export function latencyTable({ rows, kpis, granularity, freshness }: KpiRowsValue, ui: TechnicalInterface): TileTable {
  const lines = kpis.map(({ id, unit }) => ({
    id,
    title: id.slice(id.lastIndexOf("_") + 1),
    unit,
    points: rows.map(({ start, partial, values }) => ({ start: start ?? "", partial, value: values[id] ?? null })),
  }));
  return seriesTable({ title: ui.t("technical.latency"), granularity: granularity ?? "day", lines, freshness }, ui);
}
