/** What is drawn in one column of the screen's pixels: px of its middle, and from where to where. */
export interface PixelRun {
  x: number;
  top: number;
  bottom: number;
}

/**
 * Thousands of short pieces, each within one column of pixels, as the runs of pixels that they cover: `columnsPerPx` columns and rows a px.
 * Pieces that touch become one.
 */
export function pixelRuns(pieces: readonly PixelRun[], columnsPerPx: number): PixelRun[] {
  const columns = new Map<number, PixelRun[]>();
  for (const piece of pieces) {
    const column = Math.floor(piece.x * columnsPerPx);
    const found = columns.get(column);
    if (found) found.push(piece);
    else columns.set(column, [piece]);
  }
  return [...columns].flatMap(([column, inColumn]) => {
    const x = (column + 0.5) / columnsPerPx;
    const runs: PixelRun[] = [];
    for (const { top, bottom } of inColumn.sort((one, other) => one.top - other.top)) {
      const last = runs.at(-1);
      if (last && top <= last.bottom + 1 / columnsPerPx) last.bottom = Math.max(last.bottom, bottom);
      else runs.push({ x, top, bottom });
    }
    return runs;
  });
}
