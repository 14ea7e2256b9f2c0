import { stageTexts } from "../warehouse/stageTexts.ts";
import type { SqlRunner, WarehouseTransaction } from "../warehouse/warehouse.ts";
import { stampParameters, type WriteStamp } from "../warehouse/writeRows.ts";

/** An identifier that came in the place of another: the person is the same, whoever that is. */
export interface Replacement {
  /** `type:value`, as `identityKey` writes it. */
  from: string;
  to: string;
  /** When, µs UTC. */
  at: bigint;
}

/** `connector_state.connector` of replacements; each is a row, since neither identifier may be anybody's yet. */
const CONNECTOR = "identity";
const PREFIX = "replaced:";

export async function readReplacements(runner: Pick<SqlRunner, "all">, tenant: string): Promise<Replacement[]> {
  const rows = await runner.all(
    `SELECT state->>'from' AS "from", state->>'to' AS "to", state->>'at' AS at FROM connector_state
     WHERE tenant_id = $tenant AND connector = '${CONNECTOR}' AND starts_with(stream, '${PREFIX}') ORDER BY stream`,
    { tenant },
  );
  return rows.map((row) => ({ from: String(row.from), to: String(row.to), at: BigInt(String(row.at)) }));
}

export async function writeReplacements(
  transaction: WarehouseTransaction,
  replacements: readonly Replacement[],
  stamp: WriteStamp,
): Promise<void> {
  for (const { from, to, at } of replacements) {
    await transaction.run(
      "INSERT OR REPLACE INTO connector_state VALUES ($tenant, $connector, $stream, $state, $run)",
      {
        tenant: stamp.tenant,
        connector: CONNECTOR,
        stream: `${PREFIX}${from}>${to}`,
        state: JSON.stringify({ from, to, at: String(at) }),
        run: stamp.runId,
      },
    );
  }
}

/**
 * Says until when identifiers that were replaced were those of whoever had them by then. Who has them is the CRM's word, whichever source it followed
 * from first.
 */
export async function endReplacedIdentities(transaction: WarehouseTransaction, stamp: WriteStamp): Promise<void> {
  const { tenant, loaded } = stampParameters(stamp);
  const until = `CASE WHEN coalesce(valid_from <= replaced.at, true) THEN least(coalesce(valid_to, replaced.at), replaced.at)
    WHEN valid_to = replaced.at THEN NULL ELSE valid_to END`;
  await transaction.run(
    `UPDATE identities SET valid_to = ${until}, _loaded_at = $loaded FROM (
       SELECT state->>'from' AS key, min(make_timestamp((state->>'at')::BIGINT)) AS at FROM connector_state
       WHERE tenant_id = $tenant AND connector = '${CONNECTOR}' AND starts_with(stream, '${PREFIX}') GROUP BY 1) AS replaced
     WHERE identities.tenant_id = $tenant AND identities.identity_type || ':' || identities.identity_value = replaced.key
       AND valid_to IS DISTINCT FROM ${until}`,
    { tenant, loaded },
  );
  await transaction.run(
    `UPDATE identities SET source = 'crm' WHERE tenant_id = $tenant AND source <> 'crm' AND identity_type || ':' || identity_value IN (
       SELECT unnest([state->>'from', state->>'to']) FROM connector_state
       WHERE tenant_id = $tenant AND connector = '${CONNECTOR}' AND starts_with(stream, '${PREFIX}'))`,
    { tenant },
  );
}

/** Takes out what was known of these identifiers, `type:value`. */
export async function forgetReplacements(
  transaction: WarehouseTransaction,
  tenant: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await stageTexts(
    transaction,
    "erased_key",
    keys.map((key) => [key]),
  );
  await transaction.run(
    `DELETE FROM connector_state WHERE tenant_id = $tenant AND connector = '${CONNECTOR}' AND starts_with(stream, '${PREFIX}')
       AND ((state->>'from') IN (SELECT c1 FROM temp.erased_key) OR (state->>'to') IN (SELECT c1 FROM temp.erased_key))`,
    { tenant },
  );
}
