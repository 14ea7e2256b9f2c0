import { basename } from "node:path";
import { DIALECTS } from "../warehouse/ddl.ts";
import type { RowTableName } from "../warehouse/schema.ts";
import { isJsonColumn } from "./isJsonColumn.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { deleteGone, keepMarks, marksOf, mergeRows, readMarksQuery } from "./mergeStatements.ts";
import { onePerKey, policyStatement } from "./policyStatements.ts";
import { requireClient } from "./requireClient.ts";
import { targetError } from "./targetError.ts";

export interface SnowflakeTargetOptions {
  /** `organization-account` */
  account: string;
  username: string;
  password: string;
  /** The compute warehouse. */
  warehouse: string;
  database: string;
  schema: string;
  role?: string | undefined;
}

/** What of a connection of `snowflake-sdk` is used. */
export interface SnowflakeConnection {
  connectAsync(): Promise<unknown>;
  execute(options: {
    sqlText: string;
    complete(error: Error | undefined, statement: unknown, rows: Record<string, unknown>[] | undefined): void;
  }): unknown;
  destroy(done: (error: Error | undefined) => void): void;
}

/**
 * Snowflake through `snowflake-sdk`: PUT brings the slice to the user's own stage, COPY INTO reads it into a temporary table, and one
 * transaction deletes and merges. Tables are made before the transaction, since DDL would commit it.
 *
 * @param makeConnection stands in for the package's own connection
 * @throws IngestError `client_missing`, `target_failed`
 */
export async function openSnowflakeTarget(
  options: SnowflakeTargetOptions,
  makeConnection: (options: SnowflakeTargetOptions) => Promise<SnowflakeConnection> = installedConnection,
): Promise<LoadTarget> {
  const connection = await makeConnection(options);
  const run = (sqlText: string) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      connection.execute({
        sqlText,
        complete: (error, _statement, rows) => (error ? reject(error) : resolve(rows ?? [])),
      });
    });
  try {
    await connection.connectAsync();
    await run("ALTER SESSION SET TIMEZONE = 'UTC'");
  } catch (error) {
    throw targetError(error, "Snowflake", "the connection");
  }
  return {
    dialect: "snowflake",
    fileFormat: "csv.gz",
    async prepare(statements) {
      try {
        for (const statement of statements) await run(statement);
      } catch (error) {
        throw targetError(error, "Snowflake", "the schema");
      }
    },
    readMarks: async (tenant) => marksOf(await run(readMarksQuery(tenant, "snowflake"))),
    async load(slices) {
      const stage = `@~/northstar/${crypto.randomUUID()}`;
      let table = "";
      try {
        for (const slice of slices) {
          table = slice.table;
          for (const statement of stageStatements(slice, stage)) await run(statement);
        }
        await run("BEGIN");
        for (const slice of slices) {
          table = slice.table;
          for (const statement of mergeStatements(slice)) await run(statement);
        }
        await run("COMMIT");
      } catch (error) {
        await run("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Snowflake", `the rows of ${table}`);
      } finally {
        await run(`REMOVE '${stage}'`).catch(() => undefined);
      }
    },
    close: () => new Promise((resolve) => connection.destroy(() => resolve())),
  };
}

function stageStatements(slice: TableSlice, stage: string): string[] {
  const { quote } = DIALECTS.snowflake;
  const position = slice.rule.kind === "policy" ? [["ns_position", "NUMBER(38, 0)"] as const] : [];
  const columns = [...position, ...Object.entries(slice.columns)];
  const types = columns.map(([column, type]) => `${quote(column)} ${type}`);
  const values = columns.map(([, type], index) => (isJsonColumn(type) ? `PARSE_JSON($${index + 1})` : `$${index + 1}`));
  return [
    `CREATE OR REPLACE TEMPORARY TABLE staged_${slice.table} (${types.join(", ")})`,
    `PUT 'file://${slice.path}' '${stage}' AUTO_COMPRESS = FALSE SOURCE_COMPRESSION = GZIP`,
    `COPY INTO staged_${slice.table} FROM (SELECT ${values.join(", ")} FROM '${stage}/${basename(slice.path)}') FILE_FORMAT = (TYPE = CSV COMPRESSION = GZIP FIELD_OPTIONALLY_ENCLOSED_BY = '"' EMPTY_FIELD_AS_NULL = TRUE NULL_IF = () ESCAPE_UNENCLOSED_FIELD = NONE) ON_ERROR = ABORT_STATEMENT`,
  ];
}

function mergeStatements(slice: TableSlice): string[] {
  const stage = `staged_${slice.table}`;
  if (slice.rule.kind === "policy") {
    const table = slice.table as RowTableName;
    return [policyStatement(table, slice.columns, `(${onePerKey(table, stage, "snowflake")})`, "snowflake")];
  }
  return [
    ...deleteGone(slice, slice.rule.scope, stage, "snowflake"),
    mergeRows(slice, stage, "snowflake", (target, staged) => `${target} IS DISTINCT FROM ${staged}`),
    ...keepMarks(slice, slice.rule, "snowflake"),
  ];
}

async function installedConnection(options: SnowflakeTargetOptions): Promise<SnowflakeConnection> {
  const { default: snowflake } = await requireClient<{
    default: { createConnection(options: object): SnowflakeConnection };
  }>("snowflake-sdk", "Snowflake");
  return snowflake.createConnection({ ...options, application: "northstar" });
}
