import { definitionChanges, type KpiMeta } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

/** The marks of a chart of these KPIs where the definition of one of them changes: by version, and by name where the chart has several. */
export function definitionMarks(
  kpis: readonly (Pick<KpiMeta, "title" | "changelog"> | undefined)[],
  { t, format }: Interface,
): { start: string; label: string }[] {
  return kpis.flatMap((kpi) =>
    definitionChanges(kpi ?? {}).map(({ version, since }) => {
      const label = t("chart.version", { version });
      return { start: since, label: kpi && kpis.length > 1 ? `${label}, ${kpi.title[format.locale]}` : label };
    }),
  );
}
