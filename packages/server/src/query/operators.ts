import { parseDateRange, parseLocalDateTime } from "./parseDateRange.ts";

const TEXT = ["contains", "notContains", "startsWith", "notStartsWith", "endsWith", "notEndsWith"];
const COMPARISON = ["gt", "gte", "lt", "lte"];
const RANGE = ["inDateRange", "notInDateRange"];
const DATE = ["onTheDate", "beforeDate", "beforeOrOnDate", "afterDate", "afterOrOnDate"];
const EQUALITY = ["equals", "notEquals"];
const PRESENCE = ["set", "notSet"];

/** Every operator there is (Cube's, but for those of its SQL API alone). */
export const OPERATORS: ReadonlySet<string> = new Set([
  ...TEXT,
  ...COMPARISON,
  ...RANGE,
  ...DATE,
  ...EQUALITY,
  ...PRESENCE,
]);

const BY_TYPE: Record<string, readonly string[]> = {
  string: [...EQUALITY, ...TEXT, ...PRESENCE],
  number: [...EQUALITY, ...COMPARISON, ...PRESENCE],
  boolean: [...EQUALITY, ...PRESENCE],
  time: [...RANGE, ...DATE, ...PRESENCE],
};

/** The operators a member of this type takes. */
export function operatorsOf(type: string): readonly string[] {
  return BY_TYPE[type] ?? PRESENCE;
}

// Beyond 15 digits a DOUBLE no longer tells neighbours apart, and a warehouse's cast may overflow.
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/**
 * Holds the values of a filter against its operator and the member's type.
 * @returns in one sentence what is wrong, or null
 */
export function findValueFault(type: string, operator: string, values: readonly string[] | undefined): string | null {
  if (PRESENCE.includes(operator)) {
    return values === undefined || values.length === 0 ? null : `${operator} takes no values`;
  }
  if (values === undefined || values.length === 0) return `${operator} needs at least one value`;
  if (RANGE.includes(operator)) {
    const [start, end, ...rest] = values;
    if (start === undefined || end === undefined || rest.length > 0)
      return `${operator} needs two dates, start and end`;
    const range = parseDateRange([start, end]);
    return typeof range === "string" ? range : null;
  }
  if (DATE.includes(operator)) {
    const [date, ...rest] = values;
    if (date === undefined || rest.length > 0) return `${operator} needs one date`;
    return parseLocalDateTime(date) === null ? `${JSON.stringify(date)} is not a day that exists` : null;
  }
  if (COMPARISON.includes(operator) && values.length > 1) return `${operator} needs one value`;
  if (type === "number") {
    const bad = values.find((value) => !NUMBER.test(value));
    return bad === undefined ? null : `${JSON.stringify(bad)} is not a number such as 12 or -0.5`;
  }
  if (type === "boolean") {
    const bad = values.find((value) => value !== "true" && value !== "false");
    return bad === undefined ? null : `${JSON.stringify(bad)} is neither "true" nor "false"`;
  }
  return null;
}
