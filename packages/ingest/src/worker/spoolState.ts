import { randomUUID } from "node:crypto";
import type { SpoolPosition } from "../spool/types.ts";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";

/** `connector_state.connector` of what the worker keeps: streams `position` ({@link SpoolPosition}) and `lease` ({@link SpoolLease}). */
export const SPOOL = "spool";

/** Who drains the spool, and until when nobody else may; milliseconds since the epoch. */
export interface SpoolLease {
  owner: string;
  until: number;
}

/** The warehouse's file is open in one process only: a lease of another process is that of a dead one, and holds nobody up. */
const PROCESS = randomUUID();

/** What has been taken out of the spool for good: committed with the rows of all that lies before it. */
export async function readSpoolPosition(warehouse: Pick<Warehouse, "all" | "tenant">): Promise<SpoolPosition> {
  const [row] = await warehouse.all(
    `SELECT state FROM connector_state WHERE tenant_id = $tenant AND connector = '${SPOOL}' AND stream = 'position'`,
    { tenant: warehouse.tenant },
  );
  return row ? (JSON.parse(String(row.state)) as SpoolPosition) : { segment: 0, offset: 0 };
}

/**
 * Takes the lease, or renews it: inside the transaction of every batch, so that one whose lease was taken over writes nothing any more.
 * One statement with its condition, which a row lock (Postgres) or a write conflict (DuckDB) decides between two.
 * @returns false when somebody else has it
 */
export async function holdLease(
  transaction: SqlRunner,
  tenant: string,
  lease: SpoolLease,
  now: number,
): Promise<boolean> {
  const rows = await transaction.all(
    `INSERT INTO connector_state (tenant_id, connector, stream, state) VALUES ($tenant, '${SPOOL}', 'lease', $state)
     ON CONFLICT (tenant_id, connector, stream) DO UPDATE SET state = excluded.state
       WHERE (connector_state.state->>'owner') = $owner OR CAST(connector_state.state->>'until' AS DOUBLE) < $now
         OR (connector_state.state->>'process') IS DISTINCT FROM $process
     RETURNING stream`,
    { tenant, state: JSON.stringify({ ...lease, process: PROCESS }), owner: lease.owner, process: PROCESS, now },
  );
  return rows.length > 0;
}

/** Gives the lease back at once, if it is still `owner`'s. */
export async function endLease(runner: SqlRunner, tenant: string, owner: string): Promise<void> {
  await runner.run(
    `DELETE FROM connector_state WHERE tenant_id = $tenant AND connector = '${SPOOL}' AND stream = 'lease'
       AND (state->>'owner') = $owner`,
    { tenant, owner },
  );
}
