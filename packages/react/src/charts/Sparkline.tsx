import {
  formatBucketLabel,
  formatValue,
  type Granularity,
  type KpiUnit,
  type Level,
  type Point,
  sparklineShape,
} from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import type { SeriesPoint } from "../hooks/types.ts";
import { ChartWalker } from "./ChartWalker.tsx";
import { summariseInWords } from "./summaryWords.ts";

/** A small line without axes, drawn by itself so that a first card needs no chart library. Nothing where no value is known. */
export function Sparkline({ className, style, ...props }: SparklineProps) {
  return (
    <Root className={className} style={style}>
      <Line {...props} />
    </Root>
  );
}

function Line({
  title,
  unit,
  granularity,
  points,
  target,
  level = "unknown",
  height = 44,
}: Omit<SparklineProps, keyof BoxProps>) {
  const ui = useInterface();
  const { t, format } = ui;
  const shape = sparklineShape({
    values: points.map(({ value }) => value),
    partialLast: points.at(-1)?.partial ?? false,
    target,
  });
  if (!shape.end) return null;

  const describe = (index: number) => {
    const point = points[index];
    const label = point ? formatBucketLabel(point.start, granularity, format) : "";
    const period = point?.partial ? `${label} (${t("chart.partial")})` : label;
    const value = point?.value ?? null;
    const text = value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
    return {
      title: period,
      rows: [{ name: title, value: text, colour: "" }],
      sentence: t("chart.point", { period, values: text }),
    };
  };

  return (
    <div
      className="ns-sparkline"
      data-level={level}
      style={{ "--ns-chart-height": `${height}px` } as React.CSSProperties}
    >
      <ChartWalker
        className="ns-chart"
        label={title}
        hint={t("chart.keys")}
        summary={summariseInWords({ title, unit, granularity, target, series: [{ id: title, title, points }] }, ui)}
        count={points.length}
        describe={describe}
        locate={(index, size) => {
          const at = shape.points[index] ?? null;
          const x = points.length === 1 ? 50 : (index / (points.length - 1)) * 100;
          const dot = at
            ? [{ y: (at[1] / 100) * size.height, colour: "var(--ns-spark-colour, var(--ns-accent))" }]
            : [];
          return { x: (x / 100) * size.width, points: dot };
        }}
      >
        <svg className="ns-sparkline-drawing" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {shape.targetY !== null && <path className="ns-sparkline-target" d={`M0 ${shape.targetY}H100`} />}
          {shape.solid.map((stretch) => (
            <path
              key={stretch[0]?.[0]}
              className={stretch.length === 1 ? "ns-sparkline-alone" : undefined}
              d={pathOf(stretch)}
            />
          ))}
          {shape.dashed && <path className="ns-sparkline-partial" d={pathOf(shape.dashed)} />}
        </svg>
        <span className="ns-sparkline-end" style={{ left: `${shape.end[0]}%`, top: `${shape.end[1]}%` }} />
      </ChartWalker>
    </div>
  );
}

/** A point alone is a stroke of no length, which round caps make a dot. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  return `M${first.join(" ")}${rest.length === 0 ? "h0" : ""}${rest.map((point) => `L${point.join(" ")}`).join("")}`;
}

export interface SparklineProps extends BoxProps {
  /** Names it to screen readers. */
  title: string;
  unit: KpiUnit;
  granularity: Granularity;
  points: readonly SeriesPoint[];
  /** A dotted line at this value. */
  target?: number | undefined;
  /** Amber and red are drawn in their colours. @default "unknown" */
  level?: Level;
  /** Pixels. @default 44 */
  height?: number;
}
