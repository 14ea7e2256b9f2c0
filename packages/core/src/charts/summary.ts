/** The places of a series that its summary in words speaks of, as indexes; null when it has no value. */
export interface SeriesSummary {
  first: number;
  last: number;
  min: number;
  max: number;
}

export function summariseSeries(values: readonly (number | null)[]): SeriesSummary | null {
  let summary: SeriesSummary | null = null;
  values.forEach((value, index) => {
    if (value === null) return;
    summary ??= { first: index, last: index, min: index, max: index };
    summary.last = index;
    if (value < (values[summary.min] ?? value)) summary.min = index;
    if (value > (values[summary.max] ?? value)) summary.max = index;
  });
  return summary;
}
