import { type Catalog, type KpiFreshness, kpiFreshness, type PeriodContext, type Row } from "@northstar/core";
import {
  type ChartLines,
  type ChartPlan,
  type ChartReading,
  type ChartSpec,
  chartLines,
  planChart,
  readChart,
} from "@northstar/core/own-charts";
import { useMemo } from "react";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import type { PlannedQuery } from "../hooks/useAnswer.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useFreshnessReport } from "../hooks/useFreshness.ts";
import { useNow } from "../hooks/useNow.ts";
import { usePlanned } from "../hooks/usePlanned.ts";
import type { Target, Unready } from "../hooks/useTarget.ts";
import { useNorthstarContext } from "../provider/context.ts";

/** A chart with its numbers. */
export interface ChartData {
  plan: ChartPlan;
  reading: ChartReading;
  lines: ChartLines;
  freshness: KpiFreshness;
}

interface Part {
  plan: ChartPlan;
  key: string;
  rows: readonly Row[];
}

/**
 * Asks for a chart's numbers, under the token of whoever looks. Its period and filters are its own.
 * @param spec one that can be drawn; null asks nothing
 */
export function useChartData(spec: ChartSpec | null): Loadable<ChartData> {
  // By content: a form makes another object with every key.
  const text = spec && JSON.stringify({ ...spec, title: "" });
  const target = useWholeCatalog();
  const report = useFreshnessReport();
  const now = useNow();
  const { pinned } = useNorthstarContext();
  const planned = (
    catalog: Catalog,
    context: PeriodContext,
    which: "rows" | "before",
  ): PlannedQuery<ChartPlan> | null => {
    const plan = text === null ? null : planChart(JSON.parse(text) as ChartSpec, catalog, context);
    const part = plan?.[which];
    if (!plan || !part) return null;
    const { measures, dimensions, timeDimensions } = part.query;
    const scope = `chart ${which} ${JSON.stringify([measures, dimensions, timeDimensions?.map(({ granularity }) => granularity)])}`;
    const sources = [...new Set(plan.measures.flatMap((measure) => measure.sources))];
    return { scope, plan, planKey: keyOf(plan), query: part.query, sources };
  };
  const read = (_catalog: Catalog, { plan, answer }: { plan: ChartPlan; answer: { data: readonly Row[] } }): Part => ({
    plan,
    key: keyOf(plan),
    rows: answer.data,
  });
  const inputs = { plan: [text], read: [] };
  const current = usePlanned(target, (catalog: Catalog, context) => planned(catalog, context, "rows"), read, inputs);
  const before = usePlanned(target, (catalog: Catalog, context) => planned(catalog, context, "before"), read, inputs);
  const earlier = before.status === "ready" ? before.value : null;
  const timeZone = "catalog" in target ? target.catalog.timeZone : null;
  const shown = current.status === "ready" ? current.value : current.status === "error" ? current.stale : null;
  const data = useMemo((): ChartData | null => {
    if (shown === null || timeZone === null) return null;
    const context = { now, timeZone, ...pinned };
    // Numbers are compared with those that were asked for together with them; until these come there is no comparison.
    const isWhole = shown.plan.before !== null && earlier?.key === shown.key;
    const plan = isWhole ? shown.plan : { ...shown.plan, before: null };
    const reading = readChart(plan, isWhole && earlier ? [shown.rows, earlier.rows] : [shown.rows], context, report);
    const sources = [...new Set(plan.measures.flatMap((measure) => measure.sources))];
    const sloSeconds = Math.min(...plan.measures.map((measure) => measure.sloSeconds));
    return {
      plan,
      reading,
      lines: chartLines(plan, reading, context),
      freshness: kpiFreshness({ sources, sloSeconds }, report),
    };
  }, [shown, earlier, timeZone, now, pinned, report]);
  // Not null where there is something to map: `shown` isn't.
  return mapLoadable(current, () => data as ChartData);
}

function keyOf({ rows, before, kind }: ChartPlan): string {
  return JSON.stringify([kind, rows.query, before?.query]);
}

function useWholeCatalog(): Target<Catalog> | Unready {
  const catalog = useCatalog();
  return useMemo(() => {
    if (catalog.status === "ready") return { catalog: catalog.value, item: catalog.value };
    return catalog.status === "error" ? { ...catalog, stale: null } : catalog;
  }, [catalog]);
}
