import type { SourceId } from "@northstar/core";
import { type ColumnType, type RowTableName, tableDefinition } from "../warehouse/schema.ts";
import { contentId } from "./hashing.ts";
import { scoreBand } from "./hubspotScores.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import {
  booleanOf,
  dayOf,
  isObject,
  isoOf,
  type JsonObject,
  jsonOf,
  microsOf,
  moneyOf,
  numberOf,
  textOf,
} from "./values.ts";

/** Reads a value as a column's type; null when it can't be. */
function valueOfType(type: ColumnType, value: unknown): string | number | boolean | bigint | null {
  switch (type) {
    case "TIMESTAMP":
      return microsOf(value);
    case "DATE":
      return dayOf(value);
    case "BOOLEAN":
      return booleanOf(value);
    case "DECIMAL(18,2)":
      return moneyOf(value);
    case "DOUBLE":
      return numberOf(value);
    case "INTEGER":
    case "BIGINT": {
      const number = numberOf(value);
      return number === null ? null : Math.round(number);
    }
    default:
      return textOf(value);
  }
}

/** Reads a record whose fields are named as the table's columns. */
function shapedRow(table: RowTableName, record: JsonObject, context: NormaliseContext): JsonObject {
  const { columns, key, required = [] } = tableDefinition(table);
  const row: JsonObject = {};
  const rest: JsonObject = {};
  let unread: string | null = null;
  for (const name in record) {
    const type = columns[name];
    const given = record[name];
    if (type === undefined) {
      if (textOf(given) === null && !isObject(given)) continue;
      context.drift(name, given);
      rest[name] = given;
      continue;
    }
    const value = valueOfType(type, given);
    if (value === null && textOf(given) !== null) unread ??= name;
    row[name] = value;
  }
  if (unread !== null)
    throw new Rejection("unreadable_value", `The value of ${unread} can't be read as ${columns[unread]}.`);
  if (table === "content_consumption") completeConsumption(row);
  if (table === "score_history" && typeof row.score === "number") row.segment ??= scoreBand(row.score);
  for (const name of [...key, ...required]) {
    if (row[name] === null || row[name] === undefined) {
      throw new Rejection(`missing_${name}`, `The row has no ${name.replaceAll("_", " ")}.`);
    }
  }
  if (Object.keys(rest).length > 0) row._raw = jsonOf(rest);
  return row;
}

function completeConsumption(row: JsonObject): void {
  if (row.id === undefined || row.id === null) {
    if (typeof row.started_at === "bigint" && row.content_id) {
      row.id = contentId("play", row.user_id, row.content_id, isoOf(row.started_at));
    }
  }
  row.completed ??= typeof row.max_percent === "number" && row.max_percent >= 90;
  row.attended_live ??= false;
}

/** A source whose records already look like rows; the table is the first whose key the record has. */
function shapedSource(sourceId: SourceId, tables: readonly RowTableName[]): SourceDefinition {
  return {
    sourceId,
    records: (document) => (Array.isArray(document) ? document : [document]),
    normalise(record, context) {
      if (!isObject(record)) throw new Rejection("not_a_row", "The entry isn't a row.");
      const table = tables.length === 1 ? tables[0] : tables.find((name) => recognises(name, record));
      if (table === undefined) {
        throw new Rejection("unknown_columns", `The columns fit none of ${tables.join(", ")}.`);
      }
      return [{ table, row: shapedRow(table, record, context) } as TableRow];
    },
  };
}

/** Latency and security rows share their key's name, so the required columns decide too. */
function recognises(table: RowTableName, record: JsonObject): boolean {
  const { key, required = [] } = tableDefinition(table);
  const marks = table === "pipeline_latency" ? ["event_occurred_at"] : required;
  return key.every((name) => name in record) && marks.every((name) => name in record);
}

export const content = shapedSource("content", ["content"]);
export const consumption = shapedSource("content", ["content_consumption"]);
export const referrals = shapedSource("referrals", ["referrals"]);
export const scores = shapedSource("crm", ["score_history"]);
export const usage = shapedSource("usage", ["usage_events"]);
export const ops = shapedSource("ops", ["flow_runs", "incidents", "pipeline_latency", "security_events"]);
