/** A place in a grid, from 0. */
export interface GridCell {
  row: number;
  column: number;
}

/**
 * Where a key leads in a grid: null when it leaves the cells, undefined for keys that lead nowhere. Without a cell to start from it is the
 * first one, with End the row's last. Right and left are the page's: they follow the direction of writing. Ctrl makes Home and End those
 * of the grid.
 */
export function nextCell(key: string, { active, rows, columns, isRtl, isFar }: Walk): GridCell | null | undefined {
  if (key === "Escape") return active === null ? undefined : null;
  const forward = isRtl ? -1 : 1;
  const moves: Readonly<Record<string, readonly [down: number, across: number]>> = {
    ArrowRight: [0, forward],
    ArrowLeft: [0, -forward],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    Home: [isFar ? -rows : 0, -columns],
    End: [isFar ? rows : 0, columns],
  };
  const move = moves[key];
  if (!move || rows === 0 || columns === 0) return undefined;
  const start = active ?? { row: 0, column: 0 };
  if (active === null && key !== "End") return start;
  const within = (place: number, count: number) => Math.max(0, Math.min(count - 1, place));
  return { row: within(start.row + move[0], rows), column: within(start.column + move[1], columns) };
}

interface Walk {
  active: GridCell | null;
  rows: number;
  columns: number;
  isRtl: boolean;
  /** Whether Ctrl or Command is held. */
  isFar: boolean;
}

export function isSameCell(one: GridCell | null | undefined, other: GridCell | null | undefined): boolean {
  return one?.row === other?.row && one?.column === other?.column;
}
