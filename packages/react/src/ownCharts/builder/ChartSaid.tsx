import type { ReactNode } from "react";
import { errorWords } from "../../components/errorWords.ts";
import type { ChartsInterface } from "../texts.ts";
import type { ChartActionState } from "../useChartActions.ts";

/** What became of the last thing that was asked for, said aloud; its children are what can be done about it. */
export function ChartSaid({ ui: { t }, state, children }: ChartSaidProps) {
  return (
    <div className="ns-own-said" role="status" data-status={state.status}>
      {state.status === "working" && t("own_charts.working")}
      {state.status === "saved" && t("own_charts.saved", { version: state.chart.version })}
      {state.status === "deleted" && t("own_charts.deleted", { title: state.chart.spec.title })}
      {state.status === "failed" && (
        <>
          <strong>{t("own_charts.failed")}.</strong>{" "}
          {state.error.code === "chart_changed" ? t("own_charts.changed_meanwhile") : errorWords(state.error, t)}{" "}
          <code>{t("state.error_code", { code: state.error.code })}</code>
        </>
      )}{" "}
      {children}
    </div>
  );
}

interface ChartSaidProps {
  ui: ChartsInterface;
  state: ChartActionState;
  children?: ReactNode;
}
