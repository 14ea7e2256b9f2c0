import type { WarehouseDialect } from "./dialect.ts";

/**
 * Every function takes DATE, DATETIME and TIMESTAMP and gives a TIMESTAMP, which the columns are and `convertTz` gives: BigQuery
 * compares neither of the other two with it.
 */
const functions = [
  "ns_now() AS (CURRENT_TIMESTAMP())",
  "ns_add_seconds(t ANY TYPE, n INT64) AS (TIMESTAMP_ADD(CAST(t AS TIMESTAMP), INTERVAL n SECOND))",
  "ns_add_days(t ANY TYPE, n INT64) AS (TIMESTAMP_ADD(CAST(t AS TIMESTAMP), INTERVAL n DAY))",
  // A TIMESTAMP knows no months.
  "ns_add_months(t ANY TYPE, n INT64) AS (CAST(DATETIME_ADD(CAST(t AS DATETIME), INTERVAL n MONTH) AS TIMESTAMP))",
  "ns_second(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), SECOND))",
  "ns_minute(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), MINUTE))",
  "ns_hour(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), HOUR))",
  "ns_day(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), DAY))",
  "ns_month(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), MONTH))",
  "ns_seconds_between(a ANY TYPE, b ANY TYPE) AS (TIMESTAMP_DIFF(CAST(b AS TIMESTAMP), CAST(a AS TIMESTAMP), MICROSECOND) / 1000000)",
  "ns_timestamp(d DATE) AS (CAST(d AS TIMESTAMP))",
  // CAST to STRING refuses JSON; FORMAT takes everything and writes a NULL as text.
  "ns_text(x ANY TYPE) AS (IF(x IS NULL, CAST(NULL AS STRING), FORMAT('%t', x)))",
  "ns_double(x ANY TYPE) AS (CAST(x AS FLOAT64))",
  "ns_occurrences(raw JSON) AS (COALESCE(SAFE_CAST(JSON_VALUE(raw, '$.count') AS INT64), 1))",
  // PERCENTILE_CONT is a window function here and wants a literal: what it does by its definition, of the group's values that the
  // dialect class hands over. Interpolates between the two values beside the place p of the way from the first to the last.
  `ns_percentile(xs ANY TYPE, p FLOAT64) AS ((
  SELECT sorted[OFFSET(CAST(FLOOR(place) AS INT64))]
    + (place - FLOOR(place)) * (sorted[OFFSET(CAST(CEIL(place) AS INT64))] - sorted[OFFSET(CAST(FLOOR(place) AS INT64))])
  FROM (SELECT ARRAY(SELECT x FROM UNNEST(xs) AS x ORDER BY x) AS sorted, p * (ARRAY_LENGTH(xs) - 1) AS place) AS ranked
  WHERE ARRAY_LENGTH(sorted) > 0
))`,
].map((definition) => `CREATE OR REPLACE FUNCTION ${definition}`);

export const bigquery: WarehouseDialect = {
  title: "BigQuery",
  place: "the job's default dataset",
  quote: (name) => `\`${name}\``,
  types: {
    VARCHAR: "STRING",
    TIMESTAMP: "TIMESTAMP",
    DATE: "DATE",
    BOOLEAN: "BOOL",
    INTEGER: "INT64",
    BIGINT: "INT64",
    DOUBLE: "FLOAT64",
    "DECIMAL(18,2)": "NUMERIC(18,2)",
    JSON: "JSON",
    BLOB: "BYTES",
  },
  jsonKeyType: "STRING",
  keySuffix: " NOT ENFORCED",
  // A query of one tenant's month reads that month's partitions, and in them that tenant's blocks.
  tableSuffix: ({ time }) =>
    time === null
      ? "\nCLUSTER BY `tenant_id`"
      : `\nPARTITION BY ${time.type === "DATE" ? `\`${time.column}\`` : `TIMESTAMP_TRUNC(\`${time.column}\`, DAY)`}\nCLUSTER BY \`tenant_id\``,
  indexes: () => [],
  calendar: [
    "CREATE OR REPLACE VIEW `calendar_days` AS\nSELECT day FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2000-01-01', DATE '2049-12-31')) AS day",
  ],
  functions,
};
