import { periodWords } from "@northstar/core";
import { type ChartProblem, type ChartSpec, isDrawable } from "@northstar/core/own-charts";
import type { ReactNode } from "react";
import { FreshnessMark, LateBadge } from "../components/FreshnessMark.tsx";
import { BlockSkeleton } from "../components/RowsSkeleton.tsx";
import { Tile } from "../components/Tile.tsx";
import { TilePlot } from "../components/tileTwin.tsx";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { ChartDrawing } from "./ChartDrawing.tsx";
import { ChartProblems } from "./ChartProblems.tsx";
import { chartTable } from "./chartTable.ts";
import type { ChartsInterface } from "./texts.ts";
import { type ChartData, useChartData } from "./useChartData.ts";

const HEIGHT = 240;

/** A chart as a tile: drawn where it can be, else with what keeps it from that. */
export function ChartTile({ spec, problems, ui, height = HEIGHT, children }: ChartTileProps) {
  const isDrawn = isDrawable(problems);
  const data = useChartData(isDrawn ? spec : null);
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const { t, format } = ui;
  if (!isDrawn) return <BrokenChart title={spec.title} problems={problems} ui={ui} />;
  return (
    <Tile
      className="ns-kpi ns-own-chart"
      title={spec.title}
      state={data}
      badges={({ freshness }) => <LateBadge freshness={freshness} />}
      tools={({ freshness }) => <FreshnessMark freshness={freshness} />}
      table={(value) => chartTable(spec.title, value, ui, known)}
      tablePlace="plot"
      skeleton={<BlockSkeleton height={height} />}
    >
      {(value) => (
        <>
          <p className="ns-note">{periodWords(value.plan.rows.period, format, t)}</p>
          <TilePlot height={height}>
            <ChartDrawing title={spec.title} data={value} ui={ui} height={height} />
          </TilePlot>
          {value.reading.isCut && <p className="ns-note">{t("own_charts.cut")}</p>}
          <ChartProblems problems={problems} ui={ui} />
          {children}
        </>
      )}
    </Tile>
  );
}

/** A chart that isn't drawn: what is missing and whom to ask, in its place. */
function BrokenChart({ title, problems, ui }: Pick<ChartTileProps, "problems" | "ui"> & { title: string }) {
  const denied = problems.find((problem) => problem.kind === "forbidden");
  const others = problems.filter((problem) => problem !== denied);
  const state: Loadable<ChartData> = {
    status: "denied",
    title: denied?.title ?? null,
    owner: denied?.owner ?? null,
    roles: denied?.roles ?? [],
    detail: "",
  };
  if (denied && others.length === 0) {
    return (
      <div className="ns-own-broken" data-chart-state="forbidden">
        <Tile className="ns-kpi ns-own-chart" title={title} state={state} skeleton={null}>
          {() => null}
        </Tile>
        <ChartProblems problems={[denied]} ui={ui} />
      </div>
    );
  }
  return (
    <article className="ns-card ns-kpi ns-own-chart" aria-label={title} data-chart-state="broken">
      <h3 className="ns-card-title">{title}</h3>
      <div className="ns-state" data-state="empty">
        <p className="ns-state-title">{ui.t("own_charts.broken")}</p>
        <ChartProblems problems={problems} ui={ui} />
      </div>
    </article>
  );
}

interface ChartTileProps {
  spec: ChartSpec;
  problems: readonly ChartProblem[];
  ui: ChartsInterface;
  /** px of what is drawn. @default 240 */
  height?: number | undefined;
  /** Below what is drawn. */
  children?: ReactNode;
}
