import { foldOther, type KpiRow } from "@northstar/core";

export interface Topic {
  /** Null for all that is gathered. */
  key: string | null;
  minutes: number;
  /** Completions ÷ plays; null without plays. */
  completionRate: number | null;
}

/** A row without a number had none of it. */
const sumOf = (id: string) => ({ kind: "sum", value: ({ values }: KpiRow) => values[id] ?? 0 }) as const;

const MEASURES = {
  minutes: sumOf("content_minutes"),
  completionRate: {
    kind: "ratio",
    value: ({ values }: KpiRow) => values.completion_rate ?? null,
    weight: ({ values }: KpiRow) => values.plays ?? 0,
  },
} as const;

/**
 * The first `count` topics by minutes, and what the rest comes to: its minutes added up, its completion from the plays of all of it.
 * A chosen topic is among the first however small it is; a single one left over is shown itself.
 */
export function rankTopics(
  rows: readonly KpiRow[],
  count: number,
  selected: readonly string[],
): { topics: Topic[]; others: (Topic & { count: number }) | null } {
  const { shown, other } = foldOther(
    rows.filter(({ values }) => values.plays || values.content_minutes),
    {
      count: count + 1,
      measures: MEASURES,
      by: "minutes",
      keep: ({ keys }) => selected.includes(keys.topic ?? ""),
    },
  );
  return {
    topics: shown.map((row) => ({
      key: row.keys.topic ?? "",
      minutes: MEASURES.minutes.value(row),
      completionRate: MEASURES.completionRate.value(row),
    })),
    others: other && {
      key: null,
      count: other.rows.length,
      minutes: other.values.minutes ?? 0,
      completionRate: other.values.completionRate,
    },
  };
}
