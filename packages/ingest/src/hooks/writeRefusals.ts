import { writeOwnRecords } from "../pipeline/ownRecords.ts";
import { announceCommit } from "../pipeline/watermarks.ts";
import { contentId } from "../sources/hashing.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { SECURITY_CODES } from "./hookProblem.ts";
import type { GatheredRefusals } from "./refusalLog.ts";

/**
 * Writes gathered refusals as rows of `security_events`: `kind` is the answer's code, `actor` the hook, `outcome` is `refused`, `occurred_at` the
 * last of them, `ip_hash` the address with the tenant's salt, and `_raw` holds `count`, `firstAt` and `lastAt` (ISO).
 * @param now milliseconds since the epoch
 */
export async function writeRefusals(
  warehouse: Warehouse,
  refusals: readonly GatheredRefusals[],
  now: number,
): Promise<void> {
  const [setting] = await warehouse.all(`SELECT "value" FROM warehouse_info WHERE "key" = 'identity_salt'`);
  const rows = refusals.map(({ id, hook, kind, address, firstAt, lastAt, count }) => ({
    event_id: `hook:${id}`,
    occurred_at: BigInt(lastAt) * 1000n,
    kind,
    actor: hook,
    ip_hash: address === null ? null : contentId(setting?.value, address),
    outcome: "refused",
    severity: SECURITY_CODES[kind],
    source_id: hook,
    _raw: JSON.stringify({
      count,
      firstAt: new Date(firstAt).toISOString(),
      lastAt: new Date(lastAt).toISOString(),
    }),
  }));
  await warehouse.transaction((transaction) =>
    writeOwnRecords(transaction, new Map([["security_events", rows]]), {
      tenant: warehouse.tenant,
      runId: refusals[0]?.id ?? "",
      loadedAt: BigInt(now) * 1000n,
    }),
  );
  await announceCommit(warehouse);
}
