import { DIALECTS } from "../warehouse/ddl.ts";
import type { Dialect } from "../warehouse/dialects/dialect.ts";
import { type ColumnRule, MERGE_POLICIES, type MergePolicy, ruleOf } from "../warehouse/mergePolicy.ts";
import { type ColumnType, columnsOf, type RowTableName, tableDefinition } from "../warehouse/schema.ts";
import { mergeInto } from "./mergeStatements.ts";
import { POLICY_WORDS } from "./policyWords.ts";

type TargetDialect = Exclude<Dialect, "duckdb">;

/** Columns that say which write a row is from: the last one's stay. */
const OF_THE_WRITE = new Set(["_loaded_at", "_run_id"]);

/**
 * The rows of a stage, one for each key, as their policy makes them of those that share it. The stage has the target's own types and a
 * column `ns_position`, in which order the rows came.
 */
export function onePerKey(table: RowTableName, stage: string, dialect: TargetDialect): string {
  const policy = MERGE_POLICIES[table];
  const { quote } = DIALECTS[dialect];
  const words = POLICY_WORDS[dialect];
  const keys = keyOf(table).map(quote);
  const position = quote("ns_position");
  const group = `PARTITION BY ${keys.join(", ")}`;
  const columns = Object.entries(columnsOf(table));
  const values = columns.map(([column, type]) => {
    const name = quote(column);
    if (policy.kind !== "merge" || keys.includes(name) || OF_THE_WRITE.has(column)) return `staged.${name}`;
    return `${ofGroup(`staged.${name}`, type, ruleOf(column, policy), group, `staged.${position}`, dialect)} AS ${name}`;
  });
  const first = `staged.${position} ${policy.kind === "insert" ? "ASC" : "DESC"}`;
  const version = policy.kind === "replace" && policy.version !== undefined ? policy.version : null;
  const order =
    version === null ? [first] : [`${words.binary(words.field(`staged.${quote("_raw")}`, version))} DESC`, first];
  return `SELECT ${columns.map(([column]) => `ranked.${quote(column)}`).join(", ")} FROM (SELECT ${values.join(", ")}, ROW_NUMBER() OVER (${group} ORDER BY ${order.join(", ")}) AS ns_rank FROM ${stage} AS staged) AS ranked WHERE ranked.ns_rank = 1`;
}

