/** A line of a difference: in both texts, in the new one alone, or in the old one alone. */
export interface DiffedLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/**
 * The shortest way from one text to another, line by line; what goes stands before what comes.
 *
 * E. Myers, An O(ND) Difference Algorithm and Its Variations (1986): walks of ever more changes, each along all diagonals, until one
 * arrives; then back along what was reached.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffedLine[] {
  const lines: DiffedLine[] = [];
  let [x, y] = [before.length, after.length];
  for (const reached of walks(before, after).reverse()) {
    const diagonal = x - y;
    const from = comesFrom(reached, diagonal);
    const [startX, startY] = from === null ? [0, 0] : [reached.get(from) ?? 0, (reached.get(from) ?? 0) - from];
    while (x > startX && y > startY) {
      lines.push({ kind: "same", text: before[--x] ?? "" });
      y--;
    }
    if (from === null) break;
    if (from < diagonal) lines.push({ kind: "removed", text: before[--x] ?? "" });
    else lines.push({ kind: "added", text: after[--y] ?? "" });
  }
  return lines.reverse();
}

/** How far each diagonal was reached before the n-th change; the first is empty. */
function walks(before: readonly string[], after: readonly string[]): Map<number, number>[] {
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>();
  for (let changes = 0; ; changes++) {
    trace.push(reached);
    const next = new Map<number, number>();
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const from = comesFrom(reached, diagonal);
      let x = from === null ? 0 : (reached.get(from) ?? 0) + (from < diagonal ? 1 : 0);
      if (x > before.length || x - diagonal > after.length) continue;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x === before.length && x - diagonal === after.length) return trace;
    }
    reached = next;
  }
}

/** The diagonal from which another is reached farthest by one change: the one below by a line that goes, the one above by one that comes. */
function comesFrom(reached: ReadonlyMap<number, number>, diagonal: number): number | null {
  const gone = reached.get(diagonal - 1);
  const come = reached.get(diagonal + 1);
  if (gone === undefined && come === undefined) return null;
  if (gone === undefined) return diagonal + 1;
  return come === undefined || gone + 1 > come ? diagonal - 1 : diagonal + 1;
}
