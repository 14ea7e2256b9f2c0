/**
 * Which points of a line to draw: of each column of pixels the first, lowest, highest and last, in order. A line through these covers
 * the same pixels as one through all of them (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
 *
 * `from` to `to`, both included, must be a stretch without gaps. The column of a place is the whole part of `place * columnsPerPlace`.
 */
export function thinToColumns(values: Float64Array, from: number, to: number, columnsPerPlace: number): number[] {
  const kept: number[] = [];
  let first = from;
  let lowest = from;
  let highest = from;
  let column = Math.floor(from * columnsPerPlace);
  const keep = (last: number) => {
    kept.push(first);
    const early = Math.min(lowest, highest);
    const late = Math.max(lowest, highest);
    if (early !== first && early !== last) kept.push(early);
    if (late !== early && late !== first && late !== last) kept.push(late);
    if (last !== first) kept.push(last);
  };
  for (let place = from + 1; place <= to; place += 1) {
    const at = Math.floor(place * columnsPerPlace);
    if (at !== column) {
      keep(place - 1);
      column = at;
      first = lowest = highest = place;
      continue;
    }
    const value = values[place] ?? 0;
    if (value < (values[lowest] ?? 0)) lowest = place;
    if (value > (values[highest] ?? 0)) highest = place;
  }
  keep(to);
  return kept;
}
