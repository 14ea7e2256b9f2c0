import { alignSeries } from "@northstar/core";
import type { KpiSeries, KpiValue, Loadable } from "../hooks/types.ts";

/** The value to draw: the present one, or the last good one behind an error; null when there is none. */
export function shownValue<T>(state: Loadable<T>): T | null {
  if (state.status === "ready") return state.value;
  return state.status === "error" ? state.stale : null;
}

/** The series to draw beside a KPI's number: its running bucket is that number, though the two were asked separately. */
export function shownSeries(series: KpiSeries | null, value: KpiValue | null): KpiSeries | null {
  return series && value ? { ...series, points: alignSeries(series.points, value) } : series;
}

/** Joins states that one tile needs together: denied, then error, then loading weigh more than ready. */
export function together<T extends Readonly<Record<string, Loadable<unknown>>>>(
  states: T,
): Loadable<{ [K in keyof T]: T[K] extends Loadable<infer V> ? V : never }> {
  const all = Object.values(states);
  const denied = all.find((state) => state.status === "denied");
  if (denied) return denied;
  const values = Object.fromEntries(Object.entries(states).map(([key, state]) => [key, shownValue(state)]));
  const isWhole = Object.values(values).every((value) => value !== null);
  // Every key of `states` is in `values`, each with its own state's value.
  const value = values as { [K in keyof T]: T[K] extends Loadable<infer V> ? V : never };
  const failed = all.find((state) => state.status === "error");
  if (failed) return { ...failed, stale: isWhole ? value : null };
  if (!isWhole) return { status: "loading" };
  return {
    status: "ready",
    value,
    updating: all.some((state) => state.status === "ready" && state.updating),
    offline: all.some((state) => state.status === "ready" && state.offline),
  };
}
