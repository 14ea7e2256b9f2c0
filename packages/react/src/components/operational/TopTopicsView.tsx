import { operationalTexts } from "@northstar/core";
import { BarList } from "../../charts/BarList.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { RowsSkeleton } from "../RowsSkeleton.tsx";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import type { Choice } from "./choice.ts";
import { rankTopics } from "./rankTopics.ts";
import { rowsTable } from "./rowsTable.ts";
import { useValueWords } from "./useValueWords.ts";

/** Topics as bars of minutes with their completion: drawn from a state. */
export function TopTopicsView({ state, count = 8, choice, drill }: TopTopicsViewProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const words = useValueWords();
  const title = t("operational.topics");
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <span className="ns-note">{t("operational.topics_columns")}</span>
          <FreshnessMark freshness={value.freshness} />
          <Why value={subjectsOf(value)} title={title} />
        </>
      )}
      table={(value) =>
        rowsTable(
          value,
          value.rows.filter(({ values }) => values.plays || values.content_minutes),
          {
            title,
            by: [{ name: "topic", title: t("operational.topic"), words: ({ keys }) => words("topic", keys.topic) }],
          },
          ui,
        )
      }
      menu={drill && (() => drill.menu)}
      skeleton={<RowsSkeleton rows={count} look="bars" />}
    >
      {({ rows }) => {
        const { topics, others } = rankTopics(rows, count, choice?.selected ?? []);
        if (topics.length === 0) return <EmptyState />;
        return (
          <BarList
            title={title}
            unit="count"
            secondaryTitle={t("operational.completion")}
            rows={[
              ...topics.map(({ key, minutes, completionRate }) => ({
                key: key ?? "",
                label: words("topic", key),
                value: Math.round(minutes),
                secondary: { value: completionRate, unit: "percent" as const },
              })),
              ...(others
                ? [
                    {
                      key: ":others",
                      label: t("operational.others", { count: others.count }),
                      value: Math.round(others.minutes),
                      secondary: { value: others.completionRate, unit: "percent" as const },
                      isOther: true,
                    },
                  ]
                : []),
            ]}
            {...(choice?.isAvailable && { onSelect: choice.toggle, selected: choice.selected })}
          />
        );
      }}
    </Tile>
  );
}

export interface TopTopicsViewProps {
  /** Minutes, plays, completions and completion rate by topic. */
  state: Loadable<KpiRowsValue>;
  /** Topics shown by themselves. @default 8 */
  count?: number;
  /** Of `topic`; without it topics can't be chosen. */
  choice?: Choice | undefined;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
