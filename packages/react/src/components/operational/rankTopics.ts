import { divide, type KpiRow } from "@northstar/core";

export interface Topic {
  /** Null for all that is gathered. */
  key: string | null;
  minutes: number;
  /** Completions ÷ plays; null without plays. */
  completionRate: number | null;
}

/**
 * The first `count` topics by minutes, and what the rest comes to: its minutes added up, its completion from the plays of all of it.
 * A chosen topic is among the first however small it is; a single one left over is shown itself.
 */
export function rankTopics(
  rows: readonly KpiRow[],
  count: number,
  selected: readonly string[],
): { topics: Topic[]; others: (Topic & { count: number }) | null } {
  const played = rows
    .filter(({ values }) => values.plays || values.content_minutes)
    .toSorted((one, other) => (other.values.content_minutes ?? 0) - (one.values.content_minutes ?? 0));
  const room = played.length === count + 1 ? played.length : count;
  const isShown = (row: KpiRow, index: number) => index < room || selected.includes(row.keys.topic ?? "");
  const shown = played.filter(isShown);
  const rest = played.filter((row, index) => !isShown(row, index));
  const topics = shown.map(({ keys, values }) => ({
    key: keys.topic ?? "",
    minutes: values.content_minutes ?? 0,
    completionRate: values.completion_rate ?? null,
  }));
  if (rest.length === 0) return { topics, others: null };
  const sum = (id: string) => rest.reduce((total, { values }) => total + (values[id] ?? 0), 0);
  const others = {
    key: null,
    count: rest.length,
    minutes: sum("content_minutes"),
    completionRate: divide(sum("completions"), sum("plays")),
  };
  return { topics, others };
}
