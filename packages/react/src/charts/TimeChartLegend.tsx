import { capitalise, formatBucketLabel } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { Swatch } from "./ChartWalker.tsx";
import type { TimeChartProps } from "./timeChartProps.ts";
import type { TimeData } from "./timeData.ts";

/** Bars of several series have a legend: a bar has no end to write a name at. Of lines only what is allowed has one. */
export function TimeChartLegend({ kind, data: { axis, series, partialLast }, bands }: TimeChartLegendProps) {
  const { t, format } = useInterface();
  const allowed = bands?.find(({ level }) => level === undefined);
  if (kind === "line" && allowed) {
    return (
      <figcaption className="ns-legend">
        <span>
          <span className="ns-swatch ns-swatch-band" aria-hidden="true" />
          {allowed.label}
        </span>
      </figcaption>
    );
  }
  if (kind !== "bar" || series.length < 2) return null;
  const running = partialLast && axis.count > 0 ? axis.startOf(axis.count - 1) : null;
  return (
    <figcaption className="ns-legend">
      {series.map(({ id, title, colour }) => (
        <span key={id}>
          <Swatch colour={colour} />
          {title}
        </span>
      ))}
      {running !== null && (
        <span>
          {t("chart.running_hatched", {
            period: capitalise(formatBucketLabel(running, axis.granularity, format), format),
          })}
        </span>
      )}
    </figcaption>
  );
}

interface TimeChartLegendProps extends Pick<TimeChartProps, "bands"> {
  kind: "line" | "bar" | "area";
  data: TimeData;
}
