import {
  type Catalog,
  type FreshnessReport,
  type KpiPlan,
  kpiFreshness,
  type PeriodContext,
  type ResolvedFilters,
  readKpi,
} from "@northstar/core";
import type { QueryKey } from "@tanstack/query-core";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResults } from "../provider/useObserver.ts";
import { errorLoadable, toLoadable } from "./loadable.ts";
import { planKpiQuery } from "./planKpiQuery.ts";
import type { KpiAlert, KpiValue, Loadable, UseKpiOptions } from "./types.ts";
import { answerOptions, type PlannedAnswer } from "./useAnswer.ts";
import { useCatalog } from "./useCatalog.ts";
import { useFreshnessReport } from "./useFreshness.ts";
import { useNow } from "./useNow.ts";
import { useOnline } from "./useOnline.ts";
import { useResolvedFilters } from "./useResolvedFilters.ts";

/**
 * KPIs beyond a limit, red first, for everything with limits that the roles may see. It asks what the cards ask, so beside them it
 * costs nothing more. If a KPI fails the state is `error` with the alerts of the others as `stale`: an alert is never silently missing.
 */
export function useAlerts(options: UseKpiOptions = {}): Loadable<readonly KpiAlert[]> {
  const { client, pinned } = useNorthstarContext();
  const catalog = useCatalog();
  const now = useNow();
  const isOnline = useOnline();
  const report = useFreshnessReport();
  const filters = useResolvedFilters(options.filters);

  const known = catalog.status === "ready" ? catalog.value : null;
  const { planned, planError } = useMemo(
    () => planWatched(known, filters, { now, ...pinned }),
    [known, filters, now, pinned],
  );
  // Keys, not values, as in `useAnswer`: what the cache has forgotten is not shown again.
  const lastGood = useRef(new Map<string, QueryKey>());
  const lastAnswer = useCallback(
    ({ scope }: Planned): PlannedAnswer<KpiPlan> | undefined => {
      const key = lastGood.current.get(scope);
      return key && client.queries.getQueryData(key);
    },
    [client],
  );
  const queries = useMemo(
    () =>
      planned.map((query) =>
        observed(client, {
          ...answerOptions(client, query),
          placeholderData: () => lastAnswer(query),
        }),
      ),
    [client, planned, lastAnswer],
  );
  const results = useQueryResults(client, queries);
  useEffect(() => {
    for (const [index, { scope }] of planned.entries()) {
      const result = results[index];
      const asked = queries[index];
      if (!asked || result?.data === undefined || result.isPlaceholderData) continue;
      lastGood.current.set(scope, asked.queryKey);
    }
  });

  // An answer is read once, however often this is drawn.
  const alertsOf = useMemo(() => {
    const read = new WeakMap<PlannedAnswer<KpiPlan>, KpiAlert[]>();
    return (value: PlannedAnswer<KpiPlan>) => {
      const found = read.get(value) ?? readAlerts(value, report);
      read.set(value, found);
      return found;
    };
  }, [report]);

  if (catalog.status === "error") return { ...catalog, stale: null };
  if (catalog.status !== "ready") return catalog;
  if (planError !== null) return errorLoadable(planError, () => {});

  const states = results.map((result, index) => {
    const query = planned[index];
    return toLoadable(result, isOnline, () => (query && lastAnswer(query)) ?? null);
  });
  if (states.some(({ status }) => status === "loading")) return { status: "loading" };
  const alerts = states
    .flatMap((state) => {
      const value = state.status === "ready" ? state.value : state.status === "error" ? state.stale : null;
      return value ? alertsOf(value) : [];
    })
    .sort((first, second) => Number(second.level === "red") - Number(first.level === "red"));

  const failed = states.filter((state) => state.status === "error");
  const [first] = failed;
  if (first) {
    const retry = () => {
      for (const state of failed) state.retry();
    };
    return { status: "error", error: first.error, retry, stale: alerts };
  }
  const ready = states.filter((state) => state.status === "ready");
  return {
    status: "ready",
    value: alerts,
    updating: ready.some(({ updating }) => updating),
    offline: !isOnline,
  };
}

type Planned = ReturnType<typeof planKpiQuery>;

function planWatched(
  catalog: Catalog | null,
  filters: ResolvedFilters,
  time: Omit<PeriodContext, "timeZone">,
): { planned: readonly Planned[]; planError: unknown } {
  try {
    const watched = catalog?.kpis.filter(({ thresholds }) => thresholds) ?? [];
    const timeZone = catalog?.timeZone ?? "UTC";
    return { planned: watched.map((kpi) => planKpiQuery(kpi, filters, { ...time, timeZone })), planError: null };
  } catch (planError) {
    return { planned: [], planError };
  }
}

function readAlerts({ plan, answer, origin }: PlannedAnswer<KpiPlan>, report: FreshnessReport | null): KpiAlert[] {
  const { kpi } = plan;
  return toAlert({ kpi, ...readKpi(plan, answer.data, report), freshness: kpiFreshness(kpi, report), origin });
}

function toAlert({ kpi, freshness, origin, ...reading }: KpiValue): KpiAlert[] {
  const isRunning = kpi.thresholds?.on === "running";
  const value = isRunning ? reading.current : reading.complete;
  const { level } = reading;
  if (!kpi.thresholds || value === null || (level !== "amber" && level !== "red")) return [];
  const period = isRunning ? ([reading.period.start, reading.period.end] as const) : reading.completePeriod;
  const { ignoredFilters } = reading;
  return [{ kpi, level, value, threshold: kpi.thresholds[level], period, freshness, ignoredFilters, origin }];
}
