import { formatBucketLabel, formatMonthName, formatValue } from "@northstar/core";
import { useMemo } from "react";
import { useChartAlerts } from "../alerts/useChartAlerts.tsx";
import { definitionMarks } from "../charts/definitionMarks.ts";
import { LineChart } from "../charts/LineChart.tsx";
import { ProgressBar } from "../charts/ProgressBar.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import { useChartChoice } from "../filters/useChartChoice.ts";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";
import { Delta, DeltaSkeleton } from "./Delta.tsx";
import { Figure, FigureSkeleton } from "./Figure.tsx";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { shownSeries, shownValue } from "./loadable.ts";
import { NoValue } from "./NoValue.tsx";
import { PartState } from "./PartState.tsx";
import { kpiTable } from "./seriesTable.ts";
import { Tile } from "./Tile.tsx";
import { TilePlot } from "./tileTwin.tsx";
import { Why } from "./Why.tsx";

const CHART_HEIGHT = 212;

/** The one number that matters most, with its way there: drawn from states. */
export function NorthStarCardView({ state, series, title, drill }: NorthStarCardViewProps) {
  const ui = useInterface();
  const { t, format } = ui;
  const value = shownValue(state);
  const answered = shownValue(series);
  const trend = useMemo(() => shownSeries(answered, value), [answered, value]);
  const denied = state.status === "denied" ? state.title : null;
  const name = (value?.kpi.title ?? denied ?? title)?.[format.locale] ?? null;
  const lines = useMemo(
    () => (trend ? [{ id: trend.kpi.id, title: name ?? "", points: trend.points }] : []),
    [trend, name],
  );
  const places = useChartChoice(drill, trend?.kpi.id ?? "", trend?.granularity);
  const marks = useMemo(() => definitionMarks(trend ? [trend.kpi] : [], ui), [trend, ui]);

  const alerts = useChartAlerts(trend?.kpi ?? null, trend?.granularity);

  return (
    <Tile
      className="ns-north-star"
      title={name}
      state={state}
      badges={(loaded) => (
        <>
          {loaded.kpi.provisional && <span className="ns-badge">{t("kpi.provisional")}</span>}
          <LateBadge freshness={loaded.freshness} />
        </>
      )}
      tools={(loaded) => (
        <>
          <FreshnessMark freshness={loaded.freshness} />
          <Why value={loaded} look="text" />
        </>
      )}
      table={(loaded) => kpiTable(loaded, trend, name ?? "", ui)}
      menu={drill && (() => drill.menu)}
      tablePlace={trend ? "plot" : "body"}
      skeleton={
        <>
          <FigureSkeleton size="hero" />
          <div className="ns-north-star-numbers">
            <DeltaSkeleton />
            <div className="ns-progress" aria-hidden="true">
              <span className="ns-skeleton">00 % de 0.000</span>
              <span className="ns-track" />
            </div>
          </div>
          <ChartSkeleton />
        </>
      }
    >
      {(loaded) => (
        <>
          {alerts.feed}
          <Figure value={loaded.current} unit={loaded.kpi.unit} size="hero" />
          <div className="ns-north-star-numbers">
            {loaded.current === null ? <NoValue value={loaded} /> : <Delta value={loaded} words="long" />}
            <Target value={loaded} ui={ui} />
          </div>
          {trend ? (
            <TilePlot height={CHART_HEIGHT}>
              <LineChart
                {...places}
                title={name ?? ""}
                unit={trend.kpi.unit}
                granularity={trend.granularity}
                series={lines}
                target={loaded.kpi.target}
                marks={marks}
                bands={alerts.bands}
                firings={alerts.firings}
                height={CHART_HEIGHT}
                view="chart"
              />
            </TilePlot>
          ) : (
            <PartState state={series}>
              <ChartSkeleton />
            </PartState>
          )}
        </>
      )}
    </Tile>
  );
}

/** The target is for one period of the KPI's grain: it is held only against one such period. */
function Target({ value, ui: { t, format } }: { value: KpiValue; ui: Interface }) {
  const { kpi, current, period } = value;
  if (kpi.target === undefined || current === null || !isOnePeriod(value)) return null;
  const share = kpi.target === 0 ? null : current / kpi.target;
  return (
    <ProgressBar
      label={t("kpi.target_of", {
        period:
          kpi.grain === "month"
            ? formatMonthName(period.start, format)
            : formatBucketLabel(period.start, kpi.grain, format),
      })}
      share={share}
      text={t("kpi.target_share", {
        share: formatValue(share, "percent", format, { digits: 0 }).full,
        target: formatValue(kpi.target, kpi.unit, format).full,
      })}
    />
  );
}

function isOnePeriod({ kpi, period }: KpiValue): boolean {
  const days = { hour: 1, day: 1, week: 7, month: 31, quarter: 92, year: 366 }[kpi.grain];
  return period.totalDays <= days && (kpi.grain !== "month" || period.start.endsWith("-01"));
}

function ChartSkeleton() {
  return (
    <div aria-hidden="true" style={{ blockSize: CHART_HEIGHT }}>
      <div className="ns-skeleton-block" />
    </div>
  );
}

export interface NorthStarCardViewProps {
  state: Loadable<KpiValue>;
  series: Loadable<KpiSeries>;
  /** Name shown before the catalogue is there. */
  title?: { es: string; en: string } | undefined;
  /** The way to what is behind the number. */
  drill?: TileDrill | undefined;
}
