import { brotliDecompressSync } from "node:zlib";
import { knownKeys } from "../pipeline/commitDeliveries.ts";
import { appendDeliveries } from "../pipeline/inboxRows.ts";
import { contentId } from "../sources/hashing.ts";
import { isSourceName, type SourceName } from "../sources/registry.ts";
import type { Delivery } from "../spool/types.ts";
import type { Row, Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";

/** Taken up at a time. */
const BATCH = 200;
const EXCERPT_CHARACTERS = 500;
/** `dead_letter.reason` of a payload that couldn't be processed at all. */
export const FAULT = "fault";

/** A delivery that lies in the inbox unprocessed, and how often it was tried. */
export interface WaitingDelivery {
  delivery: Delivery;
  attempts: number;
}

/** Puts deliveries into the inbox to be processed later, so that the spool goes on without them. */
export async function setAside(
  transaction: WarehouseTransaction,
  tenant: string,
  source: SourceName,
  deliveries: readonly Delivery[],
  fault: unknown,
): Promise<void> {
  const once = [...new Map(deliveries.map((each) => [each.dedupKey, each])).values()];
  const known = await knownKeys(
    transaction,
    tenant,
    source,
    once.map(({ dedupKey }) => dedupKey),
  );
  await appendDeliveries(
    transaction,
    tenant,
    once.filter(({ dedupKey }) => !known.has(dedupKey)),
    { processedAt: null, attempts: fault === null ? 0 : 1, error: fault === null ? undefined : nameOf(fault) },
  );
}

/** Verified deliveries that wait, those tried least often first; none of paused sources. */
export async function readWaiting(
  warehouse: Pick<Warehouse, "all" | "tenant">,
  { paused, maxAttempts }: { paused: ReadonlySet<string>; maxAttempts: number },
): Promise<WaitingDelivery[]> {
  const rows = await warehouse.all(
    `SELECT provider, dedup_key, epoch_us(received_at) AS received_us, CAST(headers AS VARCHAR) AS headers, body, attempts FROM raw_inbox
     WHERE tenant_id = $tenant AND processed_at IS NULL AND verified AND attempts < $max
       AND NOT list_contains(from_json($paused, '["VARCHAR"]'), provider)
     ORDER BY attempts, received_at, dedup_key LIMIT ${BATCH}`,
    { tenant: warehouse.tenant, max: maxAttempts, paused: JSON.stringify([...paused]) },
  );
  return rows.flatMap((row) => {
    const delivery = deliveryOf(row);
    return delivery ? [{ delivery, attempts: Number(row.attempts) }] : [];
  });
}

/** A delivery of a row of the inbox (`received_us`, `headers` as text); null when its source is none any more. */
export function deliveryOf(row: Row): Delivery | null {
  const source = String(row.provider);
  if (!isSourceName(source) || !(row.body instanceof Uint8Array)) return null;
  const headers = JSON.parse(String(row.headers ?? "{}")) as Record<string, string>;
  const body = Buffer.from(row.body);
  return {
    source,
    dedupKey: String(row.dedup_key),
    receivedAt: BigInt(row.received_us as bigint),
    headers,
    body: headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body,
  };
}

/** Notes one more attempt in vain; after the last one the delivery is a dead letter, and its payload stays in the inbox. */
export async function noteFault(
  transaction: WarehouseTransaction,
  tenant: string,
  { delivery, attempts }: WaitingDelivery,
  options: { fault: unknown; maxAttempts: number; now: number },
): Promise<void> {
  const { source: provider, dedupKey } = delivery;
  await transaction.run(
    `UPDATE raw_inbox SET attempts = attempts + 1, error = $error
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    { tenant, provider, dedupKey, error: nameOf(options.fault) },
  );
  if (attempts + 1 < options.maxAttempts) return;
  await transaction.run(
    `INSERT INTO dead_letter (tenant_id, dead_letter_id, provider, dedup_key, position, reason, message, excerpt, received_at)
     VALUES ($tenant, $id, $provider, $dedupKey, 'body', '${FAULT}', $message, $excerpt, epoch_ms(CAST($now AS BIGINT))) ON CONFLICT DO NOTHING`,
    {
      tenant,
      id: `${provider}:${contentId(FAULT, dedupKey)}`,
      provider,
      dedupKey,
      message: `Processing it failed ${options.maxAttempts} times (${nameOf(options.fault)}).`,
      // Through bytes, because a cut may leave half a surrogate pair.
      excerpt: Buffer.from(delivery.body.toString("utf8").slice(0, EXCERPT_CHARACTERS)).toString(),
      now: options.now,
    },
  );
}

/** Kind of the fault alone: a message of a library may quote SQL, a path or the payload. */
function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : "Error";
}
