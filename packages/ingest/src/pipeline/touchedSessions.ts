import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { ResolvedRows } from "../identity/resolveRows.ts";
import { buildSessions } from "../warehouse/sessionSql.ts";
import { stageTexts } from "../warehouse/stageTexts.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { type RowsByTable, stampParameters, type WriteStamp } from "../warehouse/writeRows.ts";

/** Rebuilds the sessions that the part's events belong to, and those of browsers whose person became known. */
export async function rebuildTouchedSessions(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  resolved: ResolvedRows,
  stamp: WriteStamp,
): Promise<number> {
  const ids = new Set<string>();
  let from: bigint | null = null;
  let to: bigint | null = null;
  for (const { session_id, occurred_at } of tables.get("events") ?? []) {
    if (typeof session_id !== "string" || typeof occurred_at !== "bigint") continue;
    ids.add(session_id);
    if (from === null || occurred_at < from) from = occurred_at;
    if (to === null || occurred_at > to) to = occurred_at;
  }
  const moved = resolved.changes.some(({ type }) => type === "user_pseudo_id");
  if (ids.size === 0 && !moved) return 0;
  await stageTexts(
    transaction,
    "touched_session",
    Array.from(ids, (id) => [id]),
  );
  if (moved) {
    await transaction.run(
      `INSERT INTO temp.touched_session SELECT session_id FROM sessions
       WHERE tenant_id = $tenant AND user_pseudo_id IN (SELECT c2 FROM temp.identity_change WHERE c1 = 'user_pseudo_id')`,
      { tenant: stamp.tenant },
    );
  }
  return rebuildStagedSessions(transaction, "touched_session", { from, to }, stamp);
}

/**
 * Rebuilds the sessions named in a temporary table's first column. `span` holds their new events; where the earlier ones
 * lie, the sessions know.
 */
export async function rebuildStagedSessions(
  transaction: WarehouseTransaction,
  table: string,
  span: { from: bigint | null; to: bigint | null },
  stamp: WriteStamp,
): Promise<number> {
  const ids = `SELECT c1 FROM temp.${table}`;
  const [known] = await transaction.all(
    `SELECT count(*) AS n, epoch_us(min(started_at)) AS "from", epoch_us(max(ended_at)) AS "to" FROM sessions
     WHERE tenant_id = $tenant AND session_id IN (${ids})`,
    { tenant: stamp.tenant },
  );
  const from = lesser(span.from, known?.from as bigint | null, -1);
  const to = lesser(span.to, known?.to as bigint | null, 1);
  if (from === null || to === null) return 0;
  // Cheaper than `ON CONFLICT`, which reads every column of the whole table; most sessions of a batch are new.
  if (known?.n !== 0n) {
    await transaction.run(`DELETE FROM sessions WHERE tenant_id = $tenant AND session_id IN (${ids})`, {
      tenant: stamp.tenant,
    });
  }
  const result = await transaction.connection.run(buildSessions(ids), {
    ...stampParameters(stamp),
    from: new DuckDBTimestampValue(from),
    to: new DuckDBTimestampValue(to),
  });
  return result.rowsChanged;
}

/** The lesser (`direction` -1) or greater (1) of two times, of which either may be unknown. */
function lesser(one: bigint | null, other: bigint | null | undefined, direction: -1 | 1): bigint | null {
  if (one === null) return other ?? null;
  if (other === null || other === undefined) return one;
  return one < other === direction < 0 ? one : other;
}
