import type { WarehouseDialect } from "./dialect.ts";

/** Snowflake puts the expression of a SQL function in place of its call. A type of its own for each kind of text. */
const functions = [
  ["ns_now()", "TIMESTAMP_NTZ", "SYSDATE()"],
  ["ns_add_seconds(t TIMESTAMP_NTZ, n NUMBER)", "TIMESTAMP_NTZ", "DATEADD(second, n, t)"],
  ["ns_add_days(t TIMESTAMP_NTZ, n NUMBER)", "TIMESTAMP_NTZ", "DATEADD(day, n, t)"],
  ["ns_add_months(t TIMESTAMP_NTZ, n NUMBER)", "TIMESTAMP_NTZ", "DATEADD(month, n, t)"],
  ["ns_second(t TIMESTAMP_NTZ)", "TIMESTAMP_NTZ", "DATE_TRUNC('second', t)"],
  ["ns_minute(t TIMESTAMP_NTZ)", "TIMESTAMP_NTZ", "DATE_TRUNC('minute', t)"],
  ["ns_hour(t TIMESTAMP_NTZ)", "TIMESTAMP_NTZ", "DATE_TRUNC('hour', t)"],
  ["ns_day(t TIMESTAMP_NTZ)", "TIMESTAMP_NTZ", "DATE_TRUNC('day', t)"],
  ["ns_month(t TIMESTAMP_NTZ)", "TIMESTAMP_NTZ", "DATE_TRUNC('month', t)"],
  [
    "ns_seconds_between(a TIMESTAMP_NTZ, b TIMESTAMP_NTZ)",
    "FLOAT",
    "CAST(DATEDIFF(microsecond, a, b) AS FLOAT) / 1000000",
  ],
  ["ns_timestamp(d DATE)", "TIMESTAMP_NTZ", "CAST(d AS TIMESTAMP_NTZ)"],
  ["ns_text(x VARCHAR)", "VARCHAR", "x"],
  ["ns_text(x NUMBER)", "VARCHAR", "TO_VARCHAR(x)"],
  ["ns_text(x FLOAT)", "VARCHAR", "TO_VARCHAR(x)"],
  ["ns_text(x DATE)", "VARCHAR", "TO_VARCHAR(x, 'YYYY-MM-DD')"],
  ["ns_text(x TIMESTAMP_NTZ)", "VARCHAR", "TO_VARCHAR(x, 'YYYY-MM-DD HH24:MI:SS.FF6')"],
  ["ns_text(x VARIANT)", "VARCHAR", "TO_JSON(x)"],
  ["ns_double(x FLOAT)", "FLOAT", "x"],
  ["ns_occurrences(raw VARIANT)", "NUMBER", "COALESCE(TRY_TO_NUMBER(TO_VARCHAR(GET(raw, 'count'))), 1)"],
].map(([signature, type, body]) => `CREATE OR REPLACE FUNCTION ${signature} RETURNS ${type} AS $$ ${body} $$`);

/** From 2000-01-01 to 2049-12-31, with 13 leap days. */
const CALENDAR_DAYS = 18_263;

export const snowflake: WarehouseDialect = {
  title: "Snowflake",
  place: "the session's current schema",
  // Unquoted names are one with the model's, whichever way they are folded; quoted ones in small letters would be others.
  quote: (name) => name,
  types: {
    VARCHAR: "VARCHAR",
    TIMESTAMP: "TIMESTAMP_NTZ",
    DATE: "DATE",
    BOOLEAN: "BOOLEAN",
    INTEGER: "INTEGER",
    BIGINT: "BIGINT",
    DOUBLE: "DOUBLE",
    "DECIMAL(18,2)": "NUMBER(18,2)",
    JSON: "VARIANT",
    BLOB: "BINARY",
  },
  jsonKeyType: "VARCHAR",
  // Informational; Snowflake enforces NOT NULL alone.
  keySuffix: "",
  // By day: a key of many distinct values keeps micro-partitions from being merged.
  tableSuffix: ({ time }) =>
    `\nCLUSTER BY (tenant_id${time === null ? "" : `, ${time.type === "DATE" ? time.column : `TO_DATE(${time.column})`}`})`,
  indexes: () => [],
  calendar: [
    `CREATE OR REPLACE VIEW calendar_days AS
SELECT DATEADD(day, ROW_NUMBER() OVER (ORDER BY NULL) - 1, DATE '2000-01-01') AS day
FROM TABLE(GENERATOR(ROWCOUNT => ${CALENDAR_DAYS}))`,
  ],
  functions,
};
