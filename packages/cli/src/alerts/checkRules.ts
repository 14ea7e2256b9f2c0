import { relative } from "node:path";
import { type AlertRuleInput, type KpiMeta, modelRules, ruleProblems } from "@northstar/core";
import type { ModelProblem } from "../codegen/ModelError.ts";
import { readRules, said } from "./readRules.ts";

/** Rules as code: those that follow from the model, those of the files in place of them or beside them, and what is wrong with the files. */
export interface CodeRules {
  /** Only those that nothing is wrong with. */
  rules: readonly AlertRuleInput[];
  problems: readonly ModelProblem[];
}

/** @param folder of the YAML files, `cube/alerts`; there may be none */
export async function checkRules(folder: string, kpis: readonly KpiMeta[]): Promise<CodeRules> {
  const { rules, problems } = await readRules(folder);
  const found: ModelProblem[] = problems.map(({ file, line, rule, message }) => problemAt(file, line, rule, message));
  // Names of members don't matter here: nothing is asked.
  const catalog = { kpis: kpis.map((kpi) => ({ ...kpi, measure: "", timeDimensionMember: "" })) };
  const good = new Map(modelRules(kpis).map((rule) => [rule.id, rule]));
  for (const { rule, file, lineOf } of rules) {
    const own = ruleProblems(rule, catalog);
    if (own.length === 0) good.set(rule.id, rule);
    found.push(...own.map(({ path, message }) => problemAt(file, lineOf(path), rule.id, said(path, message.en))));
  }
  return { rules: [...good.values()], problems: found };
}

function problemAt(file: string, line: number, rule: string | null, message: string): ModelProblem {
  return {
    file: relative(process.cwd(), file),
    line,
    member: rule === null ? "-" : `rule ${rule}`,
    message,
    fix: "docs/alerts.md says what a rule may hold.",
  };
}
