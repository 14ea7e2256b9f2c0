import type { KpiId } from "@northstar/core";
import { useMemo } from "react";
import { LineChart } from "../charts/LineChart.tsx";
import { FreshnessMark, LateBadge } from "../components/FreshnessMark.tsx";
import { useInterface } from "../components/interface.ts";
import { together } from "../components/loadable.ts";
import { BlockSkeleton, NoteSkeleton } from "../components/RowsSkeleton.tsx";
import { seriesTable } from "../components/seriesTable.ts";
import { Tile } from "../components/Tile.tsx";
import { TilePlot } from "../components/tileTwin.tsx";
import { Why } from "../components/Why.tsx";
import type { KpiSeries, Loadable } from "../hooks/types.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { TEXTS } from "./texts.ts";
import { useThisWeek, WEEKS } from "./useThisWeek.ts";

const HEIGHT = 180;

/** The share of tactical KPIs that were shown in time, week by week. */
export function FreshnessWeeks() {
  const { t } = useInterface(TEXTS);
  const freshness = useWeeks("tactical_freshness_share");
  return (
    <WeeksTileView
      state={together({ share: freshness })}
      title={t("adoption.freshness_by_week")}
      names={{ share: t("adoption.freshness") }}
      hasTarget
    />
  );
}

/** People and roles that saw a KPI, week by week. */
export function ReaderWeeks() {
  const { t } = useInterface(TEXTS);
  const state = together({ readers: useWeeks("weekly_readers"), roles: useWeeks("active_roles") });
  return (
    <WeeksTileView
      state={state}
      title={t("adoption.readers_by_week")}
      names={{ readers: t("adoption.readers"), roles: t("adoption.active_roles") }}
    />
  );
}

function useWeeks(kpi: string): Loadable<KpiSeries> {
  const { filters } = useThisWeek();
  return useKpiSeries(kpi as KpiId, { filters, granularity: "week", count: WEEKS });
}

/** Series by week in one chart, drawn from a state. */
export function WeeksTileView<Name extends string>({
  state,
  title,
  names,
  hasTarget = false,
}: {
  state: Loadable<Readonly<Record<Name, KpiSeries>>>;
  title: string;
  /** What each line is called, in their order. */
  names: Readonly<Record<Name, string>>;
  /** Whether the first line's target is drawn. @default false */
  hasTarget?: boolean;
}) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const value = state.status === "ready" ? state.value : state.status === "error" ? state.stale : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are new in every render, and change with the language
  const lines = useMemo(
    () =>
      value ? (Object.keys(names) as Name[]).map((id) => ({ id, title: names[id], points: value[id].points })) : [],
    [value, ui],
  );
  const first = (series: Readonly<Record<Name, KpiSeries>>) => Object.values<KpiSeries>(series)[0];
  const shown = value && first(value);
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={(series) => <LateBadge freshness={first(series)?.freshness ?? NO_FRESHNESS} />}
      tools={(series) => (
        <>
          <FreshnessMark freshness={first(series)?.freshness ?? NO_FRESHNESS} />
          <Why value={Object.values<KpiSeries>(series)} title={title} />
        </>
      )}
      table={() =>
        shown
          ? seriesTable(
              {
                title,
                granularity: "week",
                lines: lines.map((line) => ({ ...line, unit: shown.kpi.unit })),
                freshness: shown.freshness,
              },
              ui,
            )
          : null
      }
      tablePlace="plot"
      skeleton={
        <>
          <BlockSkeleton height={HEIGHT} />
          <NoteSkeleton />
        </>
      }
    >
      {() => (
        <>
          <TilePlot height={HEIGHT}>
            {shown && (
              <LineChart
                title={title}
                unit={shown.kpi.unit}
                granularity="week"
                series={lines}
                {...(hasTarget && { target: shown.kpi.target })}
                height={HEIGHT}
                view="chart"
              />
            )}
          </TilePlot>
          <p className="ns-note">{t("adoption.by_week_note", { count: WEEKS })}</p>
        </>
      )}
    </Tile>
  );
}

const NO_FRESHNESS = { status: "unknown", lagSeconds: null, sloSeconds: 0, lateSources: [], watermark: null } as const;
