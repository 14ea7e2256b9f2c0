import {
  type AlertResponses,
  type KpiUnit,
  responsesByWeek,
  responsesSince,
  summariseResponses,
} from "@northstar/core";
import { useMemo } from "react";
import { BarChart } from "../charts/BarChart.tsx";
import { Figure, FigureSkeleton } from "../components/Figure.tsx";
import { useInterface } from "../components/interface.ts";
import { BlockSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { TilePlot } from "../components/tileTwin.tsx";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { TEXTS } from "./texts.ts";
import { useAlertResponses } from "./useAlertResponses.ts";
import { useThisWeek } from "./useThisWeek.ts";

const HEIGHT = 180;

/** How many alerts were acknowledged, and how fast; a server that keeps none is said to. */
export function AlertsTile() {
  const catalog = useCatalog();
  if (catalog.status === "ready" && catalog.value.alerts !== true) return <NoAlerts />;
  if (catalog.status === "ready") return <LiveResponses />;
  return <AlertsTileView state={catalog.status === "error" ? { ...catalog, stale: null } : catalog} />;
}

function LiveResponses() {
  const { starts } = useThisWeek();
  // A day more than the first week: whatever the zone, none of it lacks.
  const since = useMemo(() => new Date(Date.parse(`${starts[0]}T00:00:00Z`) - 86_400_000).toISOString(), [starts]);
  return <AlertsTileView state={useAlertResponses(since)} />;
}

function NoAlerts() {
  const { t } = useInterface(TEXTS);
  return (
    <Tile
      className="ns-kpi"
      title={t("adoption.alerts")}
      state={{ status: "ready", value: true, updating: false, offline: false }}
      skeleton={null}
    >
      {() => <EmptyState title={t("adoption.alerts_off")} detail={t("adoption.alerts_off_detail")} />}
    </Tile>
  );
}

/** Answers to alerts, drawn from a state. */
export function AlertsTileView({ state }: { state: Loadable<AlertResponses> }) {
  const { t } = useInterface(TEXTS);
  const { timeZone } = useNorthstar();
  const { starts } = useThisWeek();
  const value = state.status === "ready" ? state.value : state.status === "error" ? state.stale : null;
  const weeks = useMemo(
    () => (value ? responsesByWeek(value.responses, starts, timeZone) : []),
    [value, starts, timeZone],
  );
  const lines = useMemo(() => {
    const points = (read: (week: (typeof weeks)[number]) => number) =>
      weeks.map((week, index) => ({ start: week.start, value: read(week), partial: index === weeks.length - 1 }));
    return [
      { id: "fired", title: t("adoption.alerts_fired"), points: points(({ fired }) => fired), isNeutral: true },
      { id: "seen", title: t("adoption.alerts_seen"), points: points(({ acknowledged }) => acknowledged) },
    ];
  }, [weeks, t]);
  const title = t("adoption.alerts");
  const labels = [t("adoption.alerts_share"), t("adoption.alerts_fired"), t("adoption.alerts_median")] as const;
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      table={() => ({
        title,
        columns: [
          { id: "week", title: t("chart.period"), granularity: "week" },
          { id: "fired", title: t("adoption.alerts_fired") },
          { id: "seen", title: t("adoption.alerts_seen") },
          { id: "median", title: t("adoption.alerts_median"), unit: "minutes" },
        ],
        rows: weeks
          .toReversed()
          .map(({ start, fired, acknowledged, medianSeconds }) => [
            start,
            fired,
            acknowledged,
            medianSeconds === null ? null : medianSeconds / 60,
          ]),
        partial: [0],
      })}
      tablePlace="plot"
      skeleton={
        <>
          <div className="ns-numbers" aria-hidden="true">
            {labels.map((label) => (
              <div key={label} className="ns-number">
                <span className="ns-number-header">{label}</span>
                <FigureSkeleton />
              </div>
            ))}
          </div>
          <BlockSkeleton height={HEIGHT} />
        </>
      }
    >
      {({ responses }) => {
        const { fired, acknowledged, medianSeconds } = summariseResponses(
          responsesSince(responses, starts[0] ?? "", timeZone),
        );
        if (fired === 0) return <EmptyState title={t("adoption.no_alerts")} detail={t("adoption.no_alerts_detail")} />;
        return (
          <>
            <div className="ns-numbers">
              <Fact label={labels[0]} value={acknowledged / fired} unit="percent" />
              <Fact label={labels[1]} value={fired} unit="count" />
              <Fact label={labels[2]} value={medianSeconds === null ? null : medianSeconds / 60} unit="minutes" />
            </div>
            <TilePlot height={HEIGHT}>
              <BarChart title={title} unit="count" granularity="week" series={lines} height={HEIGHT} view="chart" />
            </TilePlot>
            <p className="ns-note">{t("adoption.alerts_note")}</p>
          </>
        );
      }}
    </Tile>
  );
}

function Fact({ label, value, unit }: { label: string; value: number | null; unit: KpiUnit }) {
  return (
    <div className="ns-number">
      <span className="ns-number-header">{label}</span>
      <Figure value={value} unit={unit} />
    </div>
  );
}
