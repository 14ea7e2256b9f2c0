import { randomUUID } from "node:crypto";
import type { Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";

/** Stream of `connector_state` that says who is asking. */
export const LEASE_STREAM = "lease";
/** Longer than the longest wait for one answer; renewed with every page. */
export const LEASE_MS = 15 * 60_000;

/** The warehouse's file is open in one process only: a lease of another process is that of a dead one. */
const PROCESS = randomUUID();

/** Runs of this process that are under way. One that isn't, and yet has a lease, couldn't write that it had ended. */
const underWay = new Set<string>();

export interface Lease {
  runId: string;
  stream: string;
  mode: "poll" | "backfill";
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** The state that holds a lease, until {@link LEASE_MS} from now. */
export function leaseState(lease: Lease, now: number): Lease & { holder: string; until: number } {
  return { ...lease, holder: PROCESS, until: now + LEASE_MS };
}

/**
 * Takes a connector's lease, or says that somebody has it.
 * @returns `broken`: the lease of a run that ended without a word. What is taken ends with {@link endRun}.
 */
export async function takeLease(
  warehouse: Warehouse,
  connector: string,
  lease: Lease,
  now: number,
): Promise<{ taken: boolean; broken: Lease | null }> {
  return await warehouse.transaction(async (transaction) => {
    const held = await heldLease(transaction, warehouse.tenant, connector);
    if (held && held.holder === PROCESS && underWay.has(held.runId) && held.until > now)
      return { taken: false, broken: null };
    await transaction.run(
      `INSERT OR REPLACE INTO connector_state VALUES ($tenant, $connector, '${LEASE_STREAM}', $state, $run)`,
      { tenant: warehouse.tenant, connector, state: JSON.stringify(leaseState(lease, now)), run: lease.runId },
    );
    // Before another one looks: transactions come one after the other.
    underWay.add(lease.runId);
    return { taken: true, broken: held };
  });
}

/** A run has ended, whether or not its lease could be given back: the warehouse's disk may be full. */
export function endRun(runId: string): void {
  underWay.delete(runId);
}

async function heldLease(transaction: WarehouseTransaction, tenant: string, connector: string) {
  const [row] = await transaction.all(
    `SELECT state FROM connector_state WHERE tenant_id = $tenant AND connector = $connector AND stream = '${LEASE_STREAM}'`,
    { tenant, connector },
  );
  return row ? (JSON.parse(String(row.state)) as ReturnType<typeof leaseState>) : null;
}

/** Gives a lease back, if it is still this run's. */
export async function giveLeaseBack(
  transaction: WarehouseTransaction,
  tenant: string,
  connector: string,
  runId: string,
): Promise<void> {
  await transaction.run(
    `DELETE FROM connector_state WHERE tenant_id = $tenant AND connector = $connector AND stream = '${LEASE_STREAM}'
       AND json_extract_string(state, '$.runId') = $run`,
    { tenant, connector, run: runId },
  );
}
