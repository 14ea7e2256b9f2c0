import { collectFunnels, readKpis } from "./buildCatalog.ts";
import { readKpiMeta } from "./kpiMeta.ts";
import type { IndexedMember, ViewIndex } from "./viewIndex.ts";

/** The tightest objective of each source: the smallest `sloSeconds` of the KPIs and funnels computed from it. */
export function sourceObjectives(index: ViewIndex): Map<string, number> {
  const objectives = new Map<string, number>();
  for (const { sources, sloSeconds } of [
    ...readKpis(index, ignore).values(),
    ...collectFunnels(index, ignore).values(),
  ]) {
    for (const source of sources) {
      objectives.set(source, Math.min(sloSeconds, objectives.get(source) ?? Number.POSITIVE_INFINITY));
    }
  }
  return objectives;
}

/**
 * The sources that the measures of an answer are computed from: those of its KPI, those the measure's own
 * `meta.sources` names, or those of the funnel it is a step of. A measure that says none makes it every source
 * of its view, so that an answer never looks fresher than it is.
 */
export function sourcesOf(members: readonly IndexedMember[], index: ViewIndex): string[] {
  const sources = new Set<string>();
  for (const member of members) {
    if (member.kind !== "measure") continue;
    for (const source of sourcesOfMeasure(member, index)) sources.add(source);
  }
  return [...sources];
}

function sourcesOfMeasure(member: IndexedMember, index: ViewIndex): readonly string[] {
  const kpi = readKpiMeta(member.meta);
  if (kpi && !(kpi instanceof Error)) return kpi.sources;
  if (Array.isArray(member.meta.sources)) return member.meta.sources.map(String);
  const funnel = [...collectFunnels(index, ignore).values()].find(({ steps }) =>
    steps.some((step) => step.measure === member.name || step.medianSecondsMeasure === member.name),
  );
  if (funnel) return funnel.sources;
  return [...readKpis(index, ignore).values()]
    .filter(({ measure }) => measure.startsWith(`${member.view}.`))
    .flatMap((other) => other.sources);
}

function ignore(): void {}
