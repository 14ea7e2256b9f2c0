import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { BlockSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { ChartTile } from "./ChartTile.tsx";
import { TEXTS } from "./texts.ts";
import { useChart } from "./useCharts.ts";

/** A saved chart in each of its states. */
export function SavedChartView({ id, height }: SavedChartViewProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const state = useChart(id);
  const chart = shownValue(state);
  const code = state.status === "error" ? state.error.code : null;
  if (code === "not_found")
    return <Missing state="gone" title={t("own_charts.gone")} detail={t("own_charts.gone_detail")} />;
  if (code === "charts_unavailable") {
    return (
      <Missing state="unavailable" title={t("own_charts.unavailable")} detail={t("own_charts.unavailable_detail")} />
    );
  }
  if (chart) return <ChartTile spec={chart.spec} problems={chart.problems} ui={ui} height={height} />;
  return (
    <Tile
      className="ns-kpi ns-own-chart"
      title={t("own_charts.loading_chart")}
      state={state}
      skeleton={<BlockSkeleton height={240} />}
    >
      {() => null}
    </Tile>
  );
}

interface SavedChartViewProps {
  id: string;
  /** px of what is drawn. @default 240 */
  height?: number | undefined;
}

function Missing({ state, title, detail }: { state: string; title: string; detail: string }) {
  return (
    <article className="ns-card ns-kpi ns-own-chart" aria-label={title} data-chart-state={state}>
      <EmptyState title={title} detail={detail} />
    </article>
  );
}
