/** Columns of a board. */
export const BOARD_COLUMNS = 12;

/** What an item may be, in columns and rows. */
export const BOARD_LIMITS = { items: 40, minWidth: 3, minHeight: 2, maxHeight: 12, title: 120 } as const;

/** A place on a board: columns from the left, rows from the top. */
export interface BoardPlace {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A chart on a board. */
export interface BoardItem extends BoardPlace {
  /** Id of a saved chart; a board has it once. */
  chart: string;
}

/** Adds a chart at the highest place that has room for it, the leftmost of those. A board that has it already stays as it is. */
export function addItem(items: readonly BoardItem[], chart: string, size = { w: 6, h: 4 }): readonly BoardItem[] {
  if (items.some((item) => item.chart === chart)) return items;
  const places = Array.from({ length: BOARD_COLUMNS - size.w + 1 }, (_, x) => {
    const place = { chart, x, y: 0, ...size };
    const above = items.filter((item) => sharesColumns(item, place));
    return { ...place, y: Math.max(0, ...above.map(({ y, h }) => y + h)) };
  });
  const [best] = places.toSorted((one, other) => one.y - other.y || one.x - other.x);
  return best ? packItems([...items, fit(best)]) : items;
}

export function removeItem(items: readonly BoardItem[], chart: string): readonly BoardItem[] {
  return packItems(items.filter((item) => item.chart !== chart));
}

/**
 * Moves an item to a column and a row; others give way downwards, and all of them then rise as far as they can. Going down past another means
 * beginning where that one began; going up, the same.
 */
export function moveItem(
  items: readonly BoardItem[],
  chart: string,
  to: { x: number; y: number },
): readonly BoardItem[] {
  const item = items.find((each) => each.chart === chart);
  if (!item) return items;
  const moved = fit({ ...item, ...to });
  const way = moved.y > item.y ? 0.5 : moved.y < item.y ? -0.5 : -0.25;
  return pack(
    items.map((each) => (each.chart === chart ? { item: moved, rank: moved.y + way } : { item: each, rank: each.y })),
  );
}

/** Gives an item another size; what is beside and below gives way downwards. */
export function resizeItem(
  items: readonly BoardItem[],
  chart: string,
  to: { w: number; h: number },
): readonly BoardItem[] {
  const item = items.find((each) => each.chart === chart);
  if (!item) return items;
  // Wider than there is room to the right, it stops there instead of moving.
  const resized = fit({ ...item, w: Math.min(to.w, BOARD_COLUMNS - item.x), h: to.h });
  return pack(
    items.map((each) =>
      each.chart === chart ? { item: resized, rank: resized.y - 0.25 } : { item: each, rank: each.y },
    ),
  );
}

export type BoardDirection = "left" | "right" | "up" | "down";

/** One step of the keyboard: a column to a side, or past the next item above or below. */
export function stepItem(items: readonly BoardItem[], chart: string, direction: BoardDirection): readonly BoardItem[] {
  const item = items.find((each) => each.chart === chart);
  if (!item) return items;
  const { x, y } = item;
  if (direction === "left" || direction === "right")
    return moveItem(items, chart, { x: direction === "left" ? x - 1 : x + 1, y });
  const ahead = items
    .filter(
      (each) => each.chart !== chart && sharesColumns(each, item) && (direction === "up" ? each.y < y : each.y > y),
    )
    .toSorted((one, other) => (direction === "up" ? other.y - one.y : one.y - other.y));
  const [next] = ahead;
  return next ? moveItem(items, chart, { x, y: next.y }) : items;
}

/** Every item as high as the ones before it allow, in the order from top to bottom: none over another, no holes that one could fall into. */
export function packItems(items: readonly BoardItem[]): readonly BoardItem[] {
  return pack(items.map((item) => ({ item: fit(item), rank: item.y })));
}

/** Items in the order in which a phone shows them, and a screen reader reads them. */
export function inReadingOrder(items: readonly BoardItem[]): readonly BoardItem[] {
  return items.toSorted((one, other) => one.y - other.y || one.x - other.x);
}

/** Items keep their place in the list: what is drawn for each stays the same element. */
function pack(ranked: readonly { item: BoardItem; rank: number }[]): readonly BoardItem[] {
  const placed = new Map<string, BoardItem>();
  for (const { item } of ranked.toSorted((one, other) => one.rank - other.rank || one.item.x - other.item.x)) {
    const above = [...placed.values()].filter((other) => sharesColumns(other, item));
    placed.set(item.chart, { ...item, y: Math.max(0, ...above.map(({ y, h }) => y + h)) });
  }
  return ranked.map(({ item }) => placed.get(item.chart) ?? item);
}

function sharesColumns(one: BoardPlace, other: BoardPlace): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w;
}

/** Within the board and its limits, in whole columns and rows. */
function fit(item: BoardItem): BoardItem {
  const w = between(item.w, BOARD_LIMITS.minWidth, BOARD_COLUMNS);
  const h = between(item.h, BOARD_LIMITS.minHeight, BOARD_LIMITS.maxHeight);
  return { chart: item.chart, x: between(item.x, 0, BOARD_COLUMNS - w), y: Math.max(0, Math.round(item.y)), w, h };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
