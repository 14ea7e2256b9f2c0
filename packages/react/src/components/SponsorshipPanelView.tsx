import { capitalise, formatBucketLabel, wallClock } from "@northstar/core";
import { useMemo, useState } from "react";
import { BarChart } from "../charts/BarChart.tsx";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { Delta, DeltaSkeleton } from "./Delta.tsx";
import { Figure, FigureSkeleton } from "./Figure.tsx";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { useInterface } from "./interface.ts";
import { shownSeries, shownValue } from "./loadable.ts";
import { type SponsorTiersState, SponsorTiersView } from "./SponsorTiersView.tsx";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import { Why } from "./Why.tsx";

const CHART_HEIGHT = 176;

/** What sponsors bring and what the programme costs: four numbers, months against each other, and tiers. Drawn from states. */
export function SponsorshipPanelView({ numbers, series, sponsors, tiers }: SponsorshipPanelViewProps) {
  const { t } = useInterface();
  const [isTable, setTable] = useState(false);
  const trend = shownValue(series);
  const values = shownValue(numbers);
  const lines = useMemo(() => {
    const revenue = shownSeries(trend?.revenue ?? null, values?.revenue ?? null);
    const cost = shownSeries(trend?.cost ?? null, values?.cost ?? null);
    if (!revenue || !cost) return [];
    return [
      { id: "revenue", title: t("sponsorship.revenue"), points: revenue.points },
      { id: "cost", title: t("sponsorship.cost"), points: cost.points, isNeutral: true },
    ];
  }, [trend, values, t]);
  return (
    <div className="ns-sponsorship">
      <Tile
        className="ns-kpi"
        title={t("sponsorship.chart")}
        state={numbers}
        badges={(loaded) => <LateBadge freshness={loaded.revenue.freshness} />}
        tools={(loaded) => (
          <>
            <FreshnessMark freshness={loaded.revenue.freshness} />
            {(trend || series.status === "loading") && (
              // Its place is kept while the bars are on their way: what stands beside it doesn't move.
              <button
                type="button"
                className="ns-link"
                style={{ visibility: trend ? "visible" : "hidden" }}
                onClick={() => setTable(!isTable)}
              >
                {t(isTable ? "chart.as_chart" : "chart.as_table")}
              </button>
            )}
          </>
        )}
        skeleton={
          <>
            <div className="ns-numbers" aria-hidden="true">
              {NUMBERS.map((id) => (
                <div key={id} className="ns-number">
                  <span className="ns-number-header">{t(`sponsorship.${id}`)}</span>
                  <FigureSkeleton />
                  <DeltaSkeleton />
                </div>
              ))}
            </div>
            <BarsSkeleton />
          </>
        }
      >
        {(loaded) =>
          NUMBERS.every((id) => !loaded[id].current) ? (
            <EmptyState title={t("sponsorship.empty")} detail={t("sponsorship.empty_detail")} />
          ) : (
            <>
              <div className="ns-numbers">
                {NUMBERS.map((id) => (
                  <div key={id} className="ns-number">
                    <div className="ns-number-header">
                      {t(`sponsorship.${id}`)}
                      <Why value={loaded[id]} />
                    </div>
                    <Figure value={loaded[id].current} unit={loaded[id].kpi.unit} />
                    <Delta value={loaded[id]} words="none" />
                  </div>
                ))}
              </div>
              {trend ? (
                <BarChart
                  title={t("sponsorship.chart")}
                  unit={trend.revenue.kpi.unit}
                  granularity={trend.revenue.granularity}
                  series={lines}
                  height={CHART_HEIGHT}
                  view={isTable ? "table" : "chart"}
                />
              ) : (
                series.status === "loading" && <BarsSkeleton isRunning={loaded.revenue.period.partial} />
              )}
            </>
          )
        }
      </Tile>
      <SponsorTiersView sponsors={sponsors} tiers={tiers} />
    </div>
  );
}

/** The room of the bars and of their legend, whose words are known before they are: where it is narrow they take several lines. */
function BarsSkeleton({ isRunning = true }: { isRunning?: boolean }) {
  const { t, format } = useInterface();
  const { now, timeZone } = useNorthstar();
  const today = wallClock(now(), timeZone).date;
  const running = t("chart.running_lighter", { period: capitalise(formatBucketLabel(today, "month", format), format) });
  const entries = [t("sponsorship.revenue"), t("sponsorship.cost"), ...(isRunning ? [running] : [])];
  return (
    <div className="ns-chart" aria-hidden="true">
      <div style={{ blockSize: CHART_HEIGHT }}>
        <div className="ns-skeleton-block" />
      </div>
      <div className="ns-legend">
        {entries.map((entry) => (
          <span key={entry}>
            <span className="ns-skeleton">{entry}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

const NUMBERS = ["revenue", "cost", "net", "roi"] as const;

export interface SponsorshipNumbers {
  revenue: KpiValue;
  cost: KpiValue;
  net: KpiValue;
  roi: KpiValue;
}

export interface SponsorshipPanelViewProps {
  numbers: Loadable<SponsorshipNumbers>;
  series: Loadable<{ revenue: KpiSeries; cost: KpiSeries }>;
  sponsors: Loadable<KpiValue>;
  tiers: SponsorTiersState;
}
