import type { KpiMeta, LocalizedText } from "../kpi.ts";
import { baseTexts } from "../messages/areas/base.ts";
import type { AlertLimits, AlertRuleInput } from "./types.ts";

/** Sources that are late by these multiples of their objective are amber and red; at once would tell of every slow minute. */
const LATE: AlertLimits = { amber: { enter: 2, exit: 1 }, red: { enter: 6, exit: 2 } };
const LATE_FOR_SECONDS = 300;
const LATE_KEEP_SECONDS = 900;

/** What the rule of a KPI's own limits is called. */
export function limitRuleId(kpi: string): string {
  return `limits-${kpi}`;
}

/** What the rule that looks after a source is called. */
export function sourceRuleId(source: string): string {
  return `late-${source}`;
}

/**
 * Rules that follow from the model alone: one for each KPI with thresholds, so that its tile and its alert can't disagree, and one for each
 * source, by the KPI that tells most of it (the fewest other sources, then the strictest objective). A rule of a file with the same id takes
 * its place.
 * @param kpis all of the model's
 */
export function modelRules(kpis: readonly KpiMeta[]): AlertRuleInput[] {
  const byId = [...new Map(kpis.map((kpi) => [kpi.id, kpi])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const limits = byId.flatMap((kpi) => limitRule(kpi) ?? []);
  const sources = [...new Set(byId.flatMap(({ sources: own }) => own))].sort();
  return [...limits, ...sources.map((source) => sourceRule(source, byId))];
}

function limitRule({ id, title, owner, polarity, thresholds }: KpiMeta): AlertRuleInput | null {
  if (!thresholds) return null;
  const { amber, red, on } = thresholds;
  return {
    id: limitRuleId(id),
    title,
    owner,
    watch: { kpi: id },
    condition: {
      kind: "threshold",
      direction: polarity === "up" ? "below" : "above",
      amber: { enter: amber },
      red: { enter: red },
    },
    on,
    labels: { kind: "limits", owner },
  };
}

function sourceRule(source: string, kpis: readonly KpiMeta[]): AlertRuleInput {
  const [best] = kpis
    .filter(({ sources }) => sources.includes(source))
    .sort((one, other) => one.sources.length - other.sources.length || one.sloSeconds - other.sloSeconds);
  const name = sourceName(source);
  return {
    id: sourceRuleId(source),
    title: { es: `Fuente atrasada: ${name.es}`, en: `Late source: ${name.en}` },
    owner: "devops",
    watch: { kpi: best?.id ?? "" },
    condition: { kind: "freshness", ...LATE },
    forSeconds: LATE_FOR_SECONDS,
    keepFiringSeconds: LATE_KEEP_SECONDS,
    labels: { kind: "late_source", source },
  };
}

/** As readers know it from the interface; a source that a host's model declares goes by its id. */
function sourceName(source: string): LocalizedText {
  const nameIn = (words: Readonly<Record<string, string>>) => words[`source.${source}`] ?? source;
  return { es: nameIn(baseTexts.es), en: nameIn(baseTexts.en) };
}
