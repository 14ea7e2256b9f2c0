import { DIALECTS } from "../warehouse/ddl.ts";
import type { Dialect } from "../warehouse/dialects/dialect.ts";
import { inBuckets, type SliceScope } from "./dayBuckets.ts";
import { markKey, type SliceRule, type TableSlice } from "./LoadTarget.ts";

export type MirrorRule = Extract<SliceRule, { kind: "mirror" }>;

/** A text as SQL writes it. Tenants, table names and marks hold no quote and no backslash, which `publishWarehouse` sees to. */
export function textLiteral(text: string): string {
  return `'${text}'`;
}

/** `DELETE` of what of the scope the slice doesn't hold, where the staged rows are in `stage`; none when the scope is empty. */
export function deleteGone(
  { table, tenant, key }: TableSlice,
  scope: SliceScope,
  stage: string,
  dialect: Dialect,
): string[] {
  if (scope.kind === "none") return [];
  const { quote } = DIALECTS[dialect];
  const target = quote(table);
  const same = key.map((column) => `staged.${quote(column)} = ${target}.${quote(column)}`).join(" AND ");
  const within =
    scope.kind === "tenant"
      ? ""
      : ` AND ${inBuckets(`${target}.${quote(scope.column.name)}`, scope.column.type, scope.days)}`;
  return [
    `DELETE FROM ${target} WHERE ${target}.${quote("tenant_id")} = ${textLiteral(tenant)}${within} AND NOT EXISTS (SELECT 1 FROM ${stage} AS staged WHERE ${same})`,
  ];
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
  const free = Object.keys(columns).filter((column) => !key.includes(column));
  const changed = free.map((column) =>
    differs?.(`${target}.${quote(column)}`, `staged.${quote(column)}`, columns[column] ?? ""),
  );
  return mergeInto({ table, columns, key }, stage, dialect, {
    when: differs ? changed.join(" OR ") : null,
    set: free.map((column) => [column, `staged.${quote(column)}`]),
  });
}

/** `MERGE` with assignments of one's own. */
export function mergeInto(
  { table, columns, key }: Pick<TableSlice, "table" | "columns" | "key">,
  stage: string,
  dialect: Dialect,
  { when, set }: { when: string | null; set: readonly (readonly [column: string, value: string])[] },
): string {
  const { quote } = DIALECTS[dialect];
  const target = quote(table);
  const names = Object.keys(columns);
  const same = key.map((column) => `${target}.${quote(column)} = staged.${quote(column)}`).join(" AND ");
  return [
    `MERGE INTO ${target} USING ${stage} AS staged ON ${same}`,
    `WHEN MATCHED${when === null ? "" : ` AND (${when})`} THEN UPDATE SET ${set.map(([column, value]) => `${quote(column)} = ${value}`).join(", ")}`,
    `WHEN NOT MATCHED THEN INSERT (${names.map(quote).join(", ")}) VALUES (${names.map((column) => `staged.${quote(column)}`).join(", ")})`,
  ].join("\n");
}

/** Statements that keep a slice's marks in `warehouse_info`. */
export function keepMarks({ table, tenant }: TableSlice, { marks }: MirrorRule, dialect: Dialect): string[] {
  const { quote } = DIALECTS[dialect];
  const [info, key, value] = ["warehouse_info", "key", "value"].map(quote);
  const nameOf = (day: string) => textLiteral(markKey(tenant, table, day));
  const prefix = markKey(tenant, table, "");
  const forgotten =
    marks.forget === "all"
      ? `SUBSTR(${key}, 1, ${prefix.length}) = ${textLiteral(prefix)}`
      : `${key} IN (${marks.forget.map(nameOf).join(", ")})`;
  const kept = [...marks.keep].map(([day, mark]) => `(${nameOf(day)}, ${textLiteral(mark)})`);
  return [
    ...(marks.forget.length === 0 ? [] : [`DELETE FROM ${info} WHERE ${forgotten}`]),
    ...(kept.length === 0 ? [] : [`INSERT INTO ${info} (${key}, ${value}) VALUES ${kept.join(", ")}`]),
  ];
}

/** The query that reads a tenant's marks: key and value. */
export function readMarksQuery(tenant: string, dialect: Dialect): string {
  const { quote } = DIALECTS[dialect];
  const [info, key, value] = ["warehouse_info", "key", "value"].map(quote);
  const prefix = `published:${tenant}:`;
  return `SELECT ${key} AS mark_key, ${value} AS mark_value FROM ${info} WHERE SUBSTR(${key}, 1, ${prefix.length}) = ${textLiteral(prefix)}`;
}

/** Marks by table and day, from the rows of that query. */
export function marksOf(rows: readonly Record<string, unknown>[]): Map<string, Map<string, string>> {
  const marks = new Map<string, Map<string, string>>();
  for (const row of rows) {
    // Snowflake gives its names in capitals.
    const [, , table = "", day = ""] = String(row.mark_key ?? row.MARK_KEY).split(":");
    const days = marks.get(table) ?? new Map<string, string>();
    marks.set(table, days.set(day, String(row.mark_value ?? row.MARK_VALUE)));
  }
  return marks;
}
