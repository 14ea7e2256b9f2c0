import { type ColumnValues, valueAt } from "./column.ts";

/** The places of a series that its summary in words speaks of, as indexes; null when it has no value. */
export interface SeriesSummary {
  first: number;
  last: number;
  min: number;
  max: number;
}

export function summariseSeries(values: ColumnValues): SeriesSummary | null {
  let summary: SeriesSummary | null = null;
  let lowest = 0;
  let highest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = valueAt(values, index);
    if (value === null) continue;
    if (summary === null) {
      summary = { first: index, last: index, min: index, max: index };
      lowest = highest = value;
    }
    summary.last = index;
    if (value < lowest) {
      summary.min = index;
      lowest = value;
    }
    if (value > highest) {
      summary.max = index;
      highest = value;
    }
  }
  return summary;
}
