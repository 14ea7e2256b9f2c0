import {
  type ChartInput,
  type ChartOption,
  capitalise,
  formatBucketLabel,
  formatValue,
  type KpiUnit,
} from "@northstar/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { type Interface, useInterface } from "../components/interface.ts";
import { ChartTable } from "./ChartTable.tsx";
import { ChartWalker, type ChartWords, Swatch } from "./ChartWalker.tsx";
import type { LocateValue } from "./echart.tsx";
import { PAGE_PALETTE } from "./palette.ts";
import { summariseInWords } from "./summaryWords.ts";
import type { TimeChartProps, TimeSeries } from "./timeChartProps.ts";
import { useChartBox } from "./useChartBox.ts";

const EChart = lazy(() => import("./echart.tsx").then((module) => ({ default: module.EChart })));

/** What a line and a bar chart over time share: measuring, walking, words, legend and the table twin. */
export function TimeChart({ kind, makeOption, ...props }: TimeChartProps & TimeChartKind) {
  const { title, series, target, band, marks, unit, granularity, height = 200, view } = props;
  const ui = useInterface();
  const [isOwnTable, setOwnTable] = useState(false);
  const isTable = view === undefined ? isOwnTable : view === "table";
  const [canvas, box] = useChartBox<HTMLDivElement>();
  // A function in state has to be wrapped, or React calls it.
  const [located, setLocated] = useState<{ locate: LocateValue } | null>(null);

  const points = series[0]?.points ?? [];
  const input = useMemo((): ChartInput | null => {
    if (!box) return null;
    const labelled = series[0]?.points ?? [];
    return {
      categories: labelled.map(({ start }) => formatBucketLabel(start, granularity, ui.format, { short: true })),
      series: series.map((one) => ({
        id: one.id,
        title: one.title,
        values: one.points.map(({ value }) => value),
        colour: one.colour ?? (one.isNeutral ? PAGE_PALETTE.neutral : undefined),
      })),
      partialLast: labelled.at(-1)?.partial ?? false,
      target: target === undefined ? undefined : { value: target, label: targetLabel(target, unit, ui) },
      band,
      marks: (marks ?? []).flatMap(({ start, label }) => {
        const index = labelled.findLastIndex((point) => point.start <= start);
        return index <= 0 ? [] : [{ index, label }];
      }),
      formatTick: tickFormatter(series, unit, ui),
      formatLabel: (value) => formatValue(value, unit, ui.format).full,
      palette: PAGE_PALETTE,
      font: box.font,
      width: box.width,
      height: box.height,
    };
  }, [box, series, granularity, target, band, marks, unit, ui]);
  const option = useMemo(() => (input ? makeOption(input) : null), [input, makeOption]);

  const colours = series.map(
    (one, index) =>
      one.colour ?? (one.isNeutral ? PAGE_PALETTE.neutral : (PAGE_PALETTE.categories[index] ?? PAGE_PALETTE.neutral)),
  );
  const words = (index: number): ChartWords => placeInWords(index, props, colours, ui);
  const locate = (index: number) => {
    const known = series.flatMap((one, place) => {
      const value = one.points[index]?.value ?? null;
      return value === null ? [] : [{ value, colour: colours[place] ?? "" }];
    });
    const anchor = located?.locate(index, known[0]?.value ?? 0);
    if (!anchor || !located) return null;
    const dots = known.map(({ value, colour }) => ({ y: located.locate(index, value)?.[1] ?? 0, colour }));
    return { x: anchor[0], points: kind === "line" ? dots : [] };
  };

  return (
    <figure className="ns-chart" style={{ "--ns-chart-height": `${height}px` } as React.CSSProperties}>
      {isTable ? (
        <div style={{ "--ns-table-height": `${height}px` } as React.CSSProperties}>
          <ChartTable
            caption={ui.t("chart.table_of", { title })}
            columns={[ui.t("chart.period"), ...series.map((one) => one.title)]}
            rows={points.map((_, index) => [
              words(index).title,
              ...series.map((one) => formatValue(one.points[index]?.value ?? null, unit, ui.format).full),
            ])}
          />
        </div>
      ) : (
        <ChartWalker
          className="ns-chart-walker"
          label={title}
          hint={ui.t("chart.keys")}
          summary={summariseInWords(props, ui)}
          count={points.length}
          describe={words}
          locate={locate}
        >
          <div ref={canvas} className="ns-chart-drawing" style={{ fontSize: "var(--ns-font-12)" }}>
            {box && option && (
              <Suspense fallback={<div className="ns-skeleton-block" />}>
                <EChart
                  option={option}
                  width={box.width}
                  height={box.height}
                  onReady={(found) => setLocated({ locate: found })}
                />
              </Suspense>
            )}
          </div>
        </ChartWalker>
      )}
      {!isTable && <Legend {...props} kind={kind} colours={colours} />}
      {view === undefined && (
        <button type="button" className="ns-link" aria-pressed={isTable} onClick={() => setOwnTable(!isTable)}>
          {ui.t(isTable ? "chart.as_chart" : "chart.as_table")}
        </button>
      )}
    </figure>
  );
}

