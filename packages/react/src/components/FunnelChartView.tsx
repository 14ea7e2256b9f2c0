import {
  type FunnelKey,
  funnelTexts,
  joinTexts,
  type LocalizedText,
  type ValueMarkerKey,
  valueMarkerTexts,
  valueWords,
} from "@northstar/core";
import type { ReactNode } from "react";
import { FunnelPlot } from "../charts/FunnelPlot.tsx";
import { FunnelTable } from "../charts/FunnelTable.tsx";
import type { FunnelDrill } from "../filters/funnelDrill.ts";
import type { FunnelValue, Loadable } from "../hooks/types.ts";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { NoteSkeleton, RowsSkeleton } from "./RowsSkeleton.tsx";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import type { TileTable } from "./tileTable.ts";
import { TilePlot } from "./tileTwin.tsx";
import { Why } from "./Why.tsx";
import type { WhySubject } from "./why/whySubject.ts";

const TEXTS = joinTexts(funnelTexts, valueMarkerTexts);

/** px that its steps may take as a table. */
const TABLE_HEIGHT = 240;

/** A funnel with its steps and, when there is one, its breakdown: drawn from a state. */
export function FunnelChartView({ state, title: name, dimensionTitle, renderBreakdown, drill }: FunnelChartViewProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const funnel = shownValue(state)?.funnel;
  const denied = state.status === "denied" ? state.title : null;
  const title = (funnel?.title ?? denied ?? name)?.[format.locale] ?? null;
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
        </>
      )}
      table={(value) => funnelTable(value, title ?? "", ui)}
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      hasTableLink
      skeleton={
        <>
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
          {renderBreakdown && (
            <>
              <RowsSkeleton rows={7} />
              <NoteSkeleton />
            </>
          )}
        </>
      }
    >
      {(value) => {
        const steps = value.steps.map((step) => ({ ...step, title: step.title[format.locale] }));
        if (steps.every(({ count }) => !count)) return <EmptyState />;
        return (
          <>
            <TilePlot height={TABLE_HEIGHT}>
              <FunnelPlot title={title ?? ""} steps={steps} onDrill={drill && ((step) => drill.open(step))} />
            </TilePlot>
            {value.breakdown &&
              (renderBreakdown?.(value) ?? (
                <FunnelTable
                  caption={t("funnel.breakdown", {
                    title: title ?? "",
                    dimension: dimensionTitle.toLocaleLowerCase(format.locale),
                  })}
                  dimension={dimensionTitle}
                  steps={steps.map((step) => step.title)}
                  rows={value.breakdown}
                />
              ))}
          </>
        );
      }}
    </Tile>
  );
}

/** A row for each step, and behind its rates how many persons of each value of the breakdown. */
function funnelTable(
  value: FunnelValue,
  title: string,
  { t, format }: Interface<FunnelKey | ValueMarkerKey>,
): TileTable {
  const { steps, breakdown, freshness } = value;
  const parts = breakdown ?? [];
  return {
    title,
    columns: [
      { id: "step", title: t("funnel.step") },
      { id: "count", title: t("funnel.count"), unit: "people" },
      { id: "step_rate", title: t("funnel.step_rate"), unit: "percent" },
      { id: "overall_rate", title: t("funnel.overall_rate"), unit: "percent" },
      { id: "median", title: t("funnel.median"), unit: "seconds" },
      ...parts.map(({ key }) => ({ id: `of ${key}`, title: valueWords(key, t), unit: "people" as const })),
    ],
    rows: steps.map((step, index) => [
      step.title[format.locale],
      step.count,
      step.stepRate,
      step.overallRate,
      step.medianSeconds,
      ...parts.map(({ counts }) => counts[index] ?? null),
    ]),
    freshness,
  };
}

function whyOf({ funnel, ...value }: FunnelValue): WhySubject {
  return { ...value, kpi: funnel };
}

export interface FunnelChartViewProps {
  state: Loadable<FunnelValue>;
  /** Name shown before there is a value. */
  title?: LocalizedText | undefined;
  /** What the breakdown is by, in the reader's words. */
  dimensionTitle: string;
  /** Draws the breakdown instead of a plain table. */
  renderBreakdown?: (value: FunnelValue) => ReactNode;
  /** The way to what is behind its steps. */
  drill?: FunnelDrill | undefined;
}
