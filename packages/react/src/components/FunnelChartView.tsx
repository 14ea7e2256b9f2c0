import { formatValue } from "@northstar/core";
import { useState } from "react";
import { ChartTable } from "../charts/ChartTable.tsx";
import { FunnelPlot } from "../charts/FunnelPlot.tsx";
import { FunnelTable } from "../charts/FunnelTable.tsx";
import type { FunnelValue, Loadable } from "../hooks/types.ts";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import { Why } from "./Why.tsx";
import type { WhySubject } from "./why/whySubject.ts";

/** A funnel with its steps and, when there is one, its breakdown: drawn from a state. */
export function FunnelChartView({ state, dimensionTitle }: FunnelChartViewProps) {
  const { t, format } = useInterface();
  const [isTable, setTable] = useState(false);
  const funnel = shownValue(state)?.funnel;
  const denied = state.status === "denied" ? state.title : null;
  const title = (funnel?.title ?? denied)?.[format.locale] ?? null;
  return (
    <Tile
      className="ns-funnel"
      title={title}
      state={state}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <Why value={whyOf(value)} />
          <button type="button" className="ns-link" onClick={() => setTable(!isTable)}>
            {t(isTable ? "chart.as_chart" : "chart.as_table")}
          </button>
        </>
      )}
      skeleton={
        <div className="ns-funnel-steps" style={{ "--ns-steps": 4 } as React.CSSProperties} aria-hidden="true">
          {["a", "b", "c", "d"].map((key) => (
            <div key={key} className="ns-funnel-step">
              <div style={{ blockSize: 96 }}>
                <div className="ns-skeleton-block" />
              </div>
              <div className="ns-funnel-rate" />
              <div className="ns-funnel-name">
                <span className="ns-skeleton">Visitantes 00.000</span>
              </div>
            </div>
          ))}
        </div>
      }
    >
      {(value) => {
        const steps = value.steps.map((step) => ({ ...step, title: step.title[format.locale] }));
        if (steps.every(({ count }) => !count)) return <EmptyState />;
        return (
          <>
            {isTable ? (
              <ChartTable
                caption={t("chart.table_of", { title: title ?? "" })}
                columns={[
                  t("funnel.step"),
                  t("funnel.count"),
                  t("funnel.step_rate"),
                  t("funnel.overall_rate"),
                  t("funnel.median"),
                ]}
                rows={steps.map((step) => [
                  step.title,
                  formatValue(step.count, "people", format).full,
                  formatValue(step.stepRate, "percent", format).full,
                  formatValue(step.overallRate, "percent", format).full,
                  formatValue(step.medianSeconds, "seconds", format).full,
                ])}
              />
            ) : (
              <FunnelPlot title={title ?? ""} steps={steps} />
            )}
            {value.breakdown && (
              <FunnelTable
                caption={t("funnel.breakdown", {
                  title: title ?? "",
                  dimension: dimensionTitle.toLocaleLowerCase(format.locale),
                })}
                dimension={dimensionTitle}
                steps={steps.map((step) => step.title)}
                rows={value.breakdown}
              />
            )}
          </>
        );
      }}
    </Tile>
  );
}

function whyOf({ funnel, ...value }: FunnelValue): WhySubject {
  return { ...value, kpi: funnel };
}

export interface FunnelChartViewProps {
  state: Loadable<FunnelValue>;
  /** What the breakdown is by, in the reader's words. */
  dimensionTitle: string;
}
