/** First and last place of each run of known values, both included, up to `end` without it. */
export function stretchesOf(column: Float64Array, end: number): [first: number, last: number][] {
  const found: [number, number][] = [];
  let first = -1;
  for (let place = 0; place <= end; place += 1) {
    const isKnown = place < end && Number.isFinite(column[place]);
    if (isKnown && first < 0) first = place;
    if (!isKnown && first >= 0) {
      found.push([first, place - 1]);
      first = -1;
    }
  }
  return found;
}
