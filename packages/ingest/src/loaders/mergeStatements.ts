import { DIALECTS } from "../warehouse/ddl.ts";
import type { Dialect } from "../warehouse/dialects/dialect.ts";
import { markKey, type TableSlice } from "./LoadTarget.ts";

/** A text as SQL writes it. Tenants and table names hold no quote and no backslash, which `publishWarehouse` sees to. */
export function textLiteral(text: string): string {
  return `'${text}'`;
}

/** `DELETE` of what a whole slice doesn't hold, where the staged rows are in `stage`. */
export function deleteGone({ table, tenant, key }: TableSlice, stage: string, dialect: Dialect): string {
  const { quote } = DIALECTS[dialect];
  const target = quote(table);
  const same = key.map((column) => `staged.${quote(column)} = ${target}.${quote(column)}`).join(" AND ");
  return `DELETE FROM ${target} WHERE ${target}.${quote("tenant_id")} = ${textLiteral(tenant)} AND NOT EXISTS (SELECT 1 FROM ${stage} AS staged WHERE ${same})`;
}

/**
 * `MERGE` of staged rows in the target's own types. `differs` says when a row has changed, so that others aren't written again; null
 * where the warehouse's MERGE takes no condition.
 */
export function mergeRows(
  { table, columns, key }: TableSlice,
  stage: string,
  dialect: Dialect,
  differs: ((target: string, staged: string, type: string) => string) | null,
): string {
  const { quote } = DIALECTS[dialect];
  const target = quote(table);
  const names = Object.keys(columns);
  const free = names.filter((column) => !key.includes(column));
  const same = key.map((column) => `${target}.${quote(column)} = staged.${quote(column)}`).join(" AND ");
  const changed = free.map((column) =>
    differs?.(`${target}.${quote(column)}`, `staged.${quote(column)}`, columns[column] ?? ""),
  );
  return [
    `MERGE INTO ${target} USING ${stage} AS staged ON ${same}`,
    `WHEN MATCHED${differs ? ` AND (${changed.join(" OR ")})` : ""} THEN UPDATE SET ${free.map((column) => `${quote(column)} = staged.${quote(column)}`).join(", ")}`,
    `WHEN NOT MATCHED THEN INSERT (${names.map(quote).join(", ")}) VALUES (${names.map((column) => `staged.${quote(column)}`).join(", ")})`,
  ].join("\n");
}

/** Statements that keep a slice's mark in `warehouse_info`. */
export function keepMark({ table, tenant, mark }: TableSlice, dialect: Dialect): string[] {
  const { quote } = DIALECTS[dialect];
  const [info, key, value] = ["warehouse_info", "key", "value"].map(quote);
  const name = textLiteral(markKey(tenant, table));
  return [
    `DELETE FROM ${info} WHERE ${key} = ${name}`,
    ...(mark === null ? [] : [`INSERT INTO ${info} (${key}, ${value}) VALUES (${name}, ${textLiteral(mark)})`]),
  ];
}

/** The query that reads a tenant's marks: key and value. */
export function readMarksQuery(tenant: string, dialect: Dialect): string {
  const { quote } = DIALECTS[dialect];
  const [info, key, value] = ["warehouse_info", "key", "value"].map(quote);
  const prefix = markKey(tenant, "");
  return `SELECT ${key} AS mark_key, ${value} AS mark_value FROM ${info} WHERE SUBSTR(${key}, 1, ${prefix.length}) = ${textLiteral(prefix)}`;
}

/** Marks by table, from the rows of that query. */
export function marksOf(rows: readonly Record<string, unknown>[], tenant: string): Map<string, string> {
  const prefix = markKey(tenant, "");
  // Snowflake gives its names in capitals.
  return new Map(
    rows.map((row) => [
      String(row.mark_key ?? row.MARK_KEY).slice(prefix.length),
      String(row.mark_value ?? row.MARK_VALUE),
    ]),
  );
}
