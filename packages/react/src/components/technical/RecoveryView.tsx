import { formatAge, formatValue } from "@northstar/core";
import { Sparkline } from "../../charts/Sparkline.tsx";
import { DrillMarks } from "../../filters/DrillMarks.tsx";
import { DrillName } from "../../filters/DrillName.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiSeries, KpiValue, Loadable } from "../../hooks/types.ts";
import { Delta, DeltaSkeleton } from "../Delta.tsx";
import { Figure, FigureSkeleton } from "../Figure.tsx";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { LevelWords } from "../LevelWords.tsx";
import { shownValue } from "../loadable.ts";
import { PartState } from "../PartState.tsx";
import { kpiTable } from "../seriesTable.ts";
import { Tile } from "../Tile.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { Why } from "../Why.tsx";
import { TEXTS } from "./texts.ts";

/** How many runs fail, how long it takes to mend what breaks, and what is broken now: drawn from states. */
export function RecoveryView({ numbers, series, unresolved, drill }: RecoveryViewProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const trend = shownValue(series);
  return (
    <Tile
      className="ns-kpi ns-recovery"
      title={t("technical.recovery")}
      state={numbers}
      table={(loaded) => kpiTable(loaded.failureRate, trend, t("technical.failures_by_week"), ui)}
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      badges={(loaded) => <LateBadge freshness={loaded.failureRate.freshness} />}
      tools={(loaded) => <FreshnessMark freshness={loaded.failureRate.freshness} />}
      skeleton={
        <>
          <div className="ns-numbers" data-tight="" aria-hidden="true">
            {["rate", "mttr"].map((id) => (
              <div key={id} className="ns-number">
                <FigureSkeleton />
                <p className="ns-number-caption">
                  <span className="ns-skeleton">0000 · 00000</span>
                </p>
                <DeltaSkeleton />
              </div>
            ))}
          </div>
          <div className="ns-kpi-plot">
            <PlotSkeleton />
          </div>
          <p className="ns-note" aria-hidden="true">
            <span className="ns-skeleton">{t("technical.unresolved_none")}</span>
          </p>
        </>
      }
    >
      {({ failureRate, mttr, median, resolved, opened }) => (
        <>
          <div className="ns-numbers" data-tight="">
            <div className="ns-number" data-level={failureRate.level}>
              <div className="ns-figure-line">
                <Figure value={failureRate.current} unit={failureRate.kpi.unit} />
                <Why value={failureRate} />
              </div>
              <LevelWords level={failureRate.level} />
              <p className="ns-number-caption">
                <DrillName drill={drill} kpi={failureRate.kpi.id} name={t("technical.failed_runs")} />
              </p>
              <Delta value={failureRate} words="none" />
            </div>
            <div className="ns-number" data-level={mttr.level}>
              <div className="ns-figure-line">
                <Figure value={mttr.current} unit={mttr.kpi.unit} />
                <Why value={mttr} />
              </div>
              <LevelWords level={mttr.level} />
              <p className="ns-number-caption">
                <DrillName
                  drill={drill}
                  kpi={mttr.kpi.id}
                  name={t("technical.mttr", { median: formatValue(median.current, median.kpi.unit, format).full })}
                />
              </p>
              <Delta value={mttr} words="none" />
            </div>
          </div>
          <DrillMarks className="ns-kpi-plot" drill={drill} kpi={failureRate.kpi.id}>
            {trend ? (
              <TilePlot height={TABLE_HEIGHT}>
                <Sparkline
                  title={t("technical.failures_by_week")}
                  unit={trend.kpi.unit}
                  granularity={trend.granularity}
                  points={trend.points}
                  target={trend.kpi.target}
                  height={PLOT_HEIGHT}
                />
              </TilePlot>
            ) : (
              <PartState state={series}>
                <PlotSkeleton />
              </PartState>
            )}
          </DrillMarks>
          <p className="ns-note">
            {t.plural("technical.resolved", resolved.current ?? 0)}, {t.plural("technical.opened", opened.current ?? 0)}
            . <Unresolved incidents={shownValue(unresolved)} />
          </p>
        </>
      )}
    </Tile>
  );
}

/** What is broken now, whatever the period: names and since when. */
function Unresolved({ incidents }: { incidents: readonly OpenIncident[] | null }) {
  const { t, format } = useInterface(TEXTS);
  if (incidents === null) return null;
  if (incidents.length === 0) return t("technical.unresolved_none");
  const shown = incidents
    .slice(0, MAX_NAMED)
    .map(({ flow, ageSeconds }) => t("technical.unresolved_flow", { flow, age: formatAge(ageSeconds, format) }));
  return (
    <strong className="ns-unresolved">
      {t.plural("technical.unresolved", incidents.length)} {shown.join("; ")}
      {incidents.length > MAX_NAMED ? "…" : ""}
    </strong>
  );
}

const MAX_NAMED = 3;
const PLOT_HEIGHT = 64;
const TABLE_HEIGHT = 200;

function PlotSkeleton() {
  return (
    <div aria-hidden="true" style={{ blockSize: PLOT_HEIGHT }}>
      <div className="ns-skeleton-block" />
    </div>
  );
}

/** An incident without an end. */
export interface OpenIncident {
  /** For readers. */
  flow: string;
  ageSeconds: number;
}

export interface RecoveryNumbers {
  failureRate: KpiValue;
  mttr: KpiValue;
  median: KpiValue;
  resolved: KpiValue;
  opened: KpiValue;
}

export interface RecoveryViewProps {
  numbers: Loadable<RecoveryNumbers>;
  /** Failure rate by week. */
  series: Loadable<KpiSeries>;
  unresolved: Loadable<readonly OpenIncident[]>;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
