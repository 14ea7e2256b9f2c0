import type { z } from "zod";
import { checkChangelog } from "./checkChangelog.ts";
import { checkExposure } from "./checkExposure.ts";
import { checkNames } from "./checkNames.ts";
import { type FunnelRecord, funnelSchema, type KpiRecord, kpiSchema, rowFiltersSchema } from "./kpiSchema.ts";
import { ModelError, type ModelProblem } from "./ModelError.ts";
import type { Model, ModelMember, ModelView } from "./readModel.ts";

/** A KPI and a view that shows it. */
export interface FoundKpi {
  kpi: KpiRecord;
  view: ModelView;
  member: ModelMember;
}

export interface FoundFunnel {
  funnel: FunnelRecord;
  view: ModelView;
}

/** Where a problem is. */
export type Place = Pick<ModelProblem, "file" | "line" | "member">;

export interface CheckedModel {
  kpis: readonly FoundKpi[];
  funnels: readonly FoundFunnel[];
}

/**
 * Checks what Cube doesn't: that every KPI and funnel record is complete, names only what exists, and agrees with who may see it;
 * that nothing is public past the access policies.
 *
 * @throws ModelError with every problem found
 */
export function checkModel(model: Model): CheckedModel {
  const problems: ModelProblem[] = [];
  const kpis = model.views.flatMap((view) => kpisOf(view, problems));
  const funnels = model.views.flatMap((view) => funnelsOf(view, problems));
  for (const view of model.views) checkView(view, problems);
  checkIds(kpis, problems);
  checkNames(model, { kpis, funnels }, problems);
  if (model.hasPolicies) {
    checkExposure(model, problems);
    checkRoles(kpis, funnels, problems);
  }
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  if (seen.size > 0) throw new ModelError([...seen.values()]);
  return { kpis, funnels };
}

function kpisOf(view: ModelView, problems: ModelProblem[]): FoundKpi[] {
  return view.members.flatMap((member) => {
    if (member.kind !== "measure" || member.meta.kpi === undefined) return [];
    const at = { file: member.file, line: member.line, member: member.definedAs };
    const kpi = parse(kpiSchema, member.meta.kpi, "meta.kpi", at, problems);
    if (!kpi) return [];
    const time = view.members.find(({ name }) => name === kpi.timeDimension);
    if (time?.type !== "time") {
      problems.push({
        ...at,
        message: `meta.kpi.timeDimension ${kpi.timeDimension} is no time dimension of the view ${view.name}.`,
        fix: `Include it in the view or name one of ${namesOf(view, "time")}.`,
      });
    }
    checkChangelog(kpi, "meta.kpi", at, problems);
    const { thresholds, polarity } = kpi;
    if (thresholds && (polarity === "up" ? thresholds.red > thresholds.amber : thresholds.red < thresholds.amber)) {
      problems.push({
        ...at,
        message: "meta.kpi.thresholds: red comes before amber.",
        fix: `With polarity ${polarity}, red is the ${polarity === "up" ? "lower" : "higher"} one.`,
      });
    }
    return { kpi, view, member };
  });
}

function funnelsOf(view: ModelView, problems: ModelProblem[]): FoundFunnel[] {
  const { funnels } = view.meta;
  if (!Array.isArray(funnels)) return [];
  return funnels.flatMap((record: unknown, index) => {
    const at = { file: view.file, line: view.line, member: view.name };
    const funnel = parse(funnelSchema, record, `meta.funnels.${index}`, at, problems);
    if (!funnel) return [];
    checkChangelog(funnel, `meta.funnels.${index}`, at, problems);
    const named = [
      ...funnel.steps.map(({ measure }) => [measure, "measure"]),
      ...funnel.steps.flatMap(({ medianSecondsMeasure: median }) => (median ? [[median, "measure"]] : [])),
      ...[funnel.timeDimension, ...funnel.breakdowns].map((name) => [name, "dimension"]),
    ];
    for (const [name, kind] of named) {
      if (view.members.some((member) => member.name === name && member.kind === kind)) continue;
      problems.push({
        ...at,
        message: `the funnel ${funnel.id} names the ${kind} ${name}, which the view doesn't show.`,
        fix: "Include it in the view or name another.",
      });
    }
    return { funnel, view };
  });
}

function checkView(view: ModelView, problems: ModelProblem[]): void {
  if (!view.members.some(({ name }) => name === "tenant")) {
    problems.push({
      file: view.file,
      line: view.line,
      member: view.name,
      message: "has no dimension tenant, so no query of it can be answered.",
      fix: "Include one: the string by which every query is cut to the tenant of its token.",
    });
  }
  for (const member of view.members) {
    const at = { file: member.file, line: member.line, member: member.definedAs };
    if (member.kind !== "measure" && member.meta.row_filters === undefined) continue;
    if (member.meta.row_filters === undefined) {
      problems.push({
        ...at,
        message: "has no meta.row_filters.",
        fix: "List the row filters that can cut it, [] if none can.",
      });
      continue;
    }
    const keys = parse(rowFiltersSchema, member.meta.row_filters, "meta.row_filters", at, problems) ?? [];
    if (member.name === "tenant") continue;
    for (const key of keys.filter((key) => !view.members.some(({ name }) => name === key))) {
      problems.push({
        ...at,
        message: `meta.row_filters names ${key}, which is no dimension of the view ${view.name}.`,
        fix: "Include the dimension or leave the key out.",
      });
    }
  }
}

function checkIds(kpis: readonly FoundKpi[], problems: ModelProblem[]): void {
  for (const { kpi, member } of kpis) {
    const other = kpis.find((found) => found.kpi.id === kpi.id && found.member.definedAs !== member.definedAs);
    if (other) {
      problems.push({
        file: member.file,
        line: member.line,
        member: member.definedAs,
        message: `has the KPI id ${kpi.id} of ${other.member.definedAs}.`,
        fix: "Give it one of its own.",
      });
    }
  }
}

/** The roles of a record tell readers what `access_policy` enforces: they must say the same. */
function checkRoles(kpis: readonly FoundKpi[], funnels: readonly FoundFunnel[], problems: ModelProblem[]): void {
  for (const { funnel, view } of funnels) {
    const at = { file: view.file, line: view.line, member: view.name };
    if (funnel.roles) compareRoles(funnel.roles, view.groups, `meta.funnels: ${funnel.id}.roles`, at, problems);
  }
  for (const { kpi, member } of kpis) {
    const groups = kpis.filter((found) => found.kpi.id === kpi.id).flatMap(({ view }) => view.groups);
    compareRoles(
      kpi.roles,
      groups,
      "meta.kpi.roles",
      { file: member.file, line: member.line, member: member.definedAs },
      problems,
    );
  }
}

function compareRoles(
  listed: readonly string[],
  groups: readonly string[],
  where: string,
  at: Place,
  problems: ModelProblem[],
): void {
  const missing = groups.filter((group) => !listed.includes(group));
  const excess = listed.filter((role) => !groups.includes(role));
  if (missing.length + excess.length === 0) return;
  problems.push({
    ...at,
    message: `${where} is [${listed.join(", ")}], and access_policy lets in [${[...new Set(groups)].join(", ")}].`,
    fix: "Make them agree.",
  });
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: string, at: Place, problems: ModelProblem[]): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    problems.push({
      ...at,
      message: `${[where, ...path].join(".")} ${message}.`,
      fix: "See KpiMeta in @northstar/core.",
    });
  }
  return null;
}

function namesOf(view: ModelView, type: string): string {
  return view.members.flatMap((member) => (member.type === type ? [member.name] : [])).join(", ");
}
