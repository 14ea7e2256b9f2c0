import { ModelError, type ModelProblem } from "../codegen/ModelError.ts";
import type { Model, ModelMember, ModelView } from "../codegen/readModel.ts";
import { digest, type ModelPart, ModelParts } from "./ModelParts.ts";

/** What a KPI's or a funnel's number rests on: its version stands for exactly this. */
export interface Definition {
  kind: "kpi" | "funnel";
  id: string;
  version: number;
  /** What its record adds to the SQL: unit, polarity, grain, measure, time dimension, steps. */
  lines: readonly string[];
  /** Names of every part of the model below it, in order. */
  uses: readonly string[];
  /** Hex SHA-256 of all of it; other names for the same cubes and measures leave it as it is. */
  hash: string;
  file: string;
  line: number;
}

/** What a KPI's record adds to its measure, where it is defined and a view that shows it. */
export interface RecordedKpi {
  kpi: {
    id: string;
    version: number;
    unit: string;
    polarity: string;
    grain: string;
    timeDimension: string;
    cohortLagDays?: number | undefined;
    comparesWholePeriods?: boolean | undefined;
  };
  member: ModelMember;
  view: ModelView;
}

export interface RecordedFunnel {
  funnel: {
    id: string;
    version: number;
    timeDimension: string;
    steps: readonly { id: string; measure: string; medianSecondsMeasure?: string | undefined }[];
  };
  view: ModelView;
}

export interface RecordedMetrics {
  kpis: readonly RecordedKpi[];
  funnels: readonly RecordedFunnel[];
}

/** The definitions of a model and the parts they rest on, each once. */
export interface CompiledModel {
  definitions: readonly Definition[];
  parts: ReadonlyMap<string, ModelPart>;
}

/**
 * Compiles what each KPI and funnel means from the model's files, without Cube: the same on every planner and warehouse.
 * Titles, texts, targets, limits, owners, service levels, sources, roles, folders, access policies, rollups and refresh keys are
 * no part of it; neither is what a number may be cut by (tenant, country, source), which leaves the number itself alone.
 *
 * @throws ModelError when a definition refers to what no YAML file defines
 */
export function compileDefinitions(model: Model, { kpis, funnels }: RecordedMetrics): CompiledModel {
  const problems: ModelProblem[] = [];
  const parts = new ModelParts(model, problems);
  const roots = [...kpis.map((found) => kpiRoot(found, parts)), ...funnels.map((found) => funnelRoot(found, parts))];
  if (problems.length > 0) throw new ModelError(problems);
  const byId = new Map<string, Root[]>();
  for (const root of roots) {
    const key = `${root.kind} ${root.id}`;
    byId.set(key, [...(byId.get(key) ?? []), root]);
  }
  const definitions = [...byId.values()].map((same) => mergeRoots(same, parts));
  const used = [...new Set(definitions.flatMap(({ uses }) => uses))].sort();
  return {
    definitions: definitions.sort((a, b) => (a.kind === b.kind ? compare(a.id, b.id) : a.kind === "kpi" ? -1 : 1)),
    parts: new Map(
      used.flatMap((name): [string, ModelPart][] => {
        const part = parts.get(name);
        return part ? [[name, part]] : [];
      }),
    ),
  };
}

/** A definition as one view gives it. */
interface Root {
  kind: Definition["kind"];
  id: string;
  version: number;
  lines: readonly string[];
  /** The same with hashes for names. */
  hashed: readonly string[];
  uses: readonly ModelPart[];
  file: string;
  line: number;
}

