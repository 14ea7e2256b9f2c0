import duckdb, { type Vector } from "@duckdb/node-bindings";
import { storableJson, storableText } from "./storableText.ts";

/** Rows of a chunk: DuckDB's own vector size. */
export const CHUNK_ROWS = 2048;

/** How values of a column lie in a vector. */
export type VectorKind = "text" | "json" | "double" | "micros" | "boolean";

/** A text of up to 12 bytes lies in its place of the vector, 4 bytes of length before it; longer ones behind a pointer that DuckDB sets. */
const PLACE = 16;
const INLINE = 12;
/** It may begin an escape of JSON. */
const BACKSLASH = 92;

// One of each for all vectors: filling one never waits.
const places = new Uint8Array(CHUNK_ROWS * PLACE);
const lengths = new Uint32Array(places.buffer);
const longAt = new Uint32Array(CHUNK_ROWS);
const doubles = new Float64Array(CHUNK_ROWS);
const micros = new BigInt64Array(CHUNK_ROWS);
const booleans = new Uint8Array(CHUNK_ROWS);
const valid = new Uint8Array(CHUNK_ROWS / 8);

/**
 * Fills a vector of a new chunk with one column of rows. It writes what DuckDB's C interface lays open (`duckdb_string_t`, a bit for each
 * valid row) instead of setting value after value: half the time of a load went into that.
 */
export function fillVector(
  vector: Vector,
  kind: VectorKind,
  rows: readonly Record<string, unknown>[],
  name: string,
  start: number,
  count: number,
): void {
  valid.fill(255);
  const nulls =
    kind === "text" || kind === "json"
      ? fillTexts(vector, kind === "json" ? storableJson : storableText, rows, name, start, count)
      : fillPlain(vector, kind, rows, name, start, count);
  if (nulls === 0) return;
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, Math.ceil(count / 64) * 8);
}

function fillPlain(
  vector: Vector,
  kind: Exclude<VectorKind, "text" | "json">,
  rows: readonly Record<string, unknown>[],
  name: string,
  start: number,
  count: number,
): number {
  const values = kind === "double" ? doubles : kind === "micros" ? micros : booleans;
  let nulls = 0;
  for (let index = 0; index < count; index++) {
    const value = rows[start + index]?.[name];
    if (value === null || value === undefined) nulls += setInvalid(index);
    else if (kind === "micros") micros[index] = within64Bits(value as bigint, name);
    else values[index] = value as number;
  }
  duckdb.copy_data_to_vector(vector, 0, values.buffer, 0, count * values.BYTES_PER_ELEMENT);
  return nulls;
}

function fillTexts(
  vector: Vector,
  storable: (text: string) => string,
  rows: readonly Record<string, unknown>[],
  name: string,
  start: number,
  count: number,
): number {
  places.fill(0, 0, count * PLACE);
  let nulls = 0;
  let longs = 0;
  for (let index = 0; index < count; index++) {
    const value = rows[start + index]?.[name];
    if (value === null || value === undefined) nulls += setInvalid(index);
    else if (!placeShort(index, value as string)) longAt[longs++] = index;
  }
  duckdb.copy_data_to_vector(vector, 0, places.buffer, 0, count * PLACE);
  // After the places, or these would be lost with what they point to.
  for (let at = 0; at < longs; at++) {
    const index = longAt[at] ?? 0;
    duckdb.vector_assign_string_element(vector, index, storable(rows[start + index]?.[name] as string));
  }
  return nulls;
}

/** @returns whether it is short, and ASCII that can be stored, so that its letters are its bytes */
function placeShort(index: number, text: string): boolean {
  const { length } = text;
  if (length > INLINE) return false;
  const at = index * PLACE + 4;
  for (let letter = 0; letter < length; letter++) {
    const code = text.charCodeAt(letter);
    if (code > 127 || code === 0 || code === BACKSLASH) {
      // Bytes behind a short text have to be 0: it is compared with them.
      places.fill(0, at, at + INLINE);
      return false;
    }
    places[at + letter] = code;
  }
  lengths[index * (PLACE / 4)] = length;
  return true;
}

function setInvalid(index: number): 1 {
  valid[index >> 3] = (valid[index >> 3] ?? 0) & ~(1 << (index & 7));
  return 1;
}

function within64Bits(value: bigint, name: string): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new RangeError(`The time in ${name} is out of range.`);
  return value;
}
