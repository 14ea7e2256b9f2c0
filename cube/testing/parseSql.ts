import { init, validate } from "@guanmingchiu/sqlparser-ts";
import { parse as parsePostgres } from "libpg-query";
import type { Dialect } from "../../packages/ingest/src/warehouse/dialects/dialect.ts";
import { BANNED, RESERVED } from "./dialectRules.ts";

/**
 * Parses a statement as a warehouse would: Postgres' by Postgres' own parser, the others' by sqlparser-rs in their dialect. That parser
 * is lenient, so what it takes and a warehouse doesn't is looked for beside it: constructs that the warehouse lacks, reserved words as
 * names. DuckDB's are left to DuckDB.
 *
 * @throws Error saying what is wrong
 */
export async function parseSql(dialect: Exclude<Dialect, "duckdb">, sql: string): Promise<void> {
  if (dialect === "postgres") await parsePostgres(sql);
  else {
    await init();
    const body = dialect === "bigquery" ? undefined : FUNCTION.exec(sql)?.groups?.body;
    if (body === undefined) validate(sql, dialect);
    else validate(dialect === "redshift" ? body : `SELECT ${body}`, dialect);
  }
  const bare = withoutTexts(sql);
  for (const [construct, pattern] of [...BANNED.all, ...BANNED[dialect]]) {
    if (pattern.test(bare)) throw new Error(`${dialect} has no ${construct}: ${excerpt(bare, pattern)}`);
  }
  for (const [, name = ""] of bare.matchAll(/\bAS\s+([a-z_]\w*)\b(?!\s*\(|\s*\))/g)) {
    if (RESERVED[dialect].has(name.toUpperCase())) throw new Error(`${name} is a reserved word in ${dialect}`);
  }
}

/** `CREATE FUNCTION`, which sqlparser-rs doesn't know of Redshift and Snowflake: its frame is checked here, its body is parsed. */
const FUNCTION =
  /^\s*CREATE OR REPLACE FUNCTION \w+\([^$]*\) RETURNS [A-Z][\w() ]* AS \$\$ (?<body>.+) \$\$(?: LANGUAGE sql)?;?\s*$/;

/** The statement without what stands in quotes and comments. */
function withoutTexts(sql: string): string {
  return sql.replaceAll(/--.*$/gm, "").replaceAll(/'(?:[^']|'')*'/g, "''");
}

function excerpt(sql: string, pattern: RegExp): string {
  const at = sql.search(pattern);
  return sql.slice(Math.max(0, at - 40), at + 60).replaceAll(/\s+/g, " ");
}
