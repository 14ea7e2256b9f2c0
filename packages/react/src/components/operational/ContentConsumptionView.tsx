import { type Granularity, type KpiRow, operationalTexts } from "@northstar/core";
import { useMemo } from "react";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import { LineChart } from "../../charts/LineChart.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import { useChartChoice } from "../../filters/useChartChoice.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { PartState } from "../PartState.tsx";
import { BlockSkeleton, RowsSkeleton } from "../RowsSkeleton.tsx";
import { seriesTable } from "../seriesTable.ts";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { type Choice, isChosen, keyOf } from "./choice.ts";
import { foldLines } from "./foldLines.ts";
import { rowOpening } from "./rowOpening.ts";
import { seriesByKey } from "./seriesByKey.ts";
import { useValueWords } from "./useValueWords.ts";

const HEIGHT = 220;

/** A line of minutes for each type of content, and under them what was played and finished: drawn from states. */
export function ContentConsumptionView({ totals, series, choice, drill }: ContentConsumptionViewProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const words = useValueWords();
  const trend = shownValue(series);
  const sums = shownValue(totals);
  const played = useMemo(() => playedRows(sums?.rows ?? []), [sums]);
  const lines = useMemo(() => {
    // Ranked by the sums of the period: a type has its colour also when the chart begins before it.
    const sizes = new Map(played.map(({ keys, values }) => [keyOf(keys.content_type), values.content_minutes ?? null]));
    const found = trend ? seriesByKey(trend, "content_type", "content_minutes", true) : [];
    const ranked = found.flatMap(({ key, points }) => {
      const total = sizes.get(keyOf(key));
      return total === undefined ? [] : { id: keyOf(key), title: words("content_type", key), points, total };
    });
    return foldLines(ranked, (count) => t("operational.others", { count }));
  }, [trend, played, words, t]);
  const columns = useMemo(
    (): DataColumn<KpiRow>[] => [
      {
        id: "content_type",
        title: t("operational.content_type"),
        value: ({ keys }) => words("content_type", keys.content_type),
      },
      { id: "content_minutes", title: t("operational.minutes"), value: ({ values }) => values.content_minutes ?? null },
      { id: "plays", title: t("operational.plays"), value: ({ values }) => values.plays ?? null },
      {
        id: "completion_rate",
        title: t("operational.completion"),
        unit: "percent",
        value: ({ values }) => values.completion_rate ?? null,
      },
    ],
    [t, words],
  );
  const marks = useMemo(() => definitionMarks(trend?.kpis ?? [], ui), [trend, ui]);
  const places = useChartChoice(drill, "content_minutes", trend?.granularity);
  const title = t("operational.content");
  const ofTypes = useMemo(
    () => ({
      ...(choice?.isAvailable && { onSelect: ({ keys }: KpiRow) => choice.toggle(keyOf(keys.content_type)) }),
      isSelected: ({ keys }: KpiRow) => isChosen(choice, keys.content_type),
      ...rowOpening(drill, "content_type", words, t),
    }),
    [choice, drill, words, t],
  );
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={totals}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          {trend?.granularity && <span className="ns-note">{t(MINUTES_PER[trend.granularity])}</span>}
          <FreshnessMark freshness={value.freshness} />
          <Why value={subjectsOf(value)} title={title} />
        </>
      )}
      table={(value) =>
        trend?.granularity && lines.length > 0
          ? seriesTable(
              {
                title,
                granularity: trend.granularity,
                lines: lines.map((line) => ({ ...line, unit: "minutes" })),
                freshness: value.freshness,
              },
              ui,
            )
          : null
      }
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      skeleton={
        <>
          <BlockSkeleton height={HEIGHT} />
          <RowsSkeleton rows={3} look="compact" />
        </>
      }
    >
      {() => {
        if (played.length === 0) return <EmptyState />;
        return (
          <>
            {trend?.granularity ? (
              <TilePlot height={HEIGHT}>
                <LineChart
                  {...places}
                  title={title}
                  unit="minutes"
                  granularity={trend.granularity}
                  series={lines}
                  marks={marks}
                  height={HEIGHT}
                  view="chart"
                />
              </TilePlot>
            ) : (
              <PartState state={series}>
                <BlockSkeleton height={HEIGHT} />
              </PartState>
            )}
            <DataTable title={title} rows={played} columns={columns} rowKey={typeOf} {...ofTypes} density="compact" />
          </>
        );
      }}
    </Tile>
  );
}

const typeOf = ({ keys }: KpiRow) => keyOf(keys.content_type);

/** What isn't content has no type and no minutes. */
function playedRows(rows: readonly KpiRow[]): readonly KpiRow[] {
  return rows.filter(({ values }) => values.plays || values.content_minutes);
}

const MINUTES_PER = {
  hour: "operational.minutes_per_hour",
  day: "operational.minutes_per_day",
  week: "operational.minutes_per_week",
  month: "operational.minutes_per_month",
  quarter: "operational.minutes_per_quarter",
  year: "operational.minutes_per_year",
} as const satisfies Record<Granularity, string>;

export interface ContentConsumptionViewProps {
  /** Of the whole period, by type. */
  totals: Loadable<KpiRowsValue>;
  /** Minutes by type and bucket. */
  series: Loadable<KpiRowsValue>;
  /** Of `content_type`; without it types can't be chosen. */
  choice?: Choice | undefined;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
