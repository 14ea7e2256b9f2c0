import {
  CAPABILITIES,
  type Capability,
  ROLES,
  ROW_FILTERS,
  type Role,
  type RowFilterKey,
  type RowFilters,
} from "@northstar/core";
import { InvalidArgumentError } from "commander";

function oneOf<T extends string>(known: readonly T[], value: string, what: string): T {
  const found = known.find((each) => each === value);
  if (!found) throw new InvalidArgumentError(`"${value}" is no ${what}. Known: ${known.join(", ")}.`);
  return found;
}

/** Collects `--role director --role analyst`. */
export function collectRole(value: string, previous: readonly Role[] = []): readonly Role[] {
  return [...previous, oneOf(ROLES, value, "role")];
}

/** Collects `--can export`. */
export function collectCapability(value: string, previous: readonly Capability[] = []): readonly Capability[] {
  return [...previous, oneOf(CAPABILITIES, value, "capability")];
}

/** Collects `--filter country=CO --filter country=MX --filter source=linkedin` into lists by key. */
export function collectFilter(value: string, previous: RowFilters = {}): RowFilters {
  const at = value.indexOf("=");
  if (at < 1 || at === value.length - 1) {
    throw new InvalidArgumentError(`"${value}" is not of the form key=value, e.g. country=CO.`);
  }
  const key: RowFilterKey = oneOf(ROW_FILTERS, value.slice(0, at), "row filter");
  return { ...previous, [key]: [...(previous[key] ?? []), value.slice(at + 1)] };
}

/** Reads a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new InvalidArgumentError(`"${value}" is not a whole number from ${min} to ${max}.`);
    }
    return number;
  };
}

/** Reads a day of the calendar, `2026-11-22`. */
export function day(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  throw new InvalidArgumentError(`"${value}" is no day of the calendar. Write one such as 2026-11-22.`);
}
