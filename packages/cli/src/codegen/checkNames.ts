import type { CheckedModel, FoundKpi } from "./checkModel.ts";
import type { ModelProblem } from "./ModelError.ts";
import type { Model } from "./readModel.ts";
import { readVocabulary } from "./vocabulary.ts";

type Place = Pick<ModelProblem, "file" | "line" | "member">;

/**
 * Checks the names in a model's records: that each source, role and row filter is one of the model's vocabulary, and that a name,
 * present or former, leads to one KPI or one funnel.
 *
 * @param problems gets what is wrong
 */
export function checkNames(model: Model, { kpis, funnels }: CheckedModel, problems: ModelProblem[]): void {
  const { sources, roles, rowFilters } = readVocabulary(model, problems);
  const know = (
    listed: readonly string[],
    known: readonly string[],
    what: string,
    where: string,
    at: Place,
    fix: (name: string) => string = (name) => `Or declare ${name} in the meta.vocabulary of a view.`,
  ) => {
    for (const [index, name] of listed.entries()) {
      if (known.includes(name)) continue;
      const message = `${where}.${index} is not a ${what}; choose from ${known.join(", ")}.`;
      problems.push({ ...at, message, fix: fix(name) });
    }
  };
  for (const { kpi, member, view } of kpis) {
    const dimensions = view.members.filter(({ kind, type }) => kind === "dimension" && type !== "time");
    const shown = dimensions.map(({ name }) => name);
    const include = (name: string) => `Or include ${name} in the view.`;
    const what = `dimension of the view ${view.name}`;
    know(kpi.breakdowns ?? [], shown, what, "meta.kpi.breakdowns", placeOf(member), include);
    know(kpi.sources, sources, "source", "meta.kpi.sources", placeOf(member));
    know(kpi.roles, roles, "role", "meta.kpi.roles", placeOf(member));
  }
  for (const { funnel, view } of funnels) {
    const at = { file: view.file, line: view.line, member: view.name };
    know(funnel.sources, sources, "source", `meta.funnels: ${funnel.id}.sources`, at);
    know(funnel.roles ?? [], roles, "role", `meta.funnels: ${funnel.id}.roles`, at);
  }
  for (const member of model.views.flatMap(({ members }) => members)) {
    const keys = Array.isArray(member.meta.row_filters) ? member.meta.row_filters.map(String) : [];
    know(keys, rowFilters, "row filter", "meta.row_filters", placeOf(member));
  }
  checkFunnelIds({ kpis, funnels }, problems);
  for (const found of kpis) checkAliases(found, { kpis, funnels }, problems);
}

function checkFunnelIds({ kpis, funnels }: CheckedModel, problems: ModelProblem[]): void {
  for (const { funnel, view } of funnels) {
    const kpi = kpis.find((found) => found.kpi.id === funnel.id);
    const twin = funnels.find((other) => other.funnel !== funnel && other.funnel.id === funnel.id);
    const holder = kpi?.member.definedAs ?? (twin && `another funnel of ${twin.view.name}`);
    if (holder === undefined) continue;
    const message = `the funnel ${funnel.id} has the id of ${holder}.`;
    problems.push({ file: view.file, line: view.line, member: view.name, message, fix: "Give it one of its own." });
  }
}

function checkAliases({ kpi, member }: FoundKpi, { kpis, funnels }: CheckedModel, problems: ModelProblem[]): void {
  const others = kpis.filter((found) => found.member.definedAs !== member.definedAs);
  for (const [index, { id }] of (kpi.aliases ?? []).entries()) {
    const holder =
      (kpi.id === id ? member.definedAs : undefined) ??
      others.find((other) => other.kpi.id === id || other.kpi.aliases?.some((alias) => alias.id === id))?.member
        .definedAs ??
      funnels.find(({ funnel }) => funnel.id === id)?.view.name;
    if (holder === undefined) continue;
    const message = `meta.kpi.aliases.${index} is ${id}, which is a name of ${holder}.`;
    problems.push({ ...placeOf(member), message, fix: "A name leads to one KPI: leave it out of one of them." });
  }
}

function placeOf({ file, line, definedAs }: FoundKpi["member"]): Place {
  return { file, line, member: definedAs };
}
