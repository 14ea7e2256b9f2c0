import {
  type CatalogFunnel,
  type FunnelId,
  findBreakdown,
  kpiFreshness,
  type PeriodContext,
  planFunnel,
  readFunnelBreakdown,
  readFunnelSteps,
} from "@northstar/core";
import { NorthstarError } from "../errors.ts";
import { withTitle } from "./loadable.ts";
import type { FunnelValue, Loadable, UseFunnelOptions } from "./types.ts";
import { useFreshnessReport } from "./useFreshness.ts";
import { usePlanned } from "./usePlanned.ts";
import { useResolvedFilters } from "./useResolvedFilters.ts";
import { isTarget, useFunnelTarget } from "./useTarget.ts";

/** A funnel for the chosen period: counts, rates and medians of its steps and, when asked, the counts by one dimension. */
export function useFunnel<F extends FunnelId>(id: F, options: UseFunnelOptions<F> = {}): Loadable<FunnelValue> {
  const filters = useResolvedFilters(options.filters);
  const report = useFreshnessReport();
  const target = useFunnelTarget(id);
  const inputs = { plan: [filters, options.breakdown, options.hasMedians], read: [report] };
  const makePlan = (funnel: CatalogFunnel, context: PeriodContext) =>
    planFunnel(
      funnel,
      filters,
      options.breakdown === undefined ? null : requireBreakdown(funnel, options.breakdown),
      context,
      options.hasMedians,
    );

  const totals = usePlanned(
    target,
    (funnel: CatalogFunnel, context) => {
      const plan = makePlan(funnel, context);
      return { scope: `funnel ${id}`, plan, planKey: "", query: plan.totals, sources: funnel.sources };
    },
    (funnel, { plan, answer, origin }) => ({
      funnel,
      period: plan.period,
      steps: readFunnelSteps(plan, answer.data),
      freshness: kpiFreshness(funnel, report),
      origin,
    }),
    inputs,
  );
  const breakdown = usePlanned(
    target,
    (funnel: CatalogFunnel, context) => {
      const plan = makePlan(funnel, context);
      if (!plan.breakdown) return null;
      const { dimension, query } = plan.breakdown;
      return { scope: `funnel ${id} by ${dimension}`, plan, planKey: "", query, sources: funnel.sources };
    },
    (_funnel, { plan, answer }) => readFunnelBreakdown(plan, answer.data),
    inputs,
  );
  return withTitle(
    join(totals, options.breakdown === undefined ? null : breakdown),
    isTarget(target) ? target.item : null,
  );
}

type Totals = Omit<FunnelValue, "breakdown">;
type Breakdown = FunnelValue["breakdown"];

/** Both parts as one: ready when both are, and failed when either is. */
function join(totals: Loadable<Totals>, breakdown: Loadable<Breakdown> | null): Loadable<FunnelValue> {
  const rows = breakdown ?? ({ status: "ready", value: null, updating: false, offline: false } as const);
  if (totals.status === "ready" && rows.status === "ready") {
    return {
      status: "ready",
      value: { ...totals.value, breakdown: rows.value },
      updating: totals.updating || rows.updating,
      offline: totals.offline || rows.offline,
    };
  }
  if (totals.status === "denied") return totals;
  if (rows.status === "denied") return rows;
  if (totals.status === "error" || rows.status === "error") {
    const failed = [totals, rows].filter((part) => part.status === "error");
    const [first] = failed;
    const steps = totals.status === "ready" ? totals.value : totals.status === "error" ? totals.stale : null;
    const counts = rows.status === "ready" ? rows.value : rows.status === "error" ? rows.stale : null;
    if (first) {
      return {
        status: "error",
        error: first.error,
        retry: () => {
          for (const part of failed) part.retry();
        },
        stale: steps && { ...steps, breakdown: counts },
      };
    }
  }
  return { status: "loading" };
}

function requireBreakdown(funnel: CatalogFunnel, name: string): string {
  const member = findBreakdown(funnel, name);
  if (member !== null) return member;
  throw new NorthstarError(
    "unknown_breakdown",
    `The funnel "${funnel.id}" can't be broken down by "${name}". It can be by: ${funnel.breakdowns.join(", ") || "nothing"}.`,
  );
}
