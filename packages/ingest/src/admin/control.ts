import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";

/** Stream of `connector_state` in which people say whether an integration runs. */
export const CONTROL_STREAM = "control";

/**
 * Whether a person paused what has this name: an integration, a source or a connector. Hooks of it are still accepted and wait; pollers
 * don't ask.
 */
export async function isPaused(warehouse: Pick<Warehouse, "all" | "tenant">, name: string): Promise<boolean> {
  return (await readPaused(warehouse)).has(name);
}

/** Names of all that is paused. */
export async function readPaused(warehouse: Pick<Warehouse, "all" | "tenant">): Promise<Set<string>> {
  const rows = await warehouse.all(
    `SELECT connector FROM connector_state
     WHERE tenant_id = $tenant AND stream = $stream AND json_extract_string(state, '$.paused') = 'true'`,
    { tenant: warehouse.tenant, stream: CONTROL_STREAM },
  );
  return new Set(rows.map((row) => String(row.connector)));
}

/** Pauses or resumes what has these names. */
export async function setPaused(
  transaction: SqlRunner,
  { tenant, names, paused }: { tenant: string; names: readonly string[]; paused: boolean },
): Promise<void> {
  for (const name of names) {
    await transaction.run(
      `INSERT INTO connector_state (tenant_id, connector, stream, state) VALUES ($tenant, $name, $stream, $state)
       ON CONFLICT (tenant_id, connector, stream) DO UPDATE SET state = excluded.state`,
      { tenant, name, stream: CONTROL_STREAM, state: JSON.stringify({ paused }) },
    );
  }
}
