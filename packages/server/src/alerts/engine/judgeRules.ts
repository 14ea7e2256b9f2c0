import {
  type AlertRule,
  type AlertVerdict,
  type Catalog,
  type CatalogKpi,
  type FreshnessReport,
  filterableKpi,
  ignoredFilters,
  judgeRule,
  type LoadLine,
  type PartPlan,
  type PeriodContext,
  partsOf,
  planRule,
  type Query,
  readPart,
} from "@northstar/core";
import type { Northstar } from "../../createNorthstar.ts";
import type { Audience } from "../types.ts";
import { claimsOf } from "./audienceOf.ts";
import { loadTogether } from "./loadTogether.ts";

/** What is asked of the server. */
export type Asked = Pick<Northstar, "load" | "catalog" | "freshness">;

/** What an audience sees at one moment. */
export interface Sight {
  audience: Audience;
  catalog: Catalog;
  report: FreshnessReport;
  context: PeriodContext;
}

/** What rules come to for one audience. */
export interface Judged extends Sight {
  verdicts: ReadonlyMap<string, AlertVerdict>;
  /** Rules that this audience may not see the numbers of. */
  withheld: ReadonlySet<string>;
  /** Different questions that were asked. */
  asked: number;
  /** Questions that the rules have. */
  questions: number;
}

/** A rule that can't be planned was stored before the model, or this server, changed. */
const UNPLANNED: AlertVerdict = { kind: "unknown", cause: { kind: "failed", code: "rule_invalid" } };

export async function look(northstar: Asked, audience: Audience, now: number): Promise<Sight> {
  const claims = claimsOf(audience);
  const [catalog, report] = await Promise.all([northstar.catalog(claims), northstar.freshness(claims)]);
  // The lag of sources is the server's to say; the evaluation's clock says which periods are over.
  return { audience, catalog, report, context: { now: new Date(now), timeZone: catalog.timeZone } };
}

/**
 * Judges rules as an audience sees their KPIs: what they ask is put together, asked once under the audience's claims, and each rule gets its
 * part. A rule whose KPIs the audience may not see is withheld; one that can't be answered is not known, and spoils no other.
 */
export async function judgeRules(northstar: Asked, sight: Sight, rules: readonly AlertRule[]): Promise<Judged> {
  const { audience, catalog, report, context } = sight;
  const withheld = new Set<string>();
  const verdicts = new Map<string, AlertVerdict>();
  const plans = new Map<AlertRule, PartPlan[]>();
  for (const rule of rules) {
    try {
      const plan = kpisOf(rule, catalog) && planRule(rule, catalog.kpis, context);
      if (plan) plans.set(rule, plan);
      else withheld.add(rule.id);
    } catch {
      verdicts.set(rule.id, UNPLANNED);
    }
  }
  const queries = [...plans.values()].flatMap((parts) => parts.flatMap(({ query }): Query[] => (query ? [query] : [])));
  const loaded = await loadTogether(northstar.load, claimsOf(audience), queries);

  for (const [rule, parts] of plans) {
    const lines = parts.map(({ query }) => (query ? loaded.answerTo(query) : null));
    if (lines.some((line) => line !== null && isDenied(line))) {
      withheld.add(rule.id);
      continue;
    }
    const readings = parts.map((part, index) => {
      const line = lines[index];
      if (!line) return readPart(part, [], report, context);
      if ("error" in line) return readPart(part, null, report, context, line.error.code);
      return readPart(part, line.data, report, context);
    });
    verdicts.set(rule.id, judgeRule(rule, readings));
  }
  return { ...sight, verdicts, withheld, asked: loaded.asked, questions: queries.length };
}

/** Refused to these claims, as their role or row filters want it: no fault of the rule's, and nothing that they are told of. */
function isDenied(line: LoadLine): boolean {
  return "error" in line && line.error.status === 403;
}

/**
 * KPIs that a rule is about, as the catalogue has them; null when this reader gets no number of one: they don't see it, their row filters can't cut
 * it, or they may not filter it as the rule does.
 */
export function kpisOf(
  rule: Pick<AlertRule, "watch" | "condition">,
  catalog: Pick<Catalog, "kpis" | "access">,
): readonly CatalogKpi[] | null {
  const cuts = Object.keys(catalog.access?.filters ?? {});
  const kpis = new Map<string, CatalogKpi>();
  for (const { watch } of partsOf(rule)) {
    const kpi = catalog.kpis.find(({ id }) => id === watch.kpi);
    if (!kpi || cuts.some((name) => kpi.rowFilters && !kpi.rowFilters.includes(name))) return null;
    if (ignoredFilters(watch.filters ?? {}, filterableKpi(kpi)).length > 0) return null;
    kpis.set(kpi.id, kpi);
  }
  return [...kpis.values()];
}

export function kpiIdsOf({ watch, condition }: Pick<AlertRule, "watch" | "condition">): readonly string[] {
  return [...new Set(partsOf({ watch, condition }).map((part) => part.watch.kpi))];
}
