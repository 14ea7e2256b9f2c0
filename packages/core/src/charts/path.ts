/** SVG path strings from numbers, to a hundredth of a pixel. */

export type PathPoint = readonly [x: number, y: number];

/** A number as short as it is exact enough. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `M0 0L1 1L2 0`. */
export function linePath(points: readonly PathPoint[]): string {
  let path = "";
  for (const [x, y] of points) path += `${path === "" ? "M" : "L"}${px(x)} ${px(y)}`;
  return path;
}

/** What lies between two lines, both from left to right. */
export function betweenPath(upper: readonly PathPoint[], lower: readonly PathPoint[]): string {
  return upper.length === 0 ? "" : `${linePath([...upper, ...lower.toReversed()])}Z`;
}

export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A rectangle whose two corners at one end are round. */
export function barPath({ left, top, width, height }: Rectangle, radius: number, roundEnd: "top" | "bottom"): string {
  const r = Math.min(radius, width / 2, height);
  const inner = px(width - 2 * r);
  const corner = (dx: number, dy: number, sweep: 0 | 1) => `a${px(r)} ${px(r)} 0 0 ${sweep} ${px(dx)} ${px(dy)}`;
  if (r === 0) return `M${px(left)} ${px(top)}h${px(width)}v${px(height)}h${px(-width)}z`;
  return roundEnd === "top"
    ? `M${px(left)} ${px(top + height)}v${px(r - height)}${corner(r, -r, 1)}h${inner}${corner(r, r, 1)}v${px(height - r)}z`
    : `M${px(left)} ${px(top)}v${px(height - r)}${corner(r, r, 0)}h${inner}${corner(r, -r, 0)}v${px(r - height)}z`;
}

/**
 * Diagonals across a rectangle, `gap` px apart along its edges: hatching without a pattern, which would need an id of its own on the page
 * and something else in every other format.
 */
export function hatchPath({ left, top, width, height }: Rectangle, gap: number): string {
  let path = "";
  // Each runs from the left or bottom edge upwards to the top or right one: x - left + y - top = c.
  for (let c = gap; c < width + height; c += gap) {
    const fromX = Math.max(0, c - height);
    const toX = Math.min(width, c);
    path += `M${px(left + fromX)} ${px(top + c - fromX)}L${px(left + toX)} ${px(top + c - toX)}`;
  }
  return path;
}