/** What the rows of a key come to in one column, said beside each of them. */
function ofGroup(
  x: string,
  type: ColumnType,
  rule: ColumnRule,
  group: string,
  position: string,
  dialect: TargetDialect,
): string {
  const words = POLICY_WORDS[dialect];
  const firstBy = (...order: string[]) =>
    `FIRST_VALUE(${x}) OVER (${group} ORDER BY ${[`CASE WHEN ${x} IS NULL THEN 1 ELSE 0 END`, ...order].join(", ")} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
  switch (rule) {
    case "latest":
      return firstBy(`${position} DESC`);
    case "longest": {
      const { length, text } = measures(x, type, dialect);
      return firstBy(`${length} DESC`, `${text} DESC`);
    }
    default: {
      const most = rule === "least" ? "MIN" : "MAX";
      if (type === "BOOLEAN") return `(${most}(CASE WHEN ${x} THEN 1 WHEN NOT ${x} THEN 0 END) OVER (${group}) = 1)`;
      if (type === "JSON") return firstBy(`${measures(x, type, dialect).text} ${rule === "least" ? "ASC" : "DESC"}`);
      return `${most}(${type === "VARCHAR" ? words.binary(x) : x}) OVER (${group})`;
    }
  }
}

function measures(x: string, type: ColumnType, dialect: TargetDialect): { length: string; text: string } {
  const words = POLICY_WORDS[dialect];
  return type === "JSON"
    ? { length: words.jsonLength(x), text: words.binary(words.jsonText(x)) }
    : { length: `LENGTH(${x})`, text: words.binary(x) };
}

/** What a row that is there becomes when one with its key comes, unless `when` is false. Empty: it stays. */
export function assignmentsOf(
  table: RowTableName,
  dialect: TargetDialect,
  mine: (column: string) => string,
  theirs: (column: string) => string,
): { when: string | null; set: (readonly [column: string, value: string])[] } {
  const policy: MergePolicy = MERGE_POLICIES[table];
  const words = POLICY_WORDS[dialect];
  const keys = keyOf(table);
  const free = Object.entries(columnsOf(table)).filter(([column]) => !keys.includes(column));
  switch (policy.kind) {
    case "insert":
      return { when: null, set: [] };
    case "replace": {
      const version = (raw: string) => words.binary(words.field(raw, policy.version ?? ""));
      return {
        when: policy.version === undefined ? null : `${version(theirs("_raw"))} >= ${version(mine("_raw"))}`,
        set: free.map(([column]) => [column, theirs(column)] as const),
      };
    }
    case "merge":
      return {
        when: null,
        set: free.map(([column, type]) => {
          const value = OF_THE_WRITE.has(column)
            ? theirs(column)
            : ofTwo(mine(column), theirs(column), type, ruleOf(column, policy), dialect);
          return [column, value] as const;
        }),
      };
  }
}

function ofTwo(mine: string, theirs: string, type: ColumnType, rule: ColumnRule, dialect: TargetDialect): string {
  if (rule === "latest") return `COALESCE(${theirs}, ${mine})`;
  const a = measures(mine, type, dialect);
  const b = measures(theirs, type, dialect);
  if (rule === "longest") {
    const says = `${b.length} > ${a.length} OR (${b.length} = ${a.length} AND ${b.text} > ${a.text})`;
    return `CASE WHEN ${mine} IS NULL OR ${says} THEN COALESCE(${theirs}, ${mine}) ELSE ${mine} END`;
  }
  if (type === "BOOLEAN") {
    // Not every warehouse orders booleans.
    return rule === "least"
      ? `CASE WHEN NOT ${mine} OR NOT ${theirs} THEN FALSE ELSE COALESCE(${mine}, ${theirs}) END`
      : `CASE WHEN ${mine} OR ${theirs} THEN TRUE ELSE COALESCE(${mine}, ${theirs}) END`;
  }
  const isText = type === "VARCHAR" || type === "JSON";
  const [x, y] = isText ? [a.text, b.text] : [mine, theirs];
  return `CASE WHEN ${mine} IS NULL OR ${y} ${rule === "least" ? "<" : ">"} ${x} THEN COALESCE(${theirs}, ${mine}) ELSE ${mine} END`;
}

/** Statements that bring rows with one for each key, in `rows` (a table, or a query in brackets), into their table. */
export function policyStatement(
  table: RowTableName,
  columns: Readonly<Record<string, string>>,
  rows: string,
  dialect: Exclude<TargetDialect, "postgres">,
): string {
  const { quote } = DIALECTS[dialect];
  const target = quote(table);
  const key = keyOf(table);
  const names = Object.keys(columns);
  if (MERGE_POLICIES[table].kind === "insert") {
    const same = key.map((column) => `known.${quote(column)} = staged.${quote(column)}`).join(" AND ");
    return `INSERT INTO ${target} (${names.map(quote).join(", ")}) SELECT ${names.map((column) => `staged.${quote(column)}`).join(", ")} FROM ${rows} AS staged WHERE NOT EXISTS (SELECT 1 FROM ${target} AS known WHERE ${same})`;
  }
  const mine = (column: string) => `${target}.${quote(column)}`;
  const theirs = (column: string) => `staged.${quote(column)}`;
  const { when, set } = assignmentsOf(table, dialect, mine, theirs);
  if (dialect !== "redshift" || when === null) return mergeInto({ table, columns, key }, rows, dialect, { when, set });
  // Its MERGE takes no condition.
  const either = set.map(
    ([column, value]) => [column, `CASE WHEN ${when} THEN ${value} ELSE ${mine(column)} END`] as const,
  );
  return mergeInto({ table, columns, key }, rows, dialect, { when: null, set: either });
}

function keyOf(table: RowTableName): string[] {
  return ["tenant_id", ...tableDefinition(table).key];
}
