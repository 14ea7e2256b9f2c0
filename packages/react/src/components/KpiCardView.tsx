import { formatBucketLabel, periodWords } from "@northstar/core";
import { useMemo } from "react";
import { Sparkline } from "../charts/Sparkline.tsx";
import { DrillMarks } from "../filters/DrillMarks.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";
import { Delta, DeltaSkeleton } from "./Delta.tsx";
import { Figure, FigureSkeleton } from "./Figure.tsx";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { useInterface } from "./interface.ts";
import { LevelWords } from "./LevelWords.tsx";
import { shownSeries, shownValue } from "./loadable.ts";
import { NoValue } from "./NoValue.tsx";
import { PartState } from "./PartState.tsx";
import { NoteSkeleton } from "./RowsSkeleton.tsx";
import { kpiTable } from "./seriesTable.ts";
import { Tile } from "./Tile.tsx";
import { TilePlot } from "./tileTwin.tsx";
import { useInView } from "./viewContext.ts";
import { Why } from "./Why.tsx";

/** px of the table that takes the small line's place. */
const TABLE_HEIGHT = 132;

/** A KPI as a number, its change and a small line: drawn from states, without asking for anything. */
export function KpiCardView({ state, series, title, hasTrend = true, hasNote = false, drill }: KpiCardViewProps) {
  const ui = useInterface();
  const { t, format } = ui;
  const isInView = useInView();
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
          <Why value={loaded} />
        </>
      )}
      table={(loaded) => kpiTable(loaded, hasTrend ? trend : null, name ?? "", ui)}
      menu={drill && (() => drill.menu)}
      tablePlace={hasTrend && trend ? "plot" : "body"}
      skeleton={
        <>
          <FigureSkeleton />
          <DeltaSkeleton />
          {(hasNote || !isInView) && <NoteSkeleton />}
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
          {hasTrend && trend === null && (
            <PartState state={series}>
              <TrendSkeleton />
            </PartState>
          )}
          {hasTrend && trend && (
            <DrillMarks className="ns-kpi-plot" drill={drill}>
              <TilePlot height={TABLE_HEIGHT}>
                <Sparkline
                  title={name ?? ""}
                  unit={trend.kpi.unit}
                  granularity={trend.granularity}
                  points={trend.points}
                  level={loaded.level}
                  target={targetOf(loaded)}
                />
              </TilePlot>
            </DrillMarks>
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
  /** Whether a line under the number is kept free before it is there. @default outside a view, where it says the period */
  hasNote?: boolean;
  /** The way to what is behind the number. */
  drill?: TileDrill | undefined;
}
