import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { IntegrationRun, RowTotals } from "@northstar/core";
import { OWN_PROVIDER } from "../pipeline/ownRecords.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import type { IntegrationSpec } from "./integrationSpec.ts";
import { plainError, toRun } from "./toRun.ts";

/** What the warehouse knows of an integration. Times are milliseconds since the epoch. */
export interface IntegrationRecord {
  isPaused: boolean;
  lastRun: IntegrationRun | null;
  /** The newest failure among streams whose newest run failed within a day: a hook that is well doesn't hide a poller that isn't. */
  failure: { error: string | null } | null;
  lastEventAt: number | null;
  lastLoadedAt: number | null;
  lastDay: RowTotals;
  /** Payloads in the inbox that aren't processed. */
  inInbox: number;
  driftCount: number;
  deadLetterCount: number;
  /** Deliveries refused in the last hour and since the last load. */
  refused: number;
}

const HOUR_MS = 3_600_000;

/** Kinds of `security_events` that are refusals of a delivery, as `hooks/writeRefusals.ts` gathers them: `actor` is the hook, `_raw` has how many. */
const REFUSALS =
  "'signature_missing', 'signature_invalid', 'bad_signature', 'timestamp_invalid', 'timestamp_stale', 'timestamp_future', 'token_invalid'";

/** All that is known of these integrations, in one question. */
export async function readIntegrations(
  warehouse: Pick<Warehouse, "all" | "tenant">,
  specs: readonly IntegrationSpec[],
  now: number,
): Promise<Map<string, IntegrationRecord>> {
  const pairs = specs.flatMap(({ name, source, records }) =>
    records.map((record) => ({ integration: name, record, source: isAlone(source, specs) ? source : null })),
  );
  const rows = await warehouse.all(SQL, {
    tenant: warehouse.tenant,
    pairs: JSON.stringify(pairs),
    day: new DuckDBTimestampValue(BigInt(now - 24 * HOUR_MS) * 1000n),
    hour: new DuckDBTimestampValue(BigInt(now - HOUR_MS) * 1000n),
  });
  return new Map(rows.map((row) => [String(row.integration), toRecord(row)]));
}

/** A watermark stands for an integration that has no runs yet only where no other moves it; what the platform records of itself moves operations'. */
function isAlone(source: string, specs: readonly IntegrationSpec[]): boolean {
  return specs.filter((spec) => spec.source === source).length === 1;
}

const SQL = `
WITH pair AS (
  SELECT each.integration, each.record, each.source
  FROM (SELECT unnest(from_json($pairs, '[{"integration":"VARCHAR","record":"VARCHAR","source":"VARCHAR"}]')) AS each)
), run AS (
  SELECT pair.integration, connector, run_id, stream, mode, started_at, finished_at, status, rows_in, rows_upserted, rows_dup, rows_bad, max_event_at, error
  FROM integration_runs JOIN pair ON pair.record = connector
  WHERE tenant_id = $tenant AND NOT coalesce(_deleted, false)
), runs AS (
  SELECT integration, arg_max(run, started_at) AS last_run, max(max_event_at) AS last_event_at,
    max(finished_at) FILTER (status = 'success') AS last_loaded_at,
    sum(rows_in) FILTER (finished_at >= $day) AS rows_in, sum(rows_upserted) FILTER (finished_at >= $day) AS rows_upserted,
    sum(rows_dup) FILTER (finished_at >= $day) AS rows_dup, sum(rows_bad) FILTER (finished_at >= $day) AS rows_bad
  FROM run GROUP BY integration
), newest AS (
  SELECT integration, max(started_at) AS started_at, arg_max(status, started_at) AS status, arg_max(error, started_at) AS error
  FROM run WHERE status <> 'running' AND mode NOT IN ('backfill', 'replay') AND finished_at >= $day GROUP BY integration, connector, stream, mode
), failures AS (
  SELECT integration, arg_max(coalesce(error, ''), started_at) AS failure FROM newest WHERE status = 'failed' GROUP BY integration
), states AS (
  SELECT integration, bool_or(coalesce(json_extract_string(state, '$.paused') = 'true', false)) AS is_paused
  FROM connector_state JOIN pair ON pair.record = connector
  WHERE tenant_id = $tenant AND stream = 'control' GROUP BY integration
), drifts AS (
  SELECT integration, count(*) AS fields FROM schema_drift JOIN pair ON pair.record = connector
  WHERE tenant_id = $tenant GROUP BY integration
), letters AS (
  SELECT integration, count(*) AS letters FROM dead_letter JOIN pair ON pair.record = provider
  WHERE tenant_id = $tenant GROUP BY integration
), inbox AS (
  SELECT integration, count(*) AS payloads FROM raw_inbox JOIN pair ON pair.record = provider
  WHERE tenant_id = $tenant AND processed_at IS NULL GROUP BY integration
), refusals AS (
  SELECT pair.integration, sum(coalesce(TRY_CAST(json_extract_string(_raw, '$.count') AS BIGINT), 1)) AS refused
  FROM security_events JOIN pair ON pair.record = actor LEFT JOIN runs ON runs.integration = pair.integration
  WHERE tenant_id = $tenant AND NOT coalesce(_deleted, false) AND lower(kind) IN (${REFUSALS}) AND occurred_at >= $hour
    AND occurred_at > coalesce(runs.last_loaded_at, TIMESTAMP 'epoch')
  GROUP BY pair.integration
)
SELECT integration, last_run, coalesce(runs.last_event_at, watermarks.last_event_at) AS last_event_at,
  coalesce(runs.last_loaded_at, watermarks.last_loaded_at) AS last_loaded_at,
  rows_in, rows_upserted, rows_dup, rows_bad, failure, is_paused, fields, letters, payloads, refused
FROM (SELECT DISTINCT integration, source FROM pair) AS integration_names
LEFT JOIN runs USING (integration) LEFT JOIN failures USING (integration) LEFT JOIN states USING (integration) LEFT JOIN drifts USING (integration)
LEFT JOIN letters USING (integration) LEFT JOIN inbox USING (integration) LEFT JOIN refusals USING (integration)
LEFT JOIN watermarks ON watermarks.tenant_id = $tenant AND watermarks.source = integration_names.source
  AND NOT EXISTS (SELECT 1 FROM table_watermarks AS own WHERE own.tenant_id = $tenant AND own.source = watermarks.source AND own.provider = '${OWN_PROVIDER}')`;

function toRecord(row: Row): IntegrationRecord {
  return {
    isPaused: row.is_paused === true,
    lastRun: row.last_run ? toRun(row.last_run as Row) : null,
    failure: typeof row.failure === "string" ? { error: row.failure === "" ? null : plainError(row.failure) } : null,
    lastEventAt: timeOf(row.last_event_at),
    lastLoadedAt: timeOf(row.last_loaded_at),
    lastDay: {
      in: Number(row.rows_in ?? 0),
      upserted: Number(row.rows_upserted ?? 0),
      duplicate: Number(row.rows_dup ?? 0),
      bad: Number(row.rows_bad ?? 0),
    },
    inInbox: Number(row.payloads ?? 0),
    driftCount: Number(row.fields ?? 0),
    deadLetterCount: Number(row.letters ?? 0),
    refused: Number(row.refused ?? 0),
  };
}

function timeOf(value: unknown): number | null {
  return value instanceof Date ? value.getTime() : null;
}