function kpiRoot({ kpi, view, member }: RecordedKpi, parts: ModelParts): Root {
  const facts = [
    `unit: ${kpi.unit}`,
    `polarity: ${kpi.polarity}`,
    `grain: ${kpi.grain}`,
    ...(kpi.cohortLagDays === undefined ? [] : [`cohortLagDays: ${kpi.cohortLagDays}`]),
    ...(kpi.comparesWholePeriods === true ? ["comparesWholePeriods: true"] : []),
  ];
  return rootOf(
    { kind: "kpi", id: kpi.id, version: kpi.version, facts, file: member.file, line: member.line },
    [["measure", member.definedAs]],
    kpi.timeDimension,
    view,
    parts,
  );
}

function funnelRoot({ funnel, view }: RecordedFunnel, parts: ModelParts): Root {
  const measures = funnel.steps.flatMap(({ id, measure, medianSecondsMeasure }): [string, string][] => [
    [`step ${id}`, definedAs(view, measure)],
    ...(medianSecondsMeasure === undefined
      ? []
      : [[`median seconds to ${id}`, definedAs(view, medianSecondsMeasure)] as [string, string]]),
  ]);
  return rootOf(
    { kind: "funnel", id: funnel.id, version: funnel.version, facts: [], file: view.file, line: view.line },
    measures,
    funnel.timeDimension,
    view,
    parts,
  );
}

function rootOf(
  record: Pick<Root, "kind" | "id" | "version" | "file" | "line"> & { facts: readonly string[] },
  measures: readonly [label: string, definedAs: string][],
  timeDimension: string,
  view: ModelView,
  parts: ModelParts,
): Root {
  const { facts, ...rest } = record;
  const named: [string, ModelPart][] = [
    ...measures.map(([label, name]): [string, ModelPart] => [label, parts.member(name)]),
    ["time dimension", parts.member(definedAs(view, timeDimension))],
  ];
  const time = cubeOf(definedAs(view, timeDimension));
  const cubes = [...new Set(measures.map(([, name]) => cubeOf(name)))];
  const joins = cubes.flatMap((cube) => [...parts.joins(cube, time), ...joinPath(view, cube, parts)]);
  return {
    ...rest,
    lines: [...facts, ...named.map(([label, { name }]) => `${label}: ${name.replace(/^\w+ /, "")}`)],
    hashed: [...facts, ...named.map(([label, { hash }]) => `${label}: ${hash}`), ...joins.map(({ hash }) => hash)],
    uses: [...named.map(([, part]) => part), ...joins],
  };
}

/** A view may reach a cube through others (`join_path: flows.flow_runs`), which then decide which rows there are. */
function joinPath(view: ModelView, cube: string, parts: ModelParts): ModelPart[] {
  const entries = Array.isArray(view.definition.cubes) ? view.definition.cubes : [];
  const paths = entries.map(({ join_path: path }: { join_path: string }) => path.split("."));
  const path = paths.find((names) => names.at(-1) === cube) ?? [];
  return path.slice(1).flatMap((name, index) => parts.joins(path[index] ?? "", name));
}

/** The same id in two views is one definition; where the views lead to it differently, both are part of it. */
function mergeRoots(roots: readonly Root[], parts: ModelParts): Definition {
  const [first] = roots;
  if (!first) throw new RangeError("A definition comes from a view at least.");
  const { kind, id, version, file, line } = first;
  return {
    kind,
    id,
    version,
    file,
    line,
    lines: [...new Set(roots.flatMap(({ lines }) => lines))],
    uses: closure(
      roots.flatMap(({ uses }) => uses),
      parts,
    ),
    hash: digest([...new Set(roots.map(({ hashed }) => digest(hashed)))].sort()),
  };
}

function closure(direct: readonly ModelPart[], parts: ModelParts): string[] {
  const found = new Set(direct.map(({ name }) => name));
  for (const name of found) {
    for (const used of parts.get(name)?.uses ?? []) found.add(used);
  }
  return [...found].sort();
}

function definedAs(view: ModelView, name: string): string {
  return view.members.find((member) => member.name === name)?.definedAs ?? `${view.name}.${name}`;
}

function cubeOf(name: string): string {
  return name.split(".")[0] ?? "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
