import { forgetIdentities } from "../identity/identityCache.ts";
import type { SourceName } from "../sources/registry.ts";
import type { Delivery } from "../spool/types.ts";
import { stageTexts } from "../warehouse/stageTexts.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { RowCounts } from "../warehouse/writeRows.ts";
import { commitPart } from "./commitPart.ts";
import { appendDeliveries } from "./inboxRows.ts";
import type { IgnoredCounts } from "./normalisePart.ts";
import type { Part } from "./part.ts";
import { formatOf } from "./readParts.ts";
import { type ReadPart, type RunContext, readPart, resolveParts, stampOf } from "./runContext.ts";
import { createTurns } from "./turns.ts";
import { announceCommit } from "./watermarks.ts";

/** What deliveries came to. */
export interface CommittedDeliveries {
  written: RowCounts;
  /** Deliveries that were known, and insert-only rows with a known key. */
  duplicates: number;
  /** Records that went to `dead_letter`. */
  bad: number;
  /** Records that are known and make no rows, by why. */
  ignored: IgnoredCounts;
  /** µs UTC. */
  maxEventAt: bigint | null;
}

export interface CommitAlso {
  /** Rows of `connector_state` that are true when the deliveries are in. */
  states?: readonly { connector: string; stream: string; state: unknown }[] | undefined;
  /** Does more in the same transaction, after the rows; what it throws undoes all of it. */
  within?: ((transaction: WarehouseTransaction, committed: CommittedDeliveries) => Promise<void>) | undefined;
}

/**
 * Writes deliveries of the run's source and what they come to, in one transaction: inbox, rows, dead letters, drift, watermark, cursors.
 * One that was processed before counts as a duplicate; one that only lies in the inbox is processed now.
 * @throws the warehouse's errors, and a normaliser's fault; nothing is written then
 */
export async function commitDeliveries(
  run: RunContext,
  deliveries: readonly Delivery[],
  also: CommitAlso = {},
): Promise<CommittedDeliveries> {
  const { warehouse } = run;
  const { tenant } = warehouse;
  const byKey = new Map<string, Delivery>();
  for (const delivery of deliveries) if (!byKey.has(delivery.dedupKey)) byKey.set(delivery.dedupKey, delivery);
  const parts = new Map<string, Part>();
  const reads = new Map<string, ReadPart>();
  const giveTurn = createTurns();
  for (const [dedupKey, delivery] of byKey) {
    const part = partOf(delivery);
    parts.set(dedupKey, part);
    reads.set(dedupKey, await readPart(run, { provider: run.name, dedupKey }, part, delivery.receivedAt));
    await giveTurn();
  }
  let committed: CommittedDeliveries;
  try {
    committed = await warehouse.transaction(async (transaction) => {
      const known = await knownKeys(transaction, tenant, run.name, [...byKey.keys()]);
      const fresh = [...byKey.values()].filter(({ dedupKey }) => known.get(dedupKey) !== "processed");
      const stamp = stampOf(run);
      await appendDeliveries(
        transaction,
        tenant,
        fresh.filter(({ dedupKey }) => !known.has(dedupKey)),
        { processedAt: stamp.loadedAt, attempts: 1 },
        ({ dedupKey, body }) => parts.get(dedupKey)?.format ?? formatOf(body),
      );
      const result: CommittedDeliveries = {
        written: {},
        duplicates: deliveries.length - fresh.length,
        bad: 0,
        ignored: {},
        maxEventAt: null,
      };
      if (fresh.length > 0) {
        const part = await resolveParts(
          run,
          fresh.flatMap(({ dedupKey }) => {
            const read = reads.get(dedupKey);
            return read ? { ...read, entry: { ...read.entry, isMarked: !known.has(dedupKey) } } : [];
          }),
        );
        const { written, unchanged, maxEventAt } = await commitPart(transaction, part, stamp);
        result.written = written;
        result.duplicates += unchanged;
        result.bad = part.dead.length;
        result.ignored = sumOf(fresh.map(({ dedupKey }) => reads.get(dedupKey)?.ignored ?? {}));
        result.maxEventAt = maxEventAt;
      }
      for (const { connector, stream, state } of also.states ?? []) {
        await transaction.run(
          "INSERT OR REPLACE INTO connector_state VALUES ($tenant, $connector, $stream, $state, $run)",
          { tenant, connector, stream, state: JSON.stringify(state), run: run.runId },
        );
      }
      await also.within?.(transaction, result);
      return result;
    });
  } catch (error) {
    forgetIdentities(warehouse);
    throw error;
  }
  if (deliveries.length > 0) await announceCommit(warehouse);
  return committed;
}

function sumOf(counts: readonly IgnoredCounts[]): IgnoredCounts {
  const sum: Record<string, number> = {};
  for (const each of counts) for (const [why, n] of Object.entries(each)) sum[why] = (sum[why] ?? 0) + n;
  return sum;
}

/** A delivery as the normalisers read it. */
export function partOf({ body }: Pick<Delivery, "body">): Part {
  return { format: formatOf(body), body, firstLine: 1, units: 1 };
}

/** Which of a source's deliveries are in the inbox already. */
export async function knownKeys(
  transaction: WarehouseTransaction,
  tenant: string,
  provider: SourceName,
  keys: readonly string[],
): Promise<Map<string, "processed" | "waiting">> {
  if (keys.length === 0) return new Map();
  await stageTexts(
    transaction,
    "delivery_key",
    keys.map((key) => [key]),
  );
  const rows = await transaction.all(
    `SELECT dedup_key, processed_at IS NULL AS waiting FROM raw_inbox
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key IN (SELECT c1 FROM temp.delivery_key)`,
    { tenant, provider },
  );
  return new Map(rows.map((row) => [String(row.dedup_key), row.waiting === true ? "waiting" : "processed"]));
}
