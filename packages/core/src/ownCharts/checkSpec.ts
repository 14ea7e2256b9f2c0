import { findKpi } from "../findKpi.ts";
import type { LocalizedText } from "../kpi.ts";
import { chartKinds } from "./chartKind.ts";
import { type ChartCatalog, findMeasure, shortName } from "./findMeasure.ts";
import type { ChartMeasure, ChartProblem, ChartSpec } from "./types.ts";

/**
 * What keeps a chart from being drawn as it was meant, for whoever sees this catalogue: names that are others now, what the roles may
 * not see, what there isn't, and what doesn't go together. Nothing is said of what the catalogue itself doesn't name.
 */
export function checkSpec(spec: ChartSpec, catalog: ChartCatalog): ChartProblem[] {
  const problems: ChartProblem[] = [];
  const measures: ChartMeasure[] = [];
  spec.measures.forEach((name, index) => {
    const path = `measures.${index}`;
    const found = findMeasure(name, catalog);
    if (found) {
      measures.push(found.measure);
      const { id, title } = found.measure;
      if (found.alias) problems.push({ kind: "renamed", path, name, suggestion: id, title });
      return;
    }
    const denied = findDenied(name, catalog);
    problems.push(denied ? { kind: "forbidden", path, name, ...denied } : { kind: "unknown", path, name });
  });
  if (measures.length < spec.measures.length) return problems;
  const cuts = [
    ...spec.dimensions.map((name, index) => ({ name, path: `dimensions.${index}` })),
    ...Object.keys(spec.filters).map((name) => ({ name, path: `filters.${name}` })),
  ];
  for (const { name, path } of cuts) {
    if (measures.every((measure) => isCutBy(measure, name))) continue;
    // Of a dimension that cuts nothing these roles see, they aren't told whether there is one.
    const isKnown =
      catalog.kpis.some((kpi) => kpi.dimensions?.includes(shortName(name))) ||
      measures.some((measure) => isCutBy(measure, name));
    if (isKnown) {
      const others = measures.filter((measure) => !isCutBy(measure, name)).map(({ id }) => id);
      problems.push({ kind: "misfit", path, name, why: "dimension", others });
    } else problems.push({ kind: "unknown", path, name });
  }
  problems.push(...misfits(spec, measures));
  return problems;
}

/** What of measures and their drawing doesn't go together. */
function misfits(spec: ChartSpec, measures: readonly ChartMeasure[]): ChartProblem[] {
  const [first, ...rest] = measures;
  if (!first) return [];
  const problems: ChartProblem[] = [];
  const shared = placesOf(first).filter((place) => rest.every((measure) => placesOf(measure).includes(place)));
  rest.forEach((measure, index) => {
    const at = { kind: "misfit", path: `measures.${index + 1}`, name: measure.id, others: [first.id] } as const;
    if (!placesOf(measure).some((place) => placesOf(first).includes(place))) problems.push({ ...at, why: "time" });
    else if ((measure.cohortLagDays ?? 0) !== (first.cohortLagDays ?? 0)) problems.push({ ...at, why: "cohort" });
  });
  if (problems.length === 0 && shared.length === 0) {
    const last = measures.at(-1) ?? first;
    const path = `measures.${measures.length - 1}`;
    problems.push({ kind: "misfit", path, name: last.id, why: "time", others: [first.id] });
  }
  const kinds = chartKinds({ ...spec, units: measures.map(({ unit }) => unit) });
  if (spec.kind !== null && !kinds.includes(spec.kind)) {
    problems.push({ kind: "misfit", path: "kind", name: spec.kind, why: "chart", others: kinds });
  }
  return problems;
}

/** Where a measure is shown, by the date it goes by there. */
function placesOf({ timeDimensionMember, alsoIn = [] }: ChartMeasure): string[] {
  return [timeDimensionMember, ...alsoIn.map((place) => place.timeDimensionMember)];
}

/** Whether a measure may be broken down and filtered by a dimension; any may where the server doesn't say. */
function isCutBy({ dimensions }: ChartMeasure, name: string): boolean {
  return dimensions === undefined || dimensions.includes(shortName(name));
}

function findDenied(
  name: string,
  { denied, deniedFunnels = [] }: ChartCatalog,
): { title: LocalizedText; owner: string | null; roles: readonly string[] } | null {
  const found = findKpi(denied, name) ?? (name.includes(".") ? findKpi(denied, shortName(name)) : null);
  if (found) return { title: found.kpi.title, owner: found.kpi.owner, roles: found.kpi.roles };
  const funnel = deniedFunnels.find(({ id }) => id === name);
  return funnel ? { title: funnel.title, owner: funnel.owner ?? null, roles: funnel.roles } : null;
}

/** The spec with the names that its measures have now. */
export function withNewNames(spec: ChartSpec, catalog: Pick<ChartCatalog, "kpis" | "funnels">): ChartSpec {
  const measures = spec.measures.map((name) => {
    const found = findMeasure(name, catalog);
    return found?.alias ? found.measure.id : name;
  });
  return { ...spec, measures };
}
