import { isTargetNear } from "./scale.ts";

/** Geometry of a sparkline in a box of 100 × 100, y downwards: stretches between gaps, each a list of points. */
export interface SparklineShape {
  /** Stretches of known values; one of a single point is a dot. */
  solid: readonly (readonly Point[])[];
  /** From the last value to the one of the period that isn't over. */
  dashed: readonly Point[] | null;
  /** Place of each value, null where there is none. */
  points: readonly (Point | null)[];
  /** The last known value. */
  end: Point | null;
  /** Height of the target's line; null without one, and when it is far from every value. */
  targetY: number | null;
}

export type Point = readonly [x: number, y: number];

export interface SparklineInput {
  values: readonly (number | null)[];
  partialLast: boolean;
  target?: number | undefined;
}

/** Room above and below, so that strokes and the dot at the end aren't cut. */
const MARGIN = 8;

export function sparklineShape({ values, partialLast, target: given }: SparklineInput): SparklineShape {
  const target = given !== undefined && isTargetNear(values, given) ? given : undefined;
  const known = values.filter((value) => value !== null);
  const scaled = target === undefined ? known : [...known, target];
  const lowest = Math.min(...scaled);
  const span = Math.max(...scaled) - lowest;
  const x = (index: number) => (values.length === 1 ? 50 : (index / (values.length - 1)) * 100);
  // A flat line runs through the middle.
  const y = (value: number) => (span === 0 ? 50 : 100 - MARGIN - ((value - lowest) / span) * (100 - 2 * MARGIN));

  const points = values.map((value, index): Point | null => (value === null ? null : [x(index), y(value)]));
  const last = points.at(-1) ?? null;
  const beforeLast = points.at(-2) ?? null;
  const isDashed = partialLast && last !== null && beforeLast !== null;
  return {
    solid: stretches(partialLast && isDashed ? points.slice(0, -1) : points),
    dashed: isDashed ? [beforeLast, last] : null,
    points,
    end: points.findLast((point) => point !== null) ?? null,
    targetY: target === undefined || known.length === 0 ? null : y(target),
  };
}

function stretches(points: readonly (Point | null)[]): Point[][] {
  const found: Point[][] = [];
  let isOpen = false;
  for (const point of points) {
    if (point !== null) {
      if (isOpen) found.at(-1)?.push(point);
      else found.push([point]);
    }
    isOpen = point !== null;
  }
  return found;
}
