import { formatBucketLabel, periodWords } from "@northstar/core";
import { useMemo, useState } from "react";
import { ChartTable } from "../charts/ChartTable.tsx";
import { Sparkline } from "../charts/Sparkline.tsx";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";
import { Delta, DeltaSkeleton } from "./Delta.tsx";
import { Figure, FigureSkeleton } from "./Figure.tsx";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { TableIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { LevelWords } from "./LevelWords.tsx";
import { shownSeries, shownValue } from "./loadable.ts";
import { NoValue } from "./NoValue.tsx";
import { seriesRows } from "./seriesRows.ts";
import { Tile } from "./Tile.tsx";
import { useInView } from "./viewContext.ts";
import { Why } from "./Why.tsx";

/** A KPI as a number, its change and a small line: drawn from states, without asking for anything. */
export function KpiCardView({ state, series, title, hasTrend = true }: KpiCardViewProps) {
  const { t, format } = useInterface();
  const isInView = useInView();
  const [isTable, setTable] = useState(false);
  const value = shownValue(state);
  const answered = shownValue(series);
  const trend = useMemo(() => shownSeries(answered, value), [answered, value]);
  const denied = state.status === "denied" ? state.title : null;
  const name = (value?.kpi.title ?? denied ?? title)?.[format.locale] ?? null;

  return (
    <Tile
      className="ns-kpi"
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
          {hasTrend && trend && (
            <button
              type="button"
              className="ns-icon-button"
              aria-pressed={isTable}
              aria-label={`${t("chart.as_table")}: ${name}`}
              title={t(isTable ? "chart.as_chart" : "chart.as_table")}
              onClick={() => setTable(!isTable)}
            >
              <TableIcon />
            </button>
          )}
          <Why value={loaded} />
        </>
      )}
      skeleton={
        <>
          <FigureSkeleton />
          <DeltaSkeleton />
          {hasTrend && <TrendSkeleton />}
        </>
      }
    >
      {(loaded) => (
        <>
          <Figure value={loaded.current} unit={loaded.kpi.unit} />
          <LevelWords level={loaded.level} />
          {loaded.current === null ? <NoValue value={loaded} /> : <Delta value={loaded} />}
          {isCohort(loaded) ? (
            <p className="ns-note">
              {t("retention.cohort", { period: formatBucketLabel(loaded.period.start, loaded.kpi.grain, format) })}
            </p>
          ) : (
            !isInView && <p className="ns-note">{periodWords(loaded.period, format, t)}</p>
          )}
          {hasTrend && trend === null && series.status === "loading" && <TrendSkeleton />}
          {hasTrend && trend && (
            <div className="ns-kpi-plot">
              {isTable ? (
                <div style={{ "--ns-table-height": "132px" } as React.CSSProperties}>
                  <ChartTable
                    caption={t("chart.table_of", { title: name ?? "" })}
                    columns={[t("chart.period"), t("chart.value")]}
                    rows={seriesRows(trend, format, t)}
                  />
                </div>
              ) : (
                <Sparkline
                  title={name ?? ""}
                  unit={trend.kpi.unit}
                  granularity={trend.granularity}
                  points={trend.points}
                  level={loaded.level}
                  target={targetOf(loaded)}
                />
              )}
            </div>
          )}
        </>
      )}
    </Tile>
  );
}

/** The target is for one period of the KPI's grain; beside a series of sums, only those can be held against it. */
function targetOf({ kpi, level }: KpiValue): number | undefined {
  if (level === "amber" || level === "red") return kpi.thresholds?.[level] ?? kpi.target;
  return undefined;
}

function isCohort({ kpi }: KpiValue): boolean {
  return kpi.cohortLagDays !== undefined && kpi.cohortLagDays > 0;
}

function TrendSkeleton() {
  return (
    <div className="ns-kpi-plot" aria-hidden="true">
      <div style={{ blockSize: 44 }}>
        <div className="ns-skeleton-block" />
      </div>
    </div>
  );
}

export interface KpiCardViewProps {
  state: Loadable<KpiValue>;
  series: Loadable<KpiSeries>;
  /** Name shown before the catalogue is there. */
  title?: { es: string; en: string } | undefined;
  /** Whether there is a small line. @default true */
  hasTrend?: boolean;
}
