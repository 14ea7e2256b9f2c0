import {
  type ChartDrawing,
  type ChartInput,
  formatBucketLabel,
  formatValue,
  placeX,
  timeChartTexts,
  valueAt,
  valueY,
  withLabelAt,
} from "@northstar/core";
import { type CSSProperties, useMemo, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { Root } from "../components/Root.tsx";
import { ChartPlot } from "./ChartPlot.tsx";
import { ChartWalker } from "./ChartWalker.tsx";
import { summariseInWords } from "./summaryWords.ts";
import { TimeChartLegend } from "./TimeChartLegend.tsx";
import { TimeChartTable } from "./TimeChartTable.tsx";
import type { TimeChartProps } from "./timeChartProps.ts";
import { placeInWords, targetLabel, tickFormatter } from "./timeChartWords.ts";
import { placeOf, placeWithin, readTimeData } from "./timeData.ts";
import { useChartBox } from "./useChartBox.ts";
import { useSameSeries } from "./useSameSeries.ts";

/** What charts over time share: measuring, walking, choosing, words, legend and the table twin. */
export function TimeChart({ className, style, ...props }: TimeChartProps & TimeChartKind) {
  return (
    <Root className={className} style={style}>
      <Figure {...props} />
    </Root>
  );
}

function Figure({ draw, kind, ...props }: TimeChartProps & TimeChartKind) {
  const series = useSameSeries(props.series);
  const { title, starts, isLastPartial, target, bands, firings, marks, unit, granularity, height = 200, view } = props;
  const { selected, onSelect, onDrill, expectedWidth } = props;
  const ui = useInterface(timeChartTexts);
  const { t, format } = ui;
  const [isOwnTable, setOwnTable] = useState(false);
  const isTable = view === undefined ? isOwnTable : view === "table";
  const [canvas, box] = useChartBox<HTMLDivElement>(
    expectedWidth === undefined ? undefined : { width: expectedWidth, height },
  );

  const data = useMemo(
    () => readTimeData({ series, starts, granularity, isLastPartial }),
    [series, starts, granularity, isLastPartial],
  );
  const fired = useMemo(
    () =>
      (firings ?? []).map(({ start, label, level, series: id }) => ({
        place: placeWithin(data.axis, start),
        label,
        level,
        series: Math.max(
          0,
          data.series.findIndex((one) => one.id === id),
        ),
      })),
    [firings, data],
  );
  const marked = useMemo(
    () =>
      (marks ?? []).flatMap(({ start, label }) => {
        const place = placeWithin(data.axis, start);
        return place < 0 ? [] : { place, label };
      }),
    [marks, data],
  );
  // Said with their place, as alerts are, and in its row.
  const noted = [...marked, ...fired];
  const drawing = useMemo((): ChartDrawing | null => {
    if (!box) return null;
    return draw({
      ...data,
      locale: format.locale,
      target: target === undefined ? undefined : { value: target, label: targetLabel(target, unit, ui) },
      bands,
      firings: fired,
      marks: marked,
      formatTick: tickFormatter(data, unit, ui),
      formatLabel: (value) => formatValue(value, unit, format).full,
      ...box,
    });
  }, [box, data, target, bands, fired, marked, unit, ui, format, draw]);
  const summary = useMemo(
    () => summariseInWords({ title, series, starts, granularity, isLastPartial, unit, target }, ui),
    [title, series, starts, granularity, isLastPartial, unit, target, ui],
  );

  const { axis } = data;
  const chosen = placeOf(axis, selected);
  const labels = useMemo(() => {
    if (!drawing || !box || chosen === null || drawing.isDense) return drawing?.labels ?? [];
    const text = formatBucketLabel(axis.startOf(chosen), axis.granularity, format, { short: true });
    return withLabelAt(drawing, { place: chosen, text }, box.font);
  }, [drawing, box, chosen, axis, format]);
  const locate = (place: number) => {
    if (!drawing) return null;
    const dots = data.series.flatMap(({ id, values, colour }) => {
      const value = valueAt(values, place);
      const y = value === null ? null : valueY(drawing, value);
      return y === null ? [] : [{ id, y, colour }];
    });
    return { x: placeX(drawing, place), points: kind === "line" ? dots : [] };
  };
  const keys = onSelect ? (onDrill ? "chart.keys_select_drill" : "chart.keys_select") : "chart.keys_drill";

  return (
    <figure className="ns-chart" data-kind={kind} style={{ "--ns-chart-height": `${height}px` } as CSSProperties}>
      {isTable ? (
        <TimeChartTable title={title} data={data} unit={unit} height={height} fired={noted} />
      ) : (
        <ChartWalker
          className="ns-chart-walker"
          label={title}
          hint={onSelect || onDrill ? `${t("chart.keys")} ${t(keys)}` : t("chart.keys")}
          summary={summary}
          count={axis.count}
          describe={(place) => placeInWords(place, data, unit, chosen === place, ui, noted)}
          locate={locate}
          selected={chosen}
          onSelect={onSelect && ((place) => onSelect(place === null ? null : axis.startOf(place)))}
          onDrill={onDrill && ((place) => onDrill(axis.startOf(place)))}
        >
          <div ref={canvas} className="ns-chart-drawing">
            {drawing && <ChartPlot drawing={drawing} labels={labels} selected={chosen} />}
            {drawing && !drawing.scale && (
              // Said by the summary.
              <p className="ns-plot-empty" aria-hidden="true">
                {t("chart.empty")}
              </p>
            )}
          </div>
        </ChartWalker>
      )}
      {!isTable && <TimeChartLegend kind={kind} data={data} bands={bands} />}
      {view === undefined && (
        <button type="button" className="ns-link" aria-pressed={isTable} onClick={() => setOwnTable(!isTable)}>
          {t(isTable ? "chart.as_chart" : "chart.as_table")}
        </button>
      )}
    </figure>
  );
}

interface TimeChartKind {
  kind: "line" | "bar" | "area";
  /** Makes the drawing; the same function in every render. */
  draw(input: ChartInput): ChartDrawing;
}
