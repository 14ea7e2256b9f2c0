import { useState } from "react";
import type { TimeChartProps } from "./timeChartProps.ts";

type Series = TimeChartProps["series"];

/** The series as long as they hold the same values: a list that is written in place of use is another in every render. */
export function useSameSeries(series: Series): Series {
  const [kept, keep] = useState(series);
  if (kept === series || areSame(kept, series)) return kept;
  keep(series);
  return series;
}

function areSame(before: Series, after: Series): boolean {
  return before.length === after.length && before.every((one, index) => isSame(one, after[index]));
}

function isSame(one: object, other: object | undefined): boolean {
  if (!other) return false;
  const keys = Object.keys(one);
  const theirs: Readonly<Record<string, unknown>> = { ...other };
  return (
    keys.length === Object.keys(theirs).length && Object.entries(one).every(([key, value]) => theirs[key] === value)
  );
}
