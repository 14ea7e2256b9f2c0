import type { WarehouseDialect } from "./dialect.ts";

/** Redshift's SQL functions name their arguments by position and can't be polymorphic: `ns_text` is one function a type. */
const functions = [
  ["ns_now()", "TIMESTAMP", "STABLE", "GETDATE()"],
  ["ns_add_seconds(TIMESTAMP, INTEGER)", "TIMESTAMP", "IMMUTABLE", "DATEADD(second, $2, $1)"],
  ["ns_add_days(TIMESTAMP, INTEGER)", "TIMESTAMP", "IMMUTABLE", "DATEADD(day, $2, $1)"],
  ["ns_add_months(TIMESTAMP, INTEGER)", "TIMESTAMP", "IMMUTABLE", "DATEADD(month, $2, $1)"],
  ["ns_second(TIMESTAMP)", "TIMESTAMP", "IMMUTABLE", "DATE_TRUNC('second', $1)"],
  ["ns_minute(TIMESTAMP)", "TIMESTAMP", "IMMUTABLE", "DATE_TRUNC('minute', $1)"],
  ["ns_hour(TIMESTAMP)", "TIMESTAMP", "IMMUTABLE", "DATE_TRUNC('hour', $1)"],
  ["ns_day(TIMESTAMP)", "TIMESTAMP", "IMMUTABLE", "DATE_TRUNC('day', $1)"],
  ["ns_month(TIMESTAMP)", "TIMESTAMP", "IMMUTABLE", "DATE_TRUNC('month', $1)"],
  [
    "ns_seconds_between(TIMESTAMP, TIMESTAMP)",
    "DOUBLE PRECISION",
    "IMMUTABLE",
    "CAST(DATEDIFF(microsecond, $1, $2) AS DOUBLE PRECISION) / 1000000",
  ],
  ["ns_timestamp(DATE)", "TIMESTAMP", "IMMUTABLE", "CAST($1 AS TIMESTAMP)"],
  ["ns_text(VARCHAR(65535))", "VARCHAR(65535)", "IMMUTABLE", "$1"],
  ["ns_text(BIGINT)", "VARCHAR(65535)", "IMMUTABLE", "CAST($1 AS VARCHAR(65535))"],
  ["ns_text(DOUBLE PRECISION)", "VARCHAR(65535)", "IMMUTABLE", "CAST($1 AS VARCHAR(65535))"],
  ["ns_text(DATE)", "VARCHAR(65535)", "IMMUTABLE", "CAST($1 AS VARCHAR(65535))"],
  ["ns_text(TIMESTAMP)", "VARCHAR(65535)", "IMMUTABLE", "CAST($1 AS VARCHAR(65535))"],
  ["ns_text(SUPER)", "VARCHAR(65535)", "IMMUTABLE", "JSON_SERIALIZE($1)"],
  ["ns_double(DOUBLE PRECISION)", "DOUBLE PRECISION", "IMMUTABLE", "$1"],
  [
    "ns_occurrences(SUPER)",
    "BIGINT",
    "IMMUTABLE",
    "COALESCE(CAST(NULLIF(JSON_EXTRACT_PATH_TEXT(JSON_SERIALIZE($1), 'count', TRUE), '') AS BIGINT), 1)",
  ],
].map(
  ([signature, type, volatility, body]) =>
    `CREATE OR REPLACE FUNCTION ${signature} RETURNS ${type} ${volatility} AS $$ SELECT ${body} $$ LANGUAGE sql`,
);

const digits =
  "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

export const redshift: WarehouseDialect = {
  title: "Redshift",
  place: "the first schema of the search path",
  quote: (name) => `"${name}"`,
  types: {
    // Without a length it is 256 bytes, and a longer value is refused.
    VARCHAR: "VARCHAR(65535)",
    TIMESTAMP: "TIMESTAMP",
    DATE: "DATE",
    BOOLEAN: "BOOLEAN",
    INTEGER: "INTEGER",
    BIGINT: "BIGINT",
    DOUBLE: "DOUBLE PRECISION",
    "DECIMAL(18,2)": "DECIMAL(18,2)",
    JSON: "SUPER",
    BLOB: "VARBYTE(16777216)",
  },
  jsonKeyType: "VARCHAR(65535)",
  // Redshift plans by its keys and doesn't enforce them: what loads must not repeat one.
  keySuffix: "",
  tableSuffix: ({ time }) => `\nSORTKEY ("tenant_id"${time === null ? "" : `, "${time.column}"`})`,
  indexes: () => [],
  calendar: [
    `CREATE TABLE IF NOT EXISTS "calendar_days" ("day" DATE NOT NULL)\nDISTSTYLE ALL\nSORTKEY ("day")`,
    // generate_series runs on the leader node alone, where no table can be filled from it.
    `INSERT INTO "calendar_days" ("day")
SELECT days.day
FROM (
  SELECT CAST(DATEADD(day, a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n, TIMESTAMP '2000-01-01 00:00:00') AS DATE) AS day
  FROM ${digits} AS a
  CROSS JOIN ${digits} AS b
  CROSS JOIN ${digits} AS c
  CROSS JOIN ${digits} AS d
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) AS e
) AS days
WHERE days.day < DATE '2050-01-01' AND NOT EXISTS (SELECT 1 FROM "calendar_days")`,
  ],
  functions,
};
