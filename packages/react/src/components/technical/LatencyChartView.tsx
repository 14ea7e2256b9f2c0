import { formatValue } from "@northstar/core";
import { useMemo } from "react";
import { useChartAlerts } from "../../alerts/useChartAlerts.tsx";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import { LineChart } from "../../charts/LineChart.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import { useChartChoice } from "../../filters/useChartChoice.ts";
import type { KpiRowsValue, KpiValue, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { NoValue } from "../NoValue.tsx";
import { PartState } from "../PartState.tsx";
import { Tile } from "../Tile.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { KpiNumber, KpiNumbersSkeleton } from "./KpiNumber.tsx";
import { latencyTable } from "./tables.ts";
import { TEXTS } from "./texts.ts";

const PERCENTILES = ["p50", "p95", "p99"] as const;
const HEIGHT = 320;

/** From an event to its update in the CRM: three percentiles over time beside what is allowed, clock skew counted apart. Drawn from states. */
export function LatencyChartView({ numbers, series, skew, drill }: LatencyChartViewProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const trend = shownValue(series);
  const skewed = shownValue(skew);
  const lines = useMemo(
    () =>
      PERCENTILES.map((percentile) => ({
        id: percentile,
        title: percentile,
        points: (trend?.rows ?? []).map(({ start, partial, values }) => ({
          start: start ?? "",
          partial,
          value: toMinutes(values[`crm_latency_${percentile}`] ?? null),
        })),
      })),
    [trend],
  );
  const marks = useMemo(() => definitionMarks(trend?.kpis ?? [], ui), [trend, ui]);
  const places = useChartChoice(drill, "crm_latency_p95", trend?.granularity);
  const kpi = shownValue(numbers)?.p95.kpi ?? null;
  const alerts = useChartAlerts(kpi, trend?.granularity, "p95");
  // Of the percentile that the limit is for, in the axis' unit.
  const bands = useMemo(() => {
    const limit = kpi?.thresholds?.amber;
    if (limit === undefined) return [];
    const label = t("technical.latency_slo", { limit: formatValue(limit, "seconds", format).full });
    const inMinutes = alerts.bands.map((band) => ({ ...band, from: toMinutes(band.from), to: toMinutes(band.to) }));
    return [{ from: 0, to: limit / 60, label }, ...inMinutes];
  }, [kpi, alerts.bands, t, format]);
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.latency")}
      state={numbers}
      table={() => trend && latencyTable(trend, ui)}
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      badges={(loaded) => <LateBadge freshness={loaded.p95.freshness} />}
      tools={(loaded) => <FreshnessMark freshness={loaded.p95.freshness} />}
      skeleton={
        <>
          <KpiNumbersSkeleton labels={PERCENTILES} />
          <ChartSkeleton />
          <p className="ns-note" aria-hidden="true">
            <span className="ns-skeleton">{t("technical.skew_none")}</span>
          </p>
        </>
      }
    >
      {(loaded) => {
        return (
          <>
            {alerts.feed}
            <div className="ns-numbers" data-tight="">
              {PERCENTILES.map((percentile) => (
                <KpiNumber key={percentile} label={percentile} value={loaded[percentile]} drill={drill} />
              ))}
            </div>
            {loaded.p50.current === null ? (
              <NoValue value={loaded.p50} />
            ) : trend?.granularity ? (
              <TilePlot height={HEIGHT}>
                <LineChart
                  {...places}
                  title={`${t("technical.latency")}, ${t("technical.minutes")}`}
                  unit="minutes"
                  granularity={trend.granularity}
                  series={lines}
                  marks={marks}
                  bands={bands}
                  firings={alerts.firings}
                  height={HEIGHT}
                  view="chart"
                />
              </TilePlot>
            ) : (
              <PartState state={series}>
                <ChartSkeleton />
              </PartState>
            )}
            {(skewed || skew.status === "loading") && (
              <p className="ns-note" style={{ visibility: skewed ? "visible" : "hidden" }}>
                {skewed?.current ? t.plural("technical.skew", skewed.current) : t("technical.skew_none")}
              </p>
            )}
          </>
        );
      }}
    </Tile>
  );
}

/** The room of the lines and of the words under them. */
function ChartSkeleton() {
  const { t } = useInterface(TEXTS);
  return (
    <div aria-hidden="true">
      <div style={{ blockSize: HEIGHT }}>
        <div className="ns-skeleton-block" />
      </div>
      <p className="ns-legend">
        <span>
          <span className="ns-skeleton">{t("technical.latency_slo", { limit: "0 min" })}</span>
        </span>
      </p>
    </div>
  );
}

/** One unit for the whole axis: seconds would change theirs on the way up. */
function toMinutes(seconds: number | null): number | null {
  return seconds === null ? null : seconds / 60;
}

export interface LatencyNumbers {
  p50: KpiValue;
  p95: KpiValue;
  p99: KpiValue;
}

export interface LatencyChartViewProps {
  /** Of the whole period. */
  numbers: Loadable<LatencyNumbers>;
  /** The three percentiles by day or week. */
  series: Loadable<KpiRowsValue>;
  /** Events that reached the CRM before they happened. */
  skew: Loadable<KpiValue>;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
