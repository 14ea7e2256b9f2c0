import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type ColumnType, columnsOf, type RowTableName } from "../warehouse/schema.ts";
import { storableJson, storableText } from "../warehouse/storableText.ts";
import type { WriteStamp } from "../warehouse/writeRows.ts";
import type { LoadTarget } from "./LoadTarget.ts";

/** Rows that become text at a time. */
const PART = 5_000;

const zip = promisify(gzip);

/** A field of a row, as text. */
type FieldText = readonly [name: string, value: string | null, type: ColumnType];

/** Writes rows as a target's file format has them: `ns_position` first, then the columns of the table with those of the stamp. */
export async function writeRowFile(
  path: string,
  format: LoadTarget["fileFormat"],
  table: RowTableName,
  rows: readonly Record<string, unknown>[],
  { tenant, source, runId, loadedAt }: WriteStamp,
): Promise<void> {
  const columns = Object.entries(columnsOf(table));
  const stamped: Record<string, unknown> = { tenant_id: tenant, source, _loaded_at: loadedAt, _run_id: runId };
  const line = format === "ndjson" ? jsonLine : csvLine;
  const file = await open(path, "w");
  try {
    for (let start = 0; start < rows.length; start += PART) {
      let text = "";
      for (let at = start; at < Math.min(rows.length, start + PART); at++) {
        const row = rows[at] ?? {};
        const values = columns.map(([name, type]): FieldText => {
          const value = name in stamped ? stamped[name] : name === "_deleted" ? (row[name] ?? false) : row[name];
          return [name, value === null || value === undefined ? null : textOf(value, type), type];
        });
        text += line([["ns_position", String(at), "BIGINT"], ...values]);
      }
      // Several members after each other are one gzip file.
      await file.write(format === "csv.gz" ? await zip(text) : Buffer.from(text));
    }
  } finally {
    await file.close();
  }
}

function csvLine(values: readonly FieldText[]): string {
  return `${values.map(([, value]) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
}

/** Numbers are read from texts, true and false aren't. */
function jsonLine(values: readonly FieldText[]): string {
  const typed = values.map(([name, value, type]) => [name, type === "BOOLEAN" && value ? value === "true" : value]);
  return `${JSON.stringify(Object.fromEntries(typed))}\n`;
}

/** A value as every warehouse reads it, rounded as DuckDB rounds a number that goes into such a column. */
function textOf(value: unknown, type: ColumnType): string {
  switch (type) {
    case "TIMESTAMP":
      return timeText(value as bigint);
    case "DECIMAL(18,2)":
      return centsText(Number(value));
    case "INTEGER":
    case "BIGINT":
      return wholeText(Number(value));
    case "JSON":
      return storableJson(String(value));
    default:
      return storableText(String(value));
  }
}

/** Half to even, like the processor's own rounding. */
function wholeText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const below = Math.floor(value);
  const rest = value - below;
  const rounded = rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
  return BigInt(rounded).toString();
}

/** Half away from zero, of the number times a hundred. */
function centsText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const cents = BigInt(Math.round(Math.abs(value) * 100));
  const digits = cents.toString().padStart(3, "0");
  return `${value < 0 && cents > 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `YYYY-MM-DD HH:MM:SS.ffffff` of microseconds since the epoch, years 1 to 9999: what all five warehouses take. */
function timeText(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString();
  return `${iso.replace("T", " ").replace("Z", "")}${rest.toString().padStart(3, "0")}`;
}
