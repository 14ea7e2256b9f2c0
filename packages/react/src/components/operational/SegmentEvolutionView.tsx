import { formatPeriodLabel, formatValue, operationalTexts } from "@northstar/core";
import { useMemo } from "react";
import { AreaChart } from "../../charts/AreaChart.tsx";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import type { TileDrill } from "../../filters/tileDrill.ts";
import { useChartChoice } from "../../filters/useChartChoice.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { PartState } from "../PartState.tsx";
import { BlockSkeleton } from "../RowsSkeleton.tsx";
import { seriesTable } from "../seriesTable.ts";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { type Choice, isChosen, keyOf } from "./choice.ts";
import { segmentFlows } from "./segmentFlows.ts";
import { seriesByKey } from "./seriesByKey.ts";
import { useValueWords } from "./useValueWords.ts";

const HEIGHT = 220;
/** px of the segments' names above it and of the changes below, on a line each. */
const AROUND = 110;
/** From the bottom: an order by nature. */
const ORDER = ["cold", "warm", "hot"];

/** Bands of the score one on the other, and the changes between the period's two ends: drawn from states. */
export function SegmentEvolutionView({ state, flows, choice, drill }: SegmentEvolutionViewProps) {
  const ui = useInterface(operationalTexts);
  const { t, format } = ui;
  const words = useValueWords();
  const value = shownValue(state);
  const changes = shownValue(flows);
  const lines = useMemo(
    () =>
      (value ? seriesByKey(value, "segment", "segment_people", false) : [])
        .filter(({ key }) => key !== null)
        .sort((one, other) => ORDER.indexOf(keyOf(one.key)) - ORDER.indexOf(keyOf(other.key)))
        .map(({ key, points }) => ({
          id: keyOf(key),
          title: words("segment", key),
          points,
          colour: `var(--ns-segment-${keyOf(key)}, var(--ns-category-4))`,
        })),
    [value, words],
  );
  const marks = useMemo(() => definitionMarks(value?.kpis ?? [], ui), [value, ui]);
  const places = useChartChoice(drill, "segment_people", value?.granularity);
  const title = t("operational.segments");
  const moved = changes && changes.rows.length > 0 ? segmentFlows(changes.rows) : null;
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={(loaded) => <LateBadge freshness={loaded.freshness} />}
      tools={(loaded) => (
        <>
          <FreshnessMark freshness={loaded.freshness} />
          <Why value={[...subjectsOf(loaded), ...(changes ? subjectsOf(changes) : [])]} title={title} />
        </>
      )}
      table={(loaded) =>
        loaded.granularity && lines.length > 0
          ? seriesTable(
              {
                title,
                granularity: loaded.granularity,
                lines: lines.map((line) => ({ ...line, unit: "people" })),
                freshness: loaded.freshness,
              },
              ui,
            )
          : null
      }
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      skeleton={<BlockSkeleton height={HEIGHT + AROUND} />}
    >
      {({ granularity }) => {
        if (lines.length === 0 || granularity === null) {
          return <EmptyState title={t("operational.no_segments")} detail={t("operational.no_segments_detail")} />;
        }
        return (
          <>
            <div className="ns-channels">
              {lines.map(({ id, title: name, colour, points }) => {
                const last = points.findLast((point) => point.value !== null)?.value ?? null;
                const content = (
                  <>
                    <span
                      className="ns-swatch"
                      style={{ "--ns-swatch": colour } as React.CSSProperties}
                      aria-hidden="true"
                    />
                    {name} <strong>{formatValue(last, "people", format).full}</strong>
                  </>
                );
                return choice?.isAvailable ? (
                  <button
                    key={id}
                    type="button"
                    className="ns-toggle"
                    aria-pressed={isChosen(choice, id)}
                    onClick={() => choice.toggle(id)}
                  >
                    {content}
                  </button>
                ) : (
                  <span key={id} className="ns-toggle">
                    {content}
                  </span>
                );
              })}
            </div>
            <TilePlot height={HEIGHT}>
              <AreaChart
                {...places}
                title={title}
                unit="people"
                granularity={granularity}
                series={lines}
                marks={marks}
                height={HEIGHT}
                view="chart"
              />
            </TilePlot>
            <PartState state={flows}>{null}</PartState>
            {moved && changes && (
              <div className="ns-flows">
                <dl aria-label={t("operational.flows")}>
                  {(["warmer", "colder", "entered", "same"] as const).map((kind) => (
                    <div key={kind}>
                      <dt>{t(`operational.flow_${kind}`)}</dt>
                      <dd>{formatValue(moved[kind], "people", format).full}</dd>
                    </div>
                  ))}
                </dl>
                <p className="ns-note">
                  {t("operational.flows_note", {
                    period: formatPeriodLabel({ start: changes.range[0], end: changes.range[1] }, format),
                  })}
                </p>
              </div>
            )}
          </>
        );
      }}
    </Tile>
  );
}

export interface SegmentEvolutionViewProps {
  /** People by segment and bucket. */
  state: Loadable<KpiRowsValue>;
  /** People by segment before and after. */
  flows: Loadable<KpiRowsValue>;
  /** Of `segment`; without it segments can't be chosen. */
  choice?: Choice | undefined;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
