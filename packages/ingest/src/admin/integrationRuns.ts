import type { DriftField, IntegrationRun } from "@northstar/core";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import type { IntegrationSpec } from "./integrationSpec.ts";
import { isoOf, toRun } from "./toRun.ts";

const MAX_RUNS = 50;
const MAX_FIELDS = 500;

/** The newest runs of an integration that are over. */
export async function readRuns(
  { all, tenant }: Pick<Warehouse, "all" | "tenant">,
  { records }: Pick<IntegrationSpec, "records">,
): Promise<IntegrationRun[]> {
  const rows = await all(
    `SELECT run_id, stream, mode, started_at, finished_at, status, rows_in, rows_upserted, rows_dup, rows_bad, error
     FROM integration_runs
     WHERE tenant_id = $tenant AND NOT coalesce(_deleted, false) AND list_contains(from_json($records, '["VARCHAR"]'), connector)
     ORDER BY started_at DESC, run_id LIMIT ${MAX_RUNS}`,
    { tenant, records: JSON.stringify(records) },
  );
  return rows.map((row: Row) => toRun(row));
}

/** Fields that an integration's source sent and nothing maps, newest first. */
export async function readDrift(
  { all, tenant }: Pick<Warehouse, "all" | "tenant">,
  { records }: Pick<IntegrationSpec, "records">,
): Promise<DriftField[]> {
  const rows = await all(
    `SELECT stream, path, type, first_seen FROM schema_drift
     WHERE tenant_id = $tenant AND list_contains(from_json($records, '["VARCHAR"]'), connector)
     ORDER BY first_seen DESC, path LIMIT ${MAX_FIELDS}`,
    { tenant, records: JSON.stringify(records) },
  );
  return rows.map(({ stream, path, type, first_seen }) => ({
    stream: String(stream),
    path: String(path),
    type: String(type),
    firstSeenAt: isoOf(first_seen) ?? new Date(0).toISOString(),
  }));
}
