import { dayTotals, formatPeriodLabel, type SeriesPoint, weekdayHours } from "@northstar/core";
import { useMemo } from "react";
import { BarChart } from "../../charts/BarChart.tsx";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import { Heatmap } from "../../charts/Heatmap.tsx";
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
import { SubHeading } from "./SubHeading.tsx";
import { eventsTable } from "./tables.ts";
import { TEXTS } from "./texts.ts";

const BARS_HEIGHT = 120;
/** Seven rows of 22 px, 2 px apart, and the names of the hours. */
const HEATMAP_HEIGHT = 186;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A Monday and the six days after it. */
const WEEK = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"];

/** How many events come: now, on average and at most; over an ordinary week by the hour; and day by day. Drawn from states. */
export function EventVolumeView({ numbers, hourly, isCut = false, drill }: EventVolumeViewProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const answered = shownValue(hourly);
  const drawn = useMemo(() => {
    if (!answered) return null;
    const points: SeriesPoint[] = answered.rows.map(({ start, partial, values }) => ({
      start: start ?? "",
      partial,
      value: values.events_ingested ?? null,
    }));
    return { points, week: weekdayHours(points, format.timeZone), days: dayTotals(points) };
  }, [answered, format.timeZone]);
  const weekdays = WEEK.map((date) => weekdayName(date, format.locale));
  const marks = useMemo(() => definitionMarks(answered?.kpis ?? [], ui), [answered, ui]);
  const places = useChartChoice(drill, "events_ingested", "day");
  const labels = NUMBERS.map((id) => t(`technical.${id}`));
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.events")}
      state={numbers}
      table={(loaded) => drawn && eventsTable(drawn.points, loaded.occurred, ui)}
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      badges={(loaded) => <LateBadge freshness={loaded.occurred.freshness} />}
      tools={(loaded) => (
        <>
          <FreshnessMark freshness={loaded.occurred.freshness} />
          <span className="ns-note">{t("technical.day_hour")}</span>
        </>
      )}
      skeleton={
        <>
          <KpiNumbersSkeleton labels={labels} />
          <PlotsSkeleton />
        </>
      }
    >
      {(loaded) => (
        <>
          <div className="ns-numbers" data-tight="">
            <KpiNumber label={t("technical.rate_now")} value={loaded.now} hasDelta={false} drill={drill} />
            <KpiNumber label={t("technical.rate_mean")} value={loaded.mean} drill={drill} />
            <KpiNumber label={t("technical.rate_peak")} value={loaded.peak} drill={drill} />
            <KpiNumber label={t("technical.occurred")} value={loaded.occurred} drill={drill} />
            <KpiNumber label={t("technical.received")} value={loaded.received} drill={drill} />
          </div>
          {loaded.occurred.current === null ? (
            <NoValue value={loaded.occurred} />
          ) : drawn && answered ? (
            <div>
              <Heatmap
                title={t("technical.events_mean")}
                unit="count"
                rows={weekdays}
                columns={HOURS.map((hour) => t("technical.hour_short", { hour }))}
                values={drawn.week.means}
                rowTitle={t("technical.weekday")}
                columnTitle={t("technical.hour")}
              />
              <SubHeading>{t("technical.events_by_day")}</SubHeading>
              <TilePlot height={BARS_HEIGHT}>
                <BarChart
                  {...places}
                  title={t("technical.events_by_day")}
                  unit="count"
                  granularity="day"
                  series={[{ id: "events", title: t("technical.occurred"), points: drawn.days }]}
                  marks={marks}
                  height={BARS_HEIGHT}
                  view="chart"
                />
              </TilePlot>
              {isCut && (
                <p className="ns-note">
                  {t("technical.events_cut", {
                    range: formatPeriodLabel({ start: answered.range[0], end: answered.range[1] }, format),
                  })}
                </p>
              )}
            </div>
          ) : (
            <PartState state={hourly}>
              <PlotsSkeleton />
            </PartState>
          )}
        </>
      )}
    </Tile>
  );
}

/** The room of the plots and of the words between them. */
function PlotsSkeleton() {
  const { t } = useInterface(TEXTS);
  return (
    <div aria-hidden="true">
      <div style={{ blockSize: HEATMAP_HEIGHT }}>
        <div className="ns-skeleton-block" />
      </div>
      <p className="ns-heatmap-legend">
        <span className="ns-skeleton">{t("technical.events_mean")} 0 00000 000</span>
      </p>
      <p className="ns-card-subtitle">
        <span className="ns-skeleton">{t("technical.events_by_day")}</span>
      </p>
      <div style={{ blockSize: BARS_HEIGHT }}>
        <div className="ns-skeleton-block" />
      </div>
    </div>
  );
}

function weekdayName(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
}

const NUMBERS = ["rate_now", "rate_mean", "rate_peak", "occurred", "received"] as const;

export interface EventNumbers {
  /** Per second over the last five minutes. */
  now: KpiValue;
  mean: KpiValue;
  peak: KpiValue;
  /** Events by when they occurred, and by when they came. */
  occurred: KpiValue;
  received: KpiValue;
}

export interface EventVolumeViewProps {
  numbers: Loadable<EventNumbers>;
  /** `events_ingested` by the hour. */
  hourly: Loadable<KpiRowsValue>;
  /** True when `hourly` is only the last part of the period. @default false */
  isCut?: boolean;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
