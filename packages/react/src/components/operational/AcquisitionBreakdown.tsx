import { divide, type FunnelBreakdownRow, funnelTexts, joinTexts, operationalTexts } from "@northstar/core";
import { useMemo } from "react";
import type { FunnelDrill } from "../../filters/funnelDrill.ts";
import type { FunnelValue } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { useInterface } from "../interface.ts";
import { type Choice, isChosen } from "./choice.ts";
import { useValueWords } from "./useValueWords.ts";

const TEXTS = joinTexts(funnelTexts, operationalTexts);

const SECONDS_PER_DAY = 86_400;
/** A share of the whole way this far from everyone's is worth a colour. */
const NOTABLE = 0.25;
/** Where fewer than this would be expected at the end, a share says little about its value. */
const EXPECTED = 5;
/** Values beyond these are few visitors each; the reader finds them in the filters. */
const MAX_ROWS = 8;

/** A funnel by the values of a dimension, as small multiples: a row for each, bars of a column to one scale. */
export function AcquisitionBreakdown({ value, dimension, dimensionTitle, overallRate, choice, drill }: Props) {
  const { t, format } = useInterface(TEXTS);
  const words = useValueWords();
  const rows = useMemo(() => withChosen(value.breakdown ?? [], choice?.selected ?? []), [value.breakdown, choice]);
  const titles = JSON.stringify(value.steps.map((step) => step.title[format.locale]));
  const hasDays = rows.some((row) => daysOf(row) !== null);
  const columns = useMemo((): DataColumn<FunnelBreakdownRow>[] => {
    const [first = "", ...others] = JSON.parse(titles) as string[];
    return [
      { id: dimension, title: dimensionTitle, value: (row) => words(dimension, row.key) },
      { id: "first", title: first, unit: "people", value: (row) => row.counts[0] ?? null },
      ...others.map(
        (title, index): DataColumn<FunnelBreakdownRow> => ({
          id: `step${index}`,
          title,
          unit: "percent",
          bar: true,
          value: (row) => divide(row.counts[index + 1], row.counts[index]),
        }),
      ),
      {
        id: "overall",
        title: t("funnel.overall"),
        unit: "percent",
        value: overallOf,
        tone: (row) => toneOf(row, overallRate),
      },
      ...(hasDays
        ? [
            {
              id: "days",
              title: t("operational.days_to_active"),
              unit: "count",
              polarity: "down",
              value: daysOf,
            } satisfies DataColumn<FunnelBreakdownRow>,
          ]
        : []),
    ];
  }, [titles, dimension, dimensionTitle, overallRate, hasDays, words, t]);
  const cut = (value.breakdown ?? []).length - rows.length;
  const notes = [
    ...(overallRate === null ? [] : [t("operational.overall_note")]),
    ...(hasDays ? [t("operational.days_note")] : []),
    ...(cut > 0 ? [t("operational.shown", { shown: rows.length, count: rows.length + cut })] : []),
  ];
  return (
    <DataTable
      title={t("funnel.breakdown", {
        title: value.funnel.title[format.locale],
        dimension: dimensionTitle.toLocaleLowerCase(format.locale),
      })}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      defaultSort={{ id: "first", direction: "desc" }}
      {...(choice?.isAvailable && { onSelect: ({ key }: FunnelBreakdownRow) => choice.toggle(key) })}
      isSelected={(row) => isChosen(choice, row.key)}
      {...(drill && {
        open: {
          label: ({ key }: FunnelBreakdownRow) => t("drill.button_of", { title: words(dimension, key) }),
          onOpen: ({ key }: FunnelBreakdownRow) => drill.open(undefined, { values: { [dimension]: [key] } }),
        },
      })}
      caption={notes.join(" · ")}
    />
  );
}

/** The largest, and what is chosen though it is small. */
function withChosen(rows: readonly FunnelBreakdownRow[], selected: readonly string[]): readonly FunnelBreakdownRow[] {
  return rows.filter(({ key }, index) => index < MAX_ROWS || selected.includes(key));
}

function overallOf({ counts }: FunnelBreakdownRow): number | null {
  return divide(counts.at(-1), counts[0]);
}

/** The medians of the steps added up, in days; null where a step has none. */
function daysOf({ medianSeconds }: FunnelBreakdownRow): number | null {
  const [, ...seconds] = medianSeconds ?? [];
  let sum = 0;
  for (const median of seconds) {
    if (median === null) return null;
    sum += median;
  }
  return seconds.length === 0 ? null : Math.round(sum / SECONDS_PER_DAY);
}

function toneOf(row: FunnelBreakdownRow, whole: number | null): "good" | "bad" | "neutral" {
  const rate = overallOf(row);
  if (rate === null || !whole || (row.counts[0] ?? 0) * whole < EXPECTED) return "neutral";
  const ratio = rate / whole - 1;
  if (Math.abs(ratio) < NOTABLE) return "neutral";
  return ratio > 0 ? "good" : "bad";
}

interface Props {
  value: FunnelValue;
  dimension: string;
  dimensionTitle: string;
  /** Everyone's share of the whole way, which rows are held against. */
  overallRate: number | null;
  choice?: Choice | undefined;
  /** The way to what is behind the funnel's steps. */
  drill?: FunnelDrill | undefined;
}
