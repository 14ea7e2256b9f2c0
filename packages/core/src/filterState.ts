import type { ResolvedFilters } from "./filters.ts";

/** Chosen values by dimension. */
export type FilterValues = ResolvedFilters["values"];

/** Values without empty lists and repeats, names and values in order: what is the same choice looks the same. */
export function cleanValues(values: FilterValues): FilterValues {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, chosen]) => chosen.length > 0)
      .map(([name, chosen]) => [name, [...new Set(chosen)].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Chosen values with those of one dimension in place of what it had; none are the same as all. */
export function withValues(values: FilterValues, name: string, chosen: readonly string[]): FilterValues {
  return cleanValues({ ...values, [name]: chosen });
}

/** Adds a value to those chosen of a dimension, or takes it away. */
export function toggleValue(values: FilterValues, name: string, value: string): FilterValues {
  const chosen = chosenValues(values, name);
  return withValues(
    values,
    name,
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
  );
}

/** What is chosen of a dimension; empty for all. */
export function chosenValues(values: FilterValues, name: string): readonly string[] {
  return Object.hasOwn(values, name) ? (values[name] ?? []) : [];
}

/** How many dimensions are cut by a choice. */
export function countFilters(values: FilterValues): number {
  return Object.values(values).filter((chosen) => chosen.length > 0).length;
}

/** A piece of what is chosen, to be read and undone. */
export interface FilterChip {
  dimension: string;
  /** The values it stands for: one, several that were too many for a chip each, or all that a token allows. */
  values: readonly string[];
  /** Set by the token: nobody at the screen can undo it. */
  isLocked: boolean;
}

/** Chips of more values than this would push the numbers off the screen. */
const MAX_CHIPS = 3;

/** What cuts the numbers, as chips: first what the token imposes, then each chosen value, or one for a dimension of many. */
export function filterChips(values: FilterValues, locked: FilterValues = {}): readonly FilterChip[] {
  const chips: FilterChip[] = Object.entries(cleanValues(locked)).map(([dimension, allowed]) => ({
    dimension,
    values: allowed,
    isLocked: true,
  }));
  for (const [dimension, chosen] of Object.entries(cleanValues(values))) {
    const groups = chosen.length > MAX_CHIPS ? [chosen] : chosen.map((value) => [value]);
    chips.push(...groups.map((group) => ({ dimension, values: group, isLocked: false })));
  }
  return chips;
}

/** Chosen values without those that a chip stands for. */
export function withoutChip(values: FilterValues, { dimension, values: gone }: FilterChip): FilterValues {
  return withValues(
    values,
    dimension,
    chosenValues(values, dimension).filter((value) => !gone.includes(value)),
  );
}
