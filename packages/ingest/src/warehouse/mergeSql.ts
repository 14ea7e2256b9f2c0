import { identifier } from "./ddl.ts";
import { type ColumnRule, MERGE_POLICIES, type MergePolicy, ruleOf } from "./mergePolicy.ts";
import { type ColumnType, columnsOf, type RowTableName, tableDefinition } from "./schema.ts";

/** Columns that a normaliser fills; the rest are the writer's. */
export function stagedColumns(table: RowTableName): Record<string, ColumnType> {
  return { ...tableDefinition(table).columns, source_id: "VARCHAR", _raw: "JSON", _deleted: "BOOLEAN" };
}

/** How a column lies in the staging table: what JavaScript hands over without conversion. */
export function stageType(type: ColumnType): "VARCHAR" | "JSON" | "DOUBLE" | "TIMESTAMP" | "BOOLEAN" {
  switch (type) {
    case "JSON":
    case "TIMESTAMP":
    case "BOOLEAN":
      return type;
    case "INTEGER":
    case "BIGINT":
    case "DOUBLE":
    case "DECIMAL(18,2)":
      return "DOUBLE";
    default:
      return "VARCHAR";
  }
}

/**
 * The statement that moves staged rows into their table. Parameters: `$tenant`, `$source`, `$loaded` (TIMESTAMP),
 * `$run`. Rows with the same key inside the stage meet by the same policy as rows that are there already.
 */
export function mergeStatement(
  table: RowTableName,
  stage: string,
  policy: MergePolicy = MERGE_POLICIES[table],
): string {
  const { key } = tableDefinition(table);
  const staged = stagedColumns(table);
  const typed = Object.entries(staged).map(([column, type]) => {
    const name = identifier(column);
    const value = column === "_deleted" ? `coalesce(${name}, false)` : name;
    return stageType(type) === type ? `${value} AS ${name}` : `CAST(${value} AS ${type}) AS ${name}`;
  });
  const columns = Object.keys(columnsOf(table));
  const values = columns.map((column) => constantOf(column) ?? identifier(column));
  const conflict = `ON CONFLICT (${["tenant_id", ...key].map(identifier).join(", ")})`;
  const rows = `(SELECT ${typed.join(", ")}, rowid AS "ns_position" FROM ${stage})`;
  if (policy.kind === "insert" && policy.immutableTime !== undefined) {
    // Those that are known were taken out, by the statement below.
    return `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(", ")})\nSELECT ${values.join(", ")} FROM ${rows} AS staged`;
  }
  return [
    `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(", ")})`,
    `SELECT ${values.join(", ")} FROM ${onePerKey(rows, key, Object.keys(staged), policy)}`,
    conflict,
    policy.kind === "insert" ? "DO NOTHING" : `DO UPDATE SET ${updates(table, policy)}`,
  ].join("\n");
}

/**
 * Takes the rows out of the stage that are known, where a time tells in which stretch of the table they would lie; null where none does.
 * `ON CONFLICT` reads the keys of the whole table, and an anti join on the way into the table gives its rows in no order. Parameter: `$tenant`.
 */
export function dropKnownStatement(
  table: RowTableName,
  stage: string,
  policy: MergePolicy = MERGE_POLICIES[table],
): string | null {
  if (policy.kind !== "insert" || policy.immutableTime === undefined) return null;
  const moment = identifier(policy.immutableTime);
  const keys = tableDefinition(table).key.map((column) => `known.${identifier(column)} = staged.${identifier(column)}`);
  return `DELETE FROM ${stage} AS staged WHERE EXISTS (
  SELECT 1 FROM ${identifier(table)} AS known WHERE known.tenant_id = $tenant AND ${keys.join(" AND ")}
    AND known.${moment} BETWEEN (SELECT min(${moment}) FROM ${stage}) AND (SELECT max(${moment}) FROM ${stage}))`;
}

function constantOf(column: string): string | undefined {
  switch (column) {
    case "tenant_id":
      return "CAST($tenant AS VARCHAR)";
    case "source":
      return "CAST($source AS VARCHAR)";
    case "_loaded_at":
      return "CAST($loaded AS TIMESTAMP)";
    case "_run_id":
      return "CAST($run AS VARCHAR)";
    default:
      return undefined;
  }
}

function onePerKey(rows: string, key: readonly string[], staged: string[], policy: MergePolicy): string {
  const keys = key.map(identifier).join(", ");
  switch (policy.kind) {
    case "insert":
      // The writer leaves repeated keys out while it stages, cheaper than a window.
      return `${rows} AS staged`;
    case "replace": {
      const order = policy.version
        ? `${versionOf(`"_raw"`, policy.version)} DESC, "ns_position" DESC`
        : `"ns_position" DESC`;
      return `(SELECT * FROM ${rows} AS staged QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) = 1) AS one`;
    }
    case "merge": {
      const merged = staged
        .filter((column) => !key.includes(column))
        .map((column) => `${aggregate(column, ruleOf(column, policy))} AS ${identifier(column)}`);
      return `(SELECT ${keys}, ${merged.join(", ")} FROM ${rows} AS staged GROUP BY ${keys}) AS one`;
    }
  }
}

function aggregate(column: string, rule: ColumnRule): string {
  const name = identifier(column);
  switch (rule) {
    case "least":
      return `min(${name})`;
    case "greatest":
      return `max(${name})`;
    case "longest":
      return `arg_max(${name}, (length(${name}), CAST(${name} AS VARCHAR)))`;
    case "latest":
      return `arg_max(${name}, "ns_position")`;
  }
}

function updates(table: RowTableName, policy: Exclude<MergePolicy, { kind: "insert" }>): string {
  const { key } = tableDefinition(table);
  const free = Object.keys(columnsOf(table)).filter((column) => column !== "tenant_id" && !key.includes(column));
  if (policy.kind === "replace") {
    const assignments = free.map((column) => `${identifier(column)} = excluded.${identifier(column)}`).join(", ");
    if (policy.version === undefined) return assignments;
    const [newer, current] = [`excluded."_raw"`, `${identifier(table)}."_raw"`].map((raw) =>
      versionOf(raw, policy.version ?? ""),
    );
    return `${assignments} WHERE ${newer} >= ${current}`;
  }
  return free.map((column) => updateOf(table, column, policy)).join(", ");
}

function versionOf(raw: string, field: string): string {
  return `coalesce(${raw}->>'${field}', '')`;
}

function updateOf(table: RowTableName, column: string, policy: Extract<MergePolicy, { kind: "merge" }>): string {
  const name = identifier(column);
  const mine = `${identifier(table)}.${name}`;
  const theirs = `excluded.${name}`;
  // Two sources may tell of one thing; which came last must not show.
  if (constantOf(column) !== undefined && column !== "source") return `${name} = ${theirs}`;
  switch (ruleOf(column, policy)) {
    case "least":
      return `${name} = least(${mine}, ${theirs})`;
    case "greatest":
      return `${name} = greatest(${mine}, ${theirs})`;
    case "longest":
      return (
        `${name} = CASE WHEN ${mine} IS NULL OR (length(${theirs}), CAST(${theirs} AS VARCHAR)) > ` +
        `(length(${mine}), CAST(${mine} AS VARCHAR)) THEN coalesce(${theirs}, ${mine}) ELSE ${mine} END`
      );
    case "latest":
      return `${name} = coalesce(${theirs}, ${mine})`;
  }
}
