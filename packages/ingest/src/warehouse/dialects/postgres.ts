import type { WarehouseDialect } from "./dialect.ts";

/**
 * Each body is one expression and no function is stricter or declared less volatile than it is, so that the planner puts the body in
 * place of the call: an index on a time is used as if the model had written the expression itself.
 */
const functions = [
  ["ns_now()", "timestamp", "STABLE", "now() AT TIME ZONE 'UTC'"],
  ["ns_add_seconds(t timestamp, n double precision)", "timestamp", "IMMUTABLE", "t + n * INTERVAL '1 second'"],
  ["ns_add_days(t timestamp, n double precision)", "timestamp", "IMMUTABLE", "t + n * INTERVAL '1 day'"],
  ["ns_add_months(t timestamp, n double precision)", "timestamp", "IMMUTABLE", "t + n * INTERVAL '1 month'"],
  ["ns_second(t timestamp)", "timestamp", "IMMUTABLE", "date_trunc('second', t)"],
  ["ns_minute(t timestamp)", "timestamp", "IMMUTABLE", "date_trunc('minute', t)"],
  ["ns_hour(t timestamp)", "timestamp", "IMMUTABLE", "date_trunc('hour', t)"],
  ["ns_day(t timestamp)", "timestamp", "IMMUTABLE", "date_trunc('day', t)"],
  ["ns_month(t timestamp)", "timestamp", "IMMUTABLE", "date_trunc('month', t)"],
  [
    "ns_seconds_between(a timestamp, b timestamp)",
    "double precision",
    "IMMUTABLE",
    "CAST(extract(epoch FROM (b - a)) AS double precision)",
  ],
  ["ns_timestamp(d date)", "timestamp", "IMMUTABLE", "CAST(d AS timestamp)"],
  // The text of a time depends on the session's DateStyle.
  ["ns_text(x anyelement)", "text", "STABLE", "CAST(x AS text)"],
  // For a NULL, which has no type.
  ["ns_text(x text)", "text", "IMMUTABLE", "x"],
  ["ns_double(x double precision)", "double precision", "IMMUTABLE", "x"],
  [
    "ns_occurrences(raw jsonb)",
    "bigint",
    "IMMUTABLE",
    "COALESCE(CAST(substring(raw ->> 'count' FROM '^[0-9]{1,9}$') AS bigint), 1)",
  ],
].map(
  ([signature, type, volatility, body]) =>
    `CREATE OR REPLACE FUNCTION ${signature} RETURNS ${type} LANGUAGE sql ${volatility} PARALLEL SAFE AS $$ SELECT ${body} $$`,
);

export const postgres: WarehouseDialect = {
  title: "Postgres",
  place: "the first schema of the search path",
  quote: (name) => `"${name}"`,
  types: {
    VARCHAR: "text",
    TIMESTAMP: "timestamp",
    DATE: "date",
    BOOLEAN: "boolean",
    INTEGER: "integer",
    BIGINT: "bigint",
    DOUBLE: "double precision",
    "DECIMAL(18,2)": "numeric(18,2)",
    JSON: "jsonb",
    BLOB: "bytea",
  },
  jsonKeyType: "text",
  keySuffix: "",
  tableSuffix: () => "",
  indexes: ({ name, time }) =>
    time === null ? [] : [`CREATE INDEX IF NOT EXISTS "${name}_by_time" ON "${name}" ("tenant_id", "${time.column}")`],
  calendar: [
    `CREATE TABLE IF NOT EXISTS "calendar_days" ("day" date PRIMARY KEY)`,
    `INSERT INTO "calendar_days" SELECT CAST(generate_series(DATE '2000-01-01', DATE '2049-12-31', INTERVAL '1 day') AS date) ON CONFLICT DO NOTHING`,
  ],
  functions,
};
