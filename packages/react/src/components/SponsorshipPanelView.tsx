import { capitalise, formatBucketLabel, type SponsorshipKey, sponsorshipTexts, wallClock } from "@northstar/core";
import { useMemo } from "react";
import { BarChart } from "../charts/BarChart.tsx";
import { definitionMarks } from "../charts/definitionMarks.ts";
import type { TimeSeries } from "../charts/timeChartProps.ts";
import { DrillName } from "../filters/DrillName.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import { useChartChoice } from "../filters/useChartChoice.ts";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { Delta, DeltaSkeleton } from "./Delta.tsx";
import { Figure, FigureSkeleton } from "./Figure.tsx";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { shownSeries, shownValue } from "./loadable.ts";
import { PartState } from "./PartState.tsx";
import { type SponsorTiersState, SponsorTiersView } from "./SponsorTiersView.tsx";
import { seriesTable } from "./seriesTable.ts";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import type { TileTable } from "./tileTable.ts";
import { TilePlot } from "./tileTwin.tsx";
import { Why } from "./Why.tsx";

const CHART_HEIGHT = 176;
/** Of the legend under the bars, on one line. */
const LEGEND_HEIGHT = 26;

/** What sponsors bring and what the programme costs: four numbers, months against each other, and tiers. Drawn from states. */
export function SponsorshipPanelView({
  numbers,
  series,
  sponsors,
  tiers,
  drill,
  sponsorDrill,
}: SponsorshipPanelViewProps) {
  const ui = useInterface(sponsorshipTexts);
  const { t } = ui;
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
  const marks = useMemo(() => definitionMarks(trend ? [trend.revenue.kpi, trend.cost.kpi] : [], ui), [trend, ui]);
  const places = useChartChoice(drill, trend?.revenue.kpi.id ?? "", trend?.revenue.granularity);
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
          </>
        )}
        table={({ revenue }) => sponsorshipTable(lines, trend, revenue, ui)}
        menu={drill && (() => drill.menu)}
        tablePlace="plot"
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
                      <DrillName drill={drill} kpi={loaded[id].kpi.id} name={t(`sponsorship.${id}`)} />
                      <Why value={loaded[id]} />
                    </div>
                    <Figure value={loaded[id].current} unit={loaded[id].kpi.unit} />
                    <Delta value={loaded[id]} words="none" />
                  </div>
                ))}
              </div>
              {trend ? (
                <TilePlot height={CHART_HEIGHT + LEGEND_HEIGHT}>
                  <BarChart
                    {...places}
                    title={t("sponsorship.chart")}
                    unit={trend.revenue.kpi.unit}
                    granularity={trend.revenue.granularity}
                    series={lines}
                    marks={marks}
                    height={CHART_HEIGHT}
                    view="chart"
                  />
                </TilePlot>
              ) : (
                <PartState state={series}>
                  <BarsSkeleton isRunning={loaded.revenue.period.partial} />
                </PartState>
              )}
            </>
          )
        }
      </Tile>
      <SponsorTiersView sponsors={sponsors} tiers={tiers} drill={sponsorDrill} />
    </div>
  );
}

function sponsorshipTable(
  lines: readonly TimeSeries[],
  trend: { revenue: KpiSeries } | null,
  { kpi, freshness }: KpiValue,
  ui: Interface<SponsorshipKey>,
): TileTable | null {
  if (!trend || lines.length === 0) return null;
  const { granularity } = trend.revenue;
  const title = ui.t("sponsorship.chart");
  return seriesTable({ title, granularity, lines: lines.map((line) => ({ ...line, unit: kpi.unit })), freshness }, ui);
}

/** The room of the bars and of their legend, whose words are known before they are: where it is narrow they take several lines. */
function BarsSkeleton({ isRunning = true }: { isRunning?: boolean }) {
  const { t, format } = useInterface(sponsorshipTexts);
  const { now, timeZone } = useNorthstar();
  const today = wallClock(now(), timeZone).date;
  const running = t("chart.running_hatched", { period: capitalise(formatBucketLabel(today, "month", format), format) });
  const entries = [t("sponsorship.revenue"), t("sponsorship.cost"), ...(isRunning ? [running] : [])];
  return (
    <div className="ns-chart" aria-hidden="true">
      <div style={{ blockSize: CHART_HEIGHT }}>
        <div className="ns-skeleton-block" />
      </div>
      <div className="ns-legend">
        {entries.map((entry) => (
          <span key={entry}>
            {entry !== running && <span className="ns-swatch" />}
            {/* Only its width is seen; a server's month may be another one. */}
            <span className="ns-skeleton" suppressHydrationWarning>
              {entry}
            </span>
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
  /** The way to what is behind the four numbers. */
  drill?: TileDrill | undefined;
  /** And behind the number of sponsors. */
  sponsorDrill?: TileDrill | undefined;
}
