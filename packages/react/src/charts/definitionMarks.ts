import type { KpiMeta } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

/** The marks of a chart of these KPIs where the definition of one changes, its first version apart: by version, and by name where there are several. */
export function definitionMarks(
  kpis: readonly Pick<KpiMeta, "title" | "changelog">[],
  { t, format }: Interface,
): { start: string; label: string }[] {
  return kpis.flatMap(({ title, changelog = [] }) =>
    changelog.flatMap(({ version, since: start }) =>
      version > 1
        ? { start, label: t("chart.version", { version }) + (kpis[1] ? `, ${title[format.locale]}` : "") }
        : [],
    ),
  );
}
