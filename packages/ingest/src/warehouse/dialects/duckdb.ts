import type { WarehouseDialect } from "./dialect.ts";

/**
 * What the model's SQL needs and warehouses spell differently, as functions that are called the same everywhere: the model in `cube/`
 * stays one text. Times are UTC timestamps without a zone, or local ones that Cube's `convertTz` made.
 */
const functions = [
  // Now, in UTC and without a zone.
  `CREATE OR REPLACE MACRO ns_now() AS CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_add_seconds(t, n) AS t + INTERVAL (n) SECOND`,
  `CREATE OR REPLACE MACRO ns_add_days(t, n) AS t + INTERVAL (n) DAY`,
  `CREATE OR REPLACE MACRO ns_add_months(t, n) AS t + INTERVAL (n) MONTH`,
  // Beginning of the second, minute, hour, day or month that a time lies in, as a timestamp.
  `CREATE OR REPLACE MACRO ns_second(t) AS CAST(DATE_TRUNC('second', t) AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_minute(t) AS CAST(DATE_TRUNC('minute', t) AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_hour(t) AS CAST(DATE_TRUNC('hour', t) AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_day(t) AS CAST(DATE_TRUNC('day', t) AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_month(t) AS CAST(DATE_TRUNC('month', t) AS TIMESTAMP)`,
  // Seconds from a to b with their fraction, negative when b comes first.
  `CREATE OR REPLACE MACRO ns_seconds_between(a, b) AS EXTRACT(EPOCH FROM (b - a))`,
  // A day's midnight; a value as text; a value as a floating-point number.
  `CREATE OR REPLACE MACRO ns_timestamp(d) AS CAST(d AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO ns_text(x) AS CAST(x AS VARCHAR)`,
  `CREATE OR REPLACE MACRO ns_double(x) AS CAST(x AS DOUBLE)`,
  // How many of its kind a row stands for, by the `count` of its `_raw`: one where there is none.
  `CREATE OR REPLACE MACRO ns_occurrences(raw) AS COALESCE(TRY_CAST(json_extract_string(raw, '$.count') AS BIGINT), 1)`,
];

/** The embedded default. Skips rows by the smallest and greatest value of each row group, so a table needs order, not an index. */
export const duckdb: WarehouseDialect = {
  title: "DuckDB",
  place: "schema main",
  quote: (name) => `"${name}"`,
  types: {
    VARCHAR: "VARCHAR",
    TIMESTAMP: "TIMESTAMP",
    DATE: "DATE",
    BOOLEAN: "BOOLEAN",
    INTEGER: "INTEGER",
    BIGINT: "BIGINT",
    DOUBLE: "DOUBLE",
    "DECIMAL(18,2)": "DECIMAL(18,2)",
    JSON: "JSON",
    BLOB: "BLOB",
  },
  jsonKeyType: "JSON",
  keySuffix: "",
  tableSuffix: () => "",
  indexes: () => [],
  calendar: [
    `CREATE OR REPLACE VIEW "calendar_days" AS
SELECT CAST(day AS DATE) AS day FROM range(DATE '2000-01-01', DATE '2050-01-01', INTERVAL 1 DAY) AS days(day)`,
  ],
  functions,
};
