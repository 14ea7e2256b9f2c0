import { expect, it } from "vitest";
import { parseSql } from "../../../../cube/testing/parseSql.ts";
import { columnTypes } from "../warehouse/ddl.ts";
import { MERGE_POLICIES } from "../warehouse/mergePolicy.ts";
import { type RowTableName, tableDefinition } from "../warehouse/schema.ts";
import { deleteGone, keepMarks } from "./mergeStatements.ts";
import { onePerKey, policyStatement } from "./policyStatements.ts";

/* Where no such warehouse can be asked, its grammar is: that of BigQuery, Redshift and Snowflake as sqlparser-rs knows them. */

const TABLES = Object.keys(MERGE_POLICIES) as RowTableName[];

it.each(["bigquery", "redshift", "snowflake"] as const)(
  "merges by every table's policy in the grammar of %s",
  async (dialect) => {
    for (const table of TABLES) {
      const rows = onePerKey(table, "staged_rows", dialect);
      await parseSql(dialect, rows);
      await parseSql(dialect, policyStatement(table, columnTypes(table, dialect), `(${rows})`, dialect));
    }
  },
);

it.each(["postgres", "bigquery", "redshift", "snowflake"] as const)(
  "deletes by days and keeps marks in the grammar of %s",
  async (dialect) => {
    const days = ["2026-01-02", "none", "2026-01-01", "other", "2026-03-01"];
    const rule = {
      kind: "mirror" as const,
      scope: { kind: "days" as const, column: { name: "occurred_at", type: "TIMESTAMP" as const }, days },
      marks: {
        forget: days,
        keep: new Map([
          ["2026-01-01", "1-2"],
          ["other", "1-3"],
        ]),
      },
    };
    const key = ["tenant_id", ...tableDefinition("events").key];
    const slice = {
      table: "events" as const,
      tenant: "default",
      columns: columnTypes("events", dialect),
      key,
      path: "",
      rule,
    };
    const statements = [...deleteGone(slice, rule.scope, "staged_rows", dialect), ...keepMarks(slice, rule, dialect)];
    for (const statement of statements) await parseSql(dialect, statement);
    expect(statements.map((sql) => sql.split(" ")[0])).toEqual(["DELETE", "DELETE", "INSERT"]);
    // Days that follow each other are one stretch of time.
    expect(statements[0]!.match(/TIMESTAMP '[\d-]+ 00:00:00'/g)).toEqual(
      ["2026-01-01", "2026-01-03", "2026-03-01", "2026-03-02", "1990-01-01", "2090-01-01"].map(
        (day) => `TIMESTAMP '${day} 00:00:00'`,
      ),
    );
  },
);

it("a row of Redshift that is older stays, though its MERGE takes no condition", () => {
  const sql = policyStatement("users", columnTypes("users", "redshift"), "staged_keys", "redshift");
  expect(sql).toContain("\nWHEN MATCHED THEN UPDATE SET ");
  expect(sql).toContain(
    `"country" = CASE WHEN COALESCE(CAST(staged."_raw"."updated_at" AS VARCHAR(65535)), '') >= COALESCE(CAST("users"."_raw"."updated_at" AS VARCHAR(65535)), '') THEN staged."country" ELSE "users"."country" END`,
  );
});
