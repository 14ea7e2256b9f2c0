/**
 * What the model's SQL needs and warehouses spell differently, as functions that are called the same everywhere: the model in `cube/`
 * stays one text. Times are UTC timestamps without a zone, or local ones that Cube's `convertTz` made.
 */
export const DUCKDB_FUNCTIONS: readonly string[] = [
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
];

/** Days from 2000 to 2049, one row each: what spreads an entry over its days, where warehouses have no series of their own. */
export const DUCKDB_CALENDAR = `CREATE OR REPLACE VIEW calendar_days AS
SELECT CAST(day AS DATE) AS day FROM range(DATE '2000-01-01', DATE '2050-01-01', INTERVAL 1 DAY) AS days(day)`;
