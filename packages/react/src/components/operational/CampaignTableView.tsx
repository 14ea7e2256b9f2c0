import { type KpiRow, operationalTexts } from "@northstar/core";
import { useMemo, useState } from "react";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { NoteSkeleton, RowsSkeleton } from "../RowsSkeleton.tsx";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { ChannelBadge, channelCategory } from "./ChannelBadge.tsx";
import { type Choice, isChosen, keyOf } from "./choice.ts";
import { rowOpening } from "./rowOpening.ts";
import { rowsTable } from "./rowsTable.ts";
import { useValueWords } from "./useValueWords.ts";

/** Campaigns that a reader takes in; the rest is one click away. */
const FIRST_ROWS = 6;

/** Campaigns with their channel and rates, bars of conversion in the channel's colour: drawn from a state. */
export function CampaignTableView({ state, choice, drill }: CampaignTableViewProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const words = useValueWords();
  const [isWhole, setWhole] = useState(false);
  const columns = useMemo(
    (): DataColumn<KpiRow>[] => [
      {
        id: "campaign_name",
        title: t("operational.campaign"),
        value: ({ keys }) => words("campaign_name", keys.campaign_name),
        cell: ({ keys }) => (
          <span className="ns-campaign">
            <ChannelBadge channel={keys.channel} />
            <span>{words("campaign_name", keys.campaign_name)}</span>
          </span>
        ),
      },
      column("messages_delivered", t("operational.delivered"), "count"),
      column("open_rate", t("operational.open_rate"), "percent"),
      column("click_rate", t("operational.click_rate"), "percent"),
      {
        ...column("campaign_conversion_rate", t("operational.conversion"), "percent"),
        bar: { category: ({ keys }) => channelCategory(keys.channel) },
      },
    ],
    [t, words],
  );
  const title = t("operational.campaigns");
  const rows = shownValue(state)?.rows ?? NO_ROWS;
  const shown = useMemo(
    () =>
      isWhole ? rows : rows.filter((row, index) => index < FIRST_ROWS || isChosen(choice, row.keys.campaign_name)),
    [rows, isWhole, choice],
  );
  const ofRows = useMemo(
    () => ({
      ...(choice?.isAvailable && { onSelect: ({ keys }: KpiRow) => choice.toggle(keyOf(keys.campaign_name)) }),
      isSelected: ({ keys }: KpiRow) => isChosen(choice, keys.campaign_name),
      ...rowOpening(drill, "campaign_name", words, t),
    }),
    [choice, drill, words, t],
  );
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
          value.rows,
          {
            title,
            by: [
              {
                name: "campaign_name",
                title: t("operational.campaign"),
                words: ({ keys }) => words("campaign_name", keys.campaign_name),
              },
              { name: "channel", title: t("operational.channel"), words: ({ keys }) => words("channel", keys.channel) },
            ],
          },
          ui,
        )
      }
      menu={drill && (() => drill.menu)}
      skeleton={
        <>
          <RowsSkeleton rows={FIRST_ROWS} />
          <NoteSkeleton />
          <NoteSkeleton />
        </>
      }
    >
      {({ isCut }) => {
        if (rows.length === 0) {
          return <EmptyState title={t("operational.no_campaigns")} detail={t("operational.no_campaigns_detail")} />;
        }
        const count = isCut ? `${rows.length}+` : rows.length;
        return (
          <>
            <DataTable
              title={title}
              rows={shown}
              columns={columns}
              rowKey={nameOf}
              defaultSort={BY_CONVERSION}
              maxHeight={420}
              {...ofRows}
              caption={`${t("operational.campaigns_note")} · ${t("operational.shown", { shown: shown.length, count })}${
                shown.length < rows.length ? ` · ${t("operational.most_converting")}` : ""
              }`}
            />
            {rows.length > FIRST_ROWS && (
              <button type="button" className="ns-link ns-show-all" onClick={() => setWhole(!isWhole)}>
                {isWhole ? t("operational.show_fewer") : t("operational.show_all", { count })}
              </button>
            )}
          </>
        );
      }}
    </Tile>
  );
}

const NO_ROWS: readonly KpiRow[] = [];
const BY_CONVERSION = { id: "campaign_conversion_rate", direction: "desc" } as const;

function nameOf({ keys }: KpiRow): string {
  return `${keys.channel} ${keys.campaign_name}`;
}

function column(id: string, title: string, unit: "count" | "percent"): DataColumn<KpiRow> {
  return { id, title, unit, value: ({ values }) => values[id] ?? null };
}

export interface CampaignTableViewProps {
  state: Loadable<KpiRowsValue>;
  /** Of `campaign_name`; without it rows can't be chosen. */
  choice?: Choice | undefined;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
