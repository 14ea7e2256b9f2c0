import type { DateRange } from "@northstar/core";
import { dimensionTitle, formatBucketLabel } from "@northstar/core";
import { useMemo } from "react";
import { AreaChart } from "../charts/AreaChart.tsx";
import { BarChart } from "../charts/BarChart.tsx";
import { BarList } from "../charts/BarList.tsx";
import { LineChart } from "../charts/LineChart.tsx";
import { Delta } from "../components/Delta.tsx";
import { Figure } from "../components/Figure.tsx";
import { EmptyState } from "../components/states.tsx";
import type { KpiValue } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { columnTitle, keyWords } from "./chartTable.ts";
import type { ChartsInterface } from "./texts.ts";
import type { ChartData } from "./useChartData.ts";

/** Bars of a list: of more, the largest. The table has them all. */
const MOST_BARS = 12;

/** A chart's numbers, drawn as its plan says. */
export function ChartDrawing({ title, data, ui, height = 240 }: ChartDrawingProps) {
  const { plan, reading } = data;
  const isEmpty = reading.rows.every(({ values }) => Object.values(values).every((value) => value === null));
  if (isEmpty) return <EmptyState />;
  // Cut off in time, a line would seem to end.
  if (reading.isCut && reading.granularity !== null && plan.kind !== "table") {
    return <EmptyState title={ui.t("own_charts.too_many")} detail={ui.t("own_charts.too_many_detail")} />;
  }
  if (plan.kind === "number") return <Numbers data={data} ui={ui} />;
  if (plan.kind === "table") return <Rows title={title} data={data} ui={ui} />;
  return reading.granularity === null ? (
    <Bars title={title} data={data} ui={ui} />
  ) : (
    <Lines title={title} data={data} ui={ui} height={height} />
  );
}

const TIME_CHARTS = { line: LineChart, area: AreaChart, bar: BarChart } as const;

function Lines({ title, data, ui, height }: Required<ChartDrawingProps>) {
  const { plan, reading, lines } = data;
  const [dimension] = plan.rows.by.keys();
  const series = useMemo(
    () =>
      lines.lines.map(({ id, measure, value, isBefore, points }) => ({
        id,
        title: isBefore
          ? ui.t("own_charts.before_line")
          : dimension === undefined
            ? measure.title[ui.format.locale]
            : keyWords(dimension, value, ui),
        points,
        isNeutral: isBefore,
      })),
    [lines, dimension, ui],
  );
  const Chart = TIME_CHARTS[plan.kind === "area" || plan.kind === "bar" ? plan.kind : "line"];
  return (
    <>
      <Chart
        title={title}
        unit={plan.measures[0]?.unit ?? "count"}
        granularity={reading.granularity ?? "day"}
        series={series}
        height={height}
        view="chart"
      />
      {lines.left > 0 && <p className="ns-note">{ui.t.plural("own_charts.more_values", lines.left)}</p>}
    </>
  );
}

function Bars({ title, data, ui }: ChartDrawingProps) {
  const { plan, reading } = data;
  const [dimension = ""] = plan.rows.by.keys();
  const [first, second] = reading.columns;
  if (!first) return null;
  const left = reading.rows.length - MOST_BARS;
  return (
    <>
      {second && <p className="ns-note">{ui.t("own_charts.second", { title: columnTitle(second, ui) })}</p>}
      <BarList
        title={title}
        unit={first.unit}
        secondaryTitle={second && columnTitle(second, ui)}
        rows={reading.rows.slice(0, MOST_BARS).map(({ keys, values, before }) => ({
          key: keys[dimension] ?? "",
          label: keyWords(dimension, keys[dimension] ?? null, ui),
          value: values[first.measure.id] ?? null,
          ...(second && {
            secondary: { value: (second.isBefore ? before : values)?.[second.measure.id] ?? null, unit: second.unit },
          }),
        }))}
      />
      {left > 0 && <p className="ns-note">{ui.t.plural("own_charts.more_values", left)}</p>}
    </>
  );
}

function Rows({ title, data, ui }: ChartDrawingProps) {
  const { plan, reading } = data;
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const columns = useMemo((): DataColumn<ChartData["reading"]["rows"][number]>[] => {
    const { granularity } = reading;
    return [
      ...(granularity
        ? [
            {
              id: "period",
              title: ui.t("chart.period"),
              isLead: true,
              value: (row: { start: string | null }) => row.start,
              cell: (row: { start: string | null }) => formatBucketLabel(row.start ?? "", granularity, ui.format),
            },
          ]
        : []),
      ...[...plan.rows.by.keys()].map((name, index) => ({
        id: name,
        title: dimensionTitle(name, known, ui.format.locale),
        isLead: index === 0 && !granularity,
        value: (row: { keys: Readonly<Record<string, string | null>> }) => keyWords(name, row.keys[name] ?? null, ui),
      })),
      ...reading.columns.map((column) => ({
        id: column.id,
        title: columnTitle(column, ui),
        unit: column.unit,
        polarity: column.measure.polarity,
        bar: plan.rows.by.size > 0 && !column.isBefore,
        value: (row: ChartData["reading"]["rows"][number]) =>
          (column.isBefore ? row.before : row.values)?.[column.measure.id] ?? null,
      })),
    ];
  }, [plan, reading, known, ui]);
  return <DataTable title={title} rows={reading.rows} columns={columns} maxHeight={360} />;
}

function Numbers({ data: { plan, reading, freshness }, ui }: Omit<ChartDrawingProps, "title">) {
  const [row] = reading.rows;
  return (
    <div className="ns-own-numbers">
      {plan.measures.map((measure) => {
        const value: KpiValue = {
          kpi: measure,
          period: plan.rows.period,
          current: row?.values[measure.id] ?? null,
          previous: row?.before?.[measure.id] ?? null,
          comparisonRange: reading.beforeRange as DateRange | null,
          complete: null,
          completePeriod: reading.range,
          level: "unknown",
          freshness,
        };
        return (
          <div key={measure.id} className="ns-own-number">
            {plan.measures.length > 1 && <p className="ns-note">{measure.title[ui.format.locale]}</p>}
            <Figure value={value.current} unit={measure.unit} />
            <Delta value={value} />
          </div>
        );
      })}
    </div>
  );
}

interface ChartDrawingProps {
  title: string;
  data: ChartData;
  ui: ChartsInterface;
  /** px of a chart over time. @default 240 */
  height?: number;
}
