import { endOfBucket, type Granularity, type PeriodSelection } from "@northstar/core";
import { useState } from "react";
import type { TimeChartProps } from "../charts/timeChartProps.ts";
import { useReportSelection } from "./selection.tsx";
import type { TileDrill } from "./tileDrill.ts";

/**
 * What a tile's chart over time does with its places: a double click or Enter leads to what is behind the KPI in that stretch; where a
 * host listens, a place can be chosen, and the host hears of it.
 */
export function useChartChoice(
  drill: TileDrill | undefined,
  kpi: string,
  granularity: Granularity | null | undefined,
): Pick<TimeChartProps, "selected" | "onSelect" | "onDrill"> {
  const report = useReportSelection();
  const [selected, setSelected] = useState<string | null>(null);
  const select = (start: string | null) => {
    const place = start ?? selected;
    setSelected(start);
    if (place !== null) report?.({ kpi, dimension: null, value: null, start: place, isSelected: start !== null });
  };
  return {
    ...(report && { selected, onSelect: select }),
    ...(drill?.has(kpi) &&
      granularity && {
        onDrill: (start: string) => drill.open({ kpi, filters: { period: bucketPeriod(start, granularity) } }),
      }),
  };
}

/** The days of a bucket; an hour's is its day. */
function bucketPeriod(start: string, granularity: Granularity): PeriodSelection {
  const first = start.slice(0, 10);
  return { start: first, end: endOfBucket(first, granularity) };
}
