import type { AlertHistoryEntry, AlertRule } from "@northstar/core";
import { useMemo } from "react";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult, useQueryResults } from "../provider/useObserver.ts";
import { ALERTS_KEY, requestAlerts } from "./requestAlerts.ts";

/** One page of history, and where the next begins. */
export interface HistoryPage {
  entries: readonly AlertHistoryEntry[];
  next: string | null;
}

/** Pages of history, newest first: `before` are the places that they begin at, null for the first. */
export function useAlertHistory(rule: string | null, before: readonly (string | null)[]): Loadable<HistoryPage>[] {
  const { client } = useNorthstarContext();
  const isOnline = useOnline();
  const options = useMemo(
    () =>
      before.map((place) => {
        const asked = new URLSearchParams({ ...(rule !== null && { rule }), ...(place !== null && { before: place }) });
        return observed<HistoryPage>(client, {
          queryKey: [...ALERTS_KEY, "history", rule, place],
          queryFn: ({ signal }) => requestAlerts<HistoryPage>(client, `/history?${asked}`, "entries", { signal }),
        });
      }),
    [client, rule, before],
  );
  return useQueryResults(client, options).map((result) => toLoadable(result, isOnline));
}

/** The newest of what happened to alerts about one KPI. */
export function useKpiHistory(kpi: string): Loadable<HistoryPage> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<HistoryPage>(client, {
        queryKey: [...ALERTS_KEY, "history of", kpi],
        queryFn: ({ signal }) =>
          requestAlerts<HistoryPage>(client, `/history?${new URLSearchParams({ kpi, limit: "200" })}`, "entries", {
            signal,
          }),
      }),
    [client, kpi],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** Rules on KPIs that the reader sees. */
export function useAlertRules(): Loadable<{ rules: readonly AlertRule[] }> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<{ rules: readonly AlertRule[] }>(client, {
        queryKey: [...ALERTS_KEY, "rules"],
        queryFn: ({ signal }) => requestAlerts<{ rules: readonly AlertRule[] }>(client, "/rules", "rules", { signal }),
      }),
    [client],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
