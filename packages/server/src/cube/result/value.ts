import type { OutputCell } from "./types.ts";

const DRIVER_TIMESTAMP_LENGTH = "2026-01-31T00:00:00.000Z".length;

// Every form that Cube reads: RFC 3339, and a date and a time apart by T or a space, with or without fraction and zone.
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?$/;

/**
 * A time as Cube sends it: `YYYY-MM-DDTHH:mm:ss.SSS`, the wall clock of the query's zone, no offset.
 * The digits are kept and the offset dropped, never applied: the database has converted already. What isn't a timestamp comes back unchanged.
 */
export function toWallClock(text: string): string {
  if (text.length === DRIVER_TIMESTAMP_LENGTH && text.endsWith("Z") && text.charCodeAt(10) === 84) {
    return text.slice(0, -1);
  }
  const match = TIMESTAMP.exec(text);
  if (match === null) return text;
  const [, date, time, fraction = ""] = match;
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}`;
}

/** One cell in Cube's wire format. `isTime` is true for members of type `time`. */
export function toOutputCell(value: unknown, isTime: boolean): OutputCell {
  switch (typeof value) {
    case "string":
      return isTime ? toWallClock(value) : value;
    case "boolean":
      return value;
    case "number":
    case "bigint":
      return String(value);
    case "object":
      if (value instanceof Date) return isTime ? toWallClock(value.toISOString()) : value.toISOString();
      return value;
    default:
      return null;
  }
}
