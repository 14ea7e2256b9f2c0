import { formatValue, type KpiRow, operationalTexts } from "@northstar/core";
import { DrillName } from "../../filters/DrillName.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { BlockSkeleton } from "../RowsSkeleton.tsx";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { channelCategory } from "./ChannelBadge.tsx";
import { type Choice, isChosen, keyOf } from "./choice.ts";
import { rowsTable } from "./rowsTable.ts";
import { useValueWords } from "./useValueWords.ts";

const MEASURES = [
  { id: "messages_delivered", title: "operational.delivered" },
  { id: "open_rate", title: "operational.open_rate" },
  { id: "click_rate", title: "operational.click_rate" },
  { id: "campaign_conversion_rate", title: "operational.conversion" },
] as const;

/** Channels against each other in four measures, each to a scale of its own from 0: drawn from a state. */
export function ChannelComparisonView({ state, choice, drill }: ChannelComparisonViewProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const words = useValueWords();
  const title = t("operational.channels");
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <Why value={subjectsOf(value)} title={title} />
        </>
      )}
      table={(value) =>
        rowsTable(
          value,
          inOrder(value.rows),
          {
            title,
            by: [
              { name: "channel", title: t("operational.channel"), words: ({ keys }) => words("channel", keys.channel) },
            ],
          },
          ui,
        )
      }
      menu={drill && (() => drill.menu)}
      skeleton={
        <>
          <div className="ns-channels" aria-hidden="true">
            <span className="ns-toggle">
              <span className="ns-skeleton">Email WhatsApp</span>
            </span>
          </div>
          <div className="ns-comparison" aria-hidden="true">
            {MEASURES.map(({ id, title: key }) => (
              <div key={id} className="ns-comparison-measure">
                <p className="ns-comparison-title">{t(key)}</p>
                <BlockSkeleton height={48} />
              </div>
            ))}
          </div>
        </>
      }
    >
      {({ rows, kpis }) =>
        rows.length === 0 ? (
          <EmptyState title={t("operational.no_campaigns")} detail={t("operational.no_campaigns_detail")} />
        ) : (
          <>
            <Channels rows={inOrder(rows)} choice={choice} />
            <div className="ns-comparison">
              {MEASURES.map(({ id, title: key }) => (
                <Measure
                  key={id}
                  title={t(key)}
                  id={id}
                  unit={kpis.find((kpi) => kpi.id === id)?.unit ?? "percent"}
                  rows={inOrder(rows)}
                  choice={choice}
                  drill={drill}
                />
              ))}
            </div>
          </>
        )
      }
    </Tile>
  );
}

/** The legend, which is also where a channel is chosen. */
function Channels({ rows, choice }: { rows: readonly KpiRow[]; choice: Choice | undefined }) {
  const words = useValueWords();
  return (
    <div className="ns-channels">
      {rows.map(({ keys: { channel } }) => {
        const swatch = { "--ns-swatch": colourOf(channel) } as React.CSSProperties;
        const name = (
          <>
            <span className="ns-swatch" style={swatch} aria-hidden="true" />
            {words("channel", channel)}
          </>
        );
        return choice?.isAvailable ? (
          <button
            key={keyOf(channel)}
            type="button"
            className="ns-toggle"
            aria-pressed={isChosen(choice, channel)}
            onClick={() => choice.toggle(keyOf(channel))}
          >
            {name}
          </button>
        ) : (
          <span key={keyOf(channel)} className="ns-toggle">
            {name}
          </span>
        );
      })}
    </div>
  );
}

function Measure({ title, id, unit, rows, choice, drill }: MeasureProps) {
  const { format } = useInterface(operationalTexts);
  const words = useValueWords();
  const max = Math.max(0, ...rows.map(({ values }) => values[id] ?? 0));
  return (
    <div className="ns-comparison-measure">
      <p className="ns-comparison-title">
        <DrillName drill={drill} kpi={id} name={title} start={{ by: "channel" }} />
      </p>
      <ul aria-label={title}>
        {rows.map(({ keys: { channel }, values }) => {
          const value = values[id] ?? null;
          const style = {
            "--ns-share": max === 0 ? 0 : (value ?? 0) / max,
            "--ns-swatch": colourOf(channel),
          } as React.CSSProperties;
          const isOther = choice !== undefined && choice.selected.length > 0 && !isChosen(choice, channel);
          return (
            <li key={keyOf(channel)} className="ns-comparison-row" data-dimmed={isOther ? "" : undefined} style={style}>
              <span className="ns-visually-hidden">{words("channel", channel)}</span>
              <span className="ns-comparison-bar" aria-hidden="true" />
              <span className="ns-comparison-value">{formatValue(value, unit, format).full}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** By name, not by size: a channel keeps its place when the numbers change. */
function inOrder(rows: readonly KpiRow[]): readonly KpiRow[] {
  return rows.toSorted((one, other) => keyOf(one.keys.channel).localeCompare(keyOf(other.keys.channel)));
}

function colourOf(channel: string | null | undefined): string {
  return `var(--ns-category-${channelCategory(channel)})`;
}

interface MeasureProps {
  title: string;
  id: string;
  unit: KpiRowsValue["kpis"][number]["unit"];
  rows: readonly KpiRow[];
  choice: Choice | undefined;
  drill: TileDrill | undefined;
}

export interface ChannelComparisonViewProps {
  state: Loadable<KpiRowsValue>;
  /** Of `channel`; without it channels can't be chosen. */
  choice?: Choice | undefined;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
