import { definitionChanges, type KpiMeta } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

/**
 * The marks of a chart of these KPIs where the definition of one of them changes: by version, and by name where the chart has several.
 * Changes of one day are one mark.
 */
export function definitionMarks(
  kpis: readonly (Pick<KpiMeta, "title" | "changelog"> | null | undefined)[],
  { t, format }: Interface,
): { start: string; label: string }[] {
  const known = kpis.filter((kpi) => kpi !== null && kpi !== undefined);
  const marks = new Map<string, string[]>();
  for (const kpi of known) {
    for (const { version, since } of definitionChanges(kpi)) {
      const label = t("chart.version", { version });
      const named = known.length > 1 ? `${label}, ${kpi.title[format.locale]}` : label;
      marks.set(since, [...(marks.get(since) ?? []), named]);
    }
  }
  return [...marks].sort().map(([start, labels]) => ({ start, label: labels.join("; ") }));
}
