import { type AlertRule, planSeries, type Query, readSeries, resolveFilters, type SeriesPlan } from "@northstar/core";
import type { AlertMessage } from "../types.ts";
import { claimsOf } from "./audienceOf.ts";
import { type Asked, kpisOf, type Sight } from "./judgeRules.ts";
import { loadTogether } from "./loadTogether.ts";

/**
 * Adds what a message shows beside its words: the line of the first alert's KPI and the KPIs' titles, as the audience sees them. A line that
 * can't be had is left out.
 */
export async function withSeries(
  northstar: Pick<Asked, "load">,
  sight: Sight,
  messages: readonly AlertMessage[],
  rules: ReadonlyMap<string, AlertRule>,
): Promise<AlertMessage[]> {
  if (messages.length === 0) return [];
  const { audience, catalog, context, report } = sight;
  const plans = messages.map((message) => planOf(rules.get(message.alerts[0]?.rule.id ?? ""), sight));
  const queries = plans.flatMap((plan): Query[] => (plan ? [plan.query] : []));
  const loaded = await loadTogether(northstar.load, claimsOf(audience), queries);
  const titles = new Map(catalog.kpis.map(({ id, title }) => [id, title]));
  return messages.map((message, index) => {
    const ids = new Set(message.alerts.flatMap(({ kpis }) => kpis));
    const kpiTitles = Object.fromEntries([...titles].filter(([id]) => ids.has(id)));
    const plan = plans[index];
    const line = plan && loaded.answerTo(plan.query);
    if (!plan || !line || "error" in line) return { ...message, kpiTitles };
    const points = readSeries(plan, line.data, context, report).filter(({ partial }) => !partial);
    return { ...message, kpiTitles, series: points.map(({ start, value }) => ({ start, value })) };
  });
}

function planOf(rule: AlertRule | undefined, { catalog, context }: Sight): SeriesPlan | null {
  const watch = rule?.condition.kind === "composite" ? rule.condition.of[0] : rule?.watch;
  const kpi = rule && watch && kpisOf(rule, catalog)?.find(({ id }) => id === watch.kpi);
  if (!kpi || !watch) return null;
  return planSeries(kpi, resolveFilters({ values: watch.filters ?? {} }), { granularity: watch.grain }, context);
}
