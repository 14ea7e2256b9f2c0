/**
 * Readings of single values as sources send them. Each gives null for what is empty or can't be read, so that a
 * normaliser decides what it can't do without.
 */

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, or an empty one in place of anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Text without surrounding space; numbers and booleans are written out; empty is null. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") {
    const trimmed = value.trim();
    if (trimmed === "") return null;
    return trimmed.includes("\0") ? trimmed.replaceAll("\0", "") : trimmed;
  }
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  return null;
}

/** The first of `values` that has text. */
export function firstText(...values: unknown[]): string | null {
  for (const value of values) {
    const text = textOf(value);
    if (text !== null) return text;
  }
  return null;
}

/** A finite number, also from its text; thousands separators aren't guessed at. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const text = typeof value === "string" ? value.trim() : typeof value === "bigint" ? String(value) : "";
  if (text === "" || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** Money that fits DECIMAL(18,2). */
export function moneyOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Math.abs(number) < 1e15 ? number : null;
}

const TRUE = new Set(["true", "1", "yes", "y", "t", "si", "sí"]);
const FALSE = new Set(["false", "0", "no", "n", "f"]);

export function booleanOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return null;
  return TRUE.has(text) ? true : FALSE.has(text) ? false : null;
}

/** Years outside 1971–2200 are unit mistakes, not times. */
const EARLIEST = 31_536_000_000_000n;
const LATEST = 7_258_118_400_000_000n;

/**
 * A moment as microseconds since the epoch, UTC. Takes ISO 8601 (a missing zone is UTC, a missing time midnight) and
 * Unix numbers, told by their size: seconds, milliseconds or microseconds.
 */
export function microsOf(value: unknown): bigint | null {
  const micros = unboundedMicros(value);
  return micros !== null && micros >= EARLIEST && micros < LATEST ? micros : null;
}

function unboundedMicros(value: unknown): bigint | null {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return unixMicros(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^\d{9,17}(\.\d+)?$/.test(text)) {
    return text.length === 16 ? BigInt(text) : unixMicros(Number(text));
  }
  return isoMicros(text);
}

function unixMicros(value: number): bigint | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  const factor = value < 1e11 ? 1e6 : value < 1e14 ? 1e3 : 1;
  return value >= 1e17 ? null : BigInt(Math.round(value * factor));
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;

function isoMicros(text: string): bigint | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, day = "", time = "00:00:00", zone = "Z"] = match;
  const milliseconds = Date.parse(`${day}T${time}${zoneSuffix(zone)}`);
  if (Number.isNaN(milliseconds) || !isRealDay(day)) return null;
  return BigInt(milliseconds) * 1000n;
}

function zoneSuffix(zone: string): string {
  if (/^(z|utc)$/i.test(zone)) return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** `Date.parse` takes 30 February for 2 March. */
function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** A day as `YYYY-MM-DD`; of a moment its UTC day. */
export function dayOf(value: unknown): string | null {
  const micros = microsOf(value);
  return micros === null ? null : new Date(Number(micros / 1000n)).toISOString().slice(0, 10);
}

/** Microseconds as ISO text with milliseconds, which sorts as time does. */
export function isoOf(micros: bigint): string {
  return new Date(Number(micros / 1000n)).toISOString();
}

/** The lone halves of surrogate pairs that `JSON.stringify` escapes, which DuckDB's JSON functions refuse. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** JSON text that DuckDB can read back. */
export function jsonOf(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.includes("\\ud") ? text.replace(LONE_SURROGATE, "$1\\ufffd") : text;
}