/** Four digits are read faster in full; where there are more, the magnitude is enough. One form for all ticks of an axis. */
function tickFormatter(series: readonly TimeSeries[], unit: KpiUnit, { format }: Interface) {
  const largest = Math.max(0, ...series.flatMap((one) => one.points.map(({ value }) => Math.abs(value ?? 0))));
  return (value: number) => {
    const digits = Number.isInteger(unit === "percent" ? Math.round(value * 1e6) / 1e4 : value) ? 0 : 1;
    const options = { digits: unit === "ratio" && digits > 0 ? 2 : digits, compact: largest >= 10_000 };
    return formatValue(value, unit, format, options)[unit === "percent" ? "full" : "text"];
  };
}

function targetLabel(target: number, unit: KpiUnit, { t, format }: Interface): string {
  return t("kpi.target", { value: formatValue(target, unit, format).full });
}

/** Bars of several series have a legend: a bar has no end to write a name at. Of lines only the band has one. */
function Legend({
  kind,
  series,
  granularity,
  colours,
  band,
}: TimeChartProps & { kind: string; colours: readonly string[] }) {
  const { t, format } = useInterface();
  if (kind === "line" && band) {
    return (
      <figcaption className="ns-legend">
        <span>
          <span className="ns-swatch ns-swatch-band" aria-hidden="true" />
          {band.label}
        </span>
      </figcaption>
    );
  }
  if (kind !== "bar" || series.length < 2) return null;
  const last = series[0]?.points.at(-1);
  return (
    <figcaption className="ns-legend">
      {series.map((one, index) => (
        <span key={one.id}>
          <Swatch colour={colours[index] ?? ""} />
          {one.title}
        </span>
      ))}
      {last?.partial && (
        <span>
          {t("chart.running_hatched", {
            period: capitalise(formatBucketLabel(last.start, granularity, format), format),
          })}
        </span>
      )}
    </figcaption>
  );
}

function placeInWords(
  index: number,
  { series, unit, granularity }: TimeChartProps,
  colours: readonly string[],
  { t, format }: Interface,
): ChartWords {
  const point = series[0]?.points[index];
  const label = point ? formatBucketLabel(point.start, granularity, format) : "";
  const title = point?.partial ? `${label} (${t("chart.partial")})` : label;
  const rows = series.map((one, place) => {
    const value = one.points[index]?.value ?? null;
    const text = value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
    return { name: one.title, value: text, colour: colours[place] ?? "" };
  });
  const values = rows.map((row) => (rows.length > 1 ? `${row.name} ${row.value}` : row.value)).join(", ");
  return { title, rows, sentence: t("chart.point", { period: title, values }) };
}

interface TimeChartKind {
  kind: "line" | "bar" | "area";
  makeOption(input: ChartInput): ChartOption;
}
