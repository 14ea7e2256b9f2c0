import { hash } from "node:crypto";
import { brotliCompressSync, constants } from "node:zlib";
import { DuckDBBlobValue, DuckDBTimestampValue } from "@duckdb/node-api";
import type { SourceName } from "../sources/registry.ts";
import { jsonOf } from "../sources/values.ts";
import type { Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { Part } from "./part.ts";

/** A payload that lies in the inbox and waits to be processed. */
export interface InboxEntry {
  provider: SourceName;
  dedupKey: string;
  /** Whether it is put there as processed, in the transaction that writes its rows. */
  isMarked?: boolean | undefined;
}

/** Bodies from here on are packed: a batch of a file shrinks to a tenth in a few milliseconds. */
const PACK_FROM_BYTES = 64 * 1024;
/** Never written down: they open doors. */
const SECRET_HEADERS = new Set(["authorization", "cookie", "proxy-authorization", "x-api-key"]);

/** Key of a body: the same bytes are the same payload. */
export function contentKey(body: Uint8Array): string {
  return `sha256:${hash("sha256", body, "hex")}`;
}

/**
 * Appends a payload before anything looks inside it; durable when this resolves.
 * @returns false when the same payload was processed before
 */
export async function appendToInbox(
  warehouse: Warehouse,
  entry: InboxEntry,
  part: Part,
  received: { at: bigint; headers?: Record<string, string> },
): Promise<boolean> {
  const { body, headers } = storedForm(part, received.headers ?? {});
  const { provider, dedupKey } = entry;
  const { tenant } = warehouse;
  // On the reading connection, so that the next payload is kept while the one before is still being written.
  const [known] = await warehouse.all(
    `SELECT processed_at IS NULL AS waiting FROM raw_inbox
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    { tenant, provider, dedupKey },
  );
  // Kept before; its rows are missing when the process ended in between.
  if (known) return known.waiting === true;
  await warehouse.all(
    `INSERT INTO raw_inbox (tenant_id, provider, dedup_key, received_at, headers, body, verified, attempts)
     VALUES ($tenant, $provider, $dedupKey, $at, $headers, $body, false, 0)`,
    {
      tenant,
      provider,
      dedupKey,
      at: new DuckDBTimestampValue(received.at),
      headers,
      body: new DuckDBBlobValue(body),
    },
  );
  return true;
}

/** A payload as it lies in the inbox. */
export function storedForm(
  part: Pick<Part, "body" | "format">,
  given: Readonly<Record<string, string>>,
): { body: Buffer; headers: string } {
  const packed = part.body.length >= PACK_FROM_BYTES;
  const body = packed
    ? brotliCompressSync(part.body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: part.body.length },
      })
    : part.body;
  // The body came unpacked: how the sender had packed it is no longer true of it.
  const kept = Object.entries(given).filter(
    ([name]) => !SECRET_HEADERS.has(name.toLowerCase()) && name.toLowerCase() !== "content-encoding",
  );
  const headers = Object.fromEntries(kept);
  return {
    body,
    headers:
      jsonOf({
        ...headers,
        "content-type": headers["content-type"] ?? MEDIA_TYPES[part.format],
        ...(packed ? { "content-encoding": "br" } : {}),
      }) ?? "{}",
  };
}

const MEDIA_TYPES = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
  form: "application/x-www-form-urlencoded",
} as const;

/** Notes that the rows of payloads are in the same transaction. */
export async function markProcessed(
  transaction: WarehouseTransaction,
  entries: readonly InboxEntry[],
  tenant: string,
  at: bigint,
): Promise<void> {
  for (const { provider, dedupKey, isMarked } of entries) {
    if (isMarked) continue;
    await transaction.run(
      `UPDATE raw_inbox SET processed_at = $at, attempts = attempts + 1, error = NULL
       WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
      { at: new DuckDBTimestampValue(at), tenant, provider, dedupKey },
    );
  }
}

/** Notes that a payload could not be processed and waits for the next attempt. */
export async function markFailed(warehouse: Warehouse, entry: InboxEntry, error: unknown): Promise<void> {
  await warehouse.run(
    `UPDATE raw_inbox SET attempts = attempts + 1, error = $error
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    {
      error: error instanceof Error ? error.message : String(error),
      tenant: warehouse.tenant,
      provider: entry.provider,
      dedupKey: entry.dedupKey,
    },
  );
}
