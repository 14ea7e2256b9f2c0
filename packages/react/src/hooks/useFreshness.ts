import { ageFreshness, type FreshnessReport } from "@northstar/core";
import { useMemo } from "react";
import type { FreshnessState } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { mapLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { useNow } from "./useNow.ts";
import { useShared } from "./useShared.ts";

/** How far each source has been ingested, by the server's clock; kept up to date, and ageing, while it is on screen. */
export function useFreshness(): Loadable<FreshnessReport> {
  const state = useShared(useNorthstarContext().client.freshness);
  const now = useNow();
  return useMemo(() => mapLoadable(state, (known) => ageOnce(known, now)), [state, now]);
}

/** The freshness report, or null while there is none: what a tile shows beside its number. */
export function useFreshnessReport(): FreshnessReport | null {
  const freshness = useFreshness();
  if (freshness.status === "ready") return freshness.value;
  return freshness.status === "error" ? freshness.stale : null;
}

const aged = new WeakMap<FreshnessState, { now: Date; report: FreshnessReport }>();

/** Every tile goes by the report: it ages once a tick, and is the same object for all of them. */
function ageOnce(state: FreshnessState, now: Date): FreshnessReport {
  const known = aged.get(state);
  if (known?.now === now) return known.report;
  const report = ageFreshness(state.report, new Date(now.getTime() + state.skewMs));
  aged.set(state, { now, report });
  return report;
}
