import type { DimensionFilter } from "../../filters/useDimensionFilter.ts";

/** What is chosen of the dimension that a tile's rows are of, and how a row changes it. */
export type Choice = Pick<DimensionFilter, "selected" | "toggle" | "isAvailable">;

/** The value by which a row without one is chosen. */
export const keyOf = (key: string | null | undefined): string => key ?? "";

export function isChosen(choice: Choice | undefined, key: string | null | undefined): boolean {
  return choice?.selected.includes(keyOf(key)) ?? false;
}
