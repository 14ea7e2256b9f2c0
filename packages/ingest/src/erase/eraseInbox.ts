import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import { DuckDBBlobValue } from "@duckdb/node-api";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { NoteTable } from "./erasureProgress.ts";
import { buriedRecogniser } from "./recognise.ts";
import { type IsTheirs, namesThem, redactBody } from "./redactBody.ts";
import type { Tombstones } from "./tombstones.ts";

/** Keys read at a time; bodies are read one by one. */
const PAGE = 500;

/**
 * Takes the records that name the person out of the payloads that lie in the inbox, and empties the dead letters that come of them or name
 * the person themselves. The rows stay, so that the same delivery is still known.
 */
export async function eraseInbox(
  transaction: WarehouseTransaction,
  tenant: string,
  isTheirs: IsTheirs,
  note: NoteTable,
): Promise<{ payloads: number; deadLetters: number }> {
  const [inbox] = await transaction.all("SELECT count(*)::INT AS payloads FROM raw_inbox WHERE tenant_id = $tenant", {
    tenant,
  });
  const total = Math.max(1, Number(inbox?.payloads));
  let seen = 0;
  const touched: { provider: string; dedupKey: string }[] = [];
  let last: { provider: string; dedupKey: string } = { provider: "", dedupKey: "" };
  for (;;) {
    const keys = await transaction.all(
      `SELECT provider, dedup_key FROM raw_inbox WHERE tenant_id = $tenant AND (provider, dedup_key) > ($provider, $dedupKey)
       ORDER BY provider, dedup_key LIMIT ${PAGE}`,
      { tenant, ...last },
    );
    if (keys.length === 0) break;
    for (const row of keys) {
      note("raw_inbox", Math.min(1, seen++ / total));
      last = { provider: String(row.provider), dedupKey: String(row.dedup_key) };
      if (await erasePayload(transaction, tenant, last, isTheirs)) touched.push(last);
    }
  }
  note("dead_letter", 1);
  let deadLetters = 0;
  const letters = await transaction.all(
    `SELECT dead_letter_id, provider, dedup_key, concat_ws(' ', excerpt, message) AS text FROM dead_letter WHERE tenant_id = $tenant`,
    { tenant },
  );
  const bodies = new Set(touched.map(({ provider, dedupKey }) => `${provider}\u001f${dedupKey}`));
  for (const row of letters) {
    if (!bodies.has(`${row.provider}\u001f${row.dedup_key}`) && !namesThem(String(row.text), isTheirs)) continue;
    deadLetters++;
    await emptyLetter(transaction, tenant, String(row.dead_letter_id));
  }
  return { payloads: touched.length, deadLetters };
}

/**
 * Does the same to one payload that was just taken in, for people who were erased before it came.
 */
export async function eraseDelivery(
  transaction: WarehouseTransaction,
  tenant: string,
  { provider, dedupKey }: { provider: string; dedupKey: string },
  tombstones: Tombstones,
): Promise<void> {
  const key = { provider, dedupKey };
  const isTheirs = buriedRecogniser(tombstones);
  const touched = await erasePayload(transaction, tenant, key, isTheirs);
  const letters = await transaction.all(
    `SELECT dead_letter_id, concat_ws(' ', excerpt, message) AS text FROM dead_letter
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    { tenant, ...key },
  );
  for (const row of letters) {
    if (touched || namesThem(String(row.text), isTheirs))
      await emptyLetter(transaction, tenant, String(row.dead_letter_id));
  }
}

async function emptyLetter(transaction: WarehouseTransaction, tenant: string, id: string): Promise<void> {
  await transaction.run(
    `UPDATE dead_letter SET excerpt = '', message = 'Erased with the person it told of.' WHERE tenant_id = $tenant AND dead_letter_id = $id`,
    { tenant, id },
  );
}

async function erasePayload(
  transaction: WarehouseTransaction,
  tenant: string,
  key: { provider: string; dedupKey: string },
  isTheirs: IsTheirs,
): Promise<boolean> {
  const [row] = await transaction.all(
    `SELECT body, CAST(headers AS VARCHAR) AS headers, error FROM raw_inbox WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    { tenant, ...key },
  );
  if (row === undefined) return false;
  const headers = String(row.headers ?? "{}");
  const encoding = (JSON.parse(headers) as Record<string, string>)["content-encoding"];
  const body = redactBody(unpack(Buffer.from(row.body as Uint8Array), encoding), isTheirs);
  const theirHeaders = namesThem(headers, isTheirs);
  const theirError = typeof row.error === "string" && namesThem(row.error, isTheirs);
  if (body === null && !theirHeaders && !theirError) return false;
  if (body !== null) {
    const packed =
      encoding === undefined ? body : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
    await transaction.run(
      `UPDATE raw_inbox SET body = $body, error = NULL, headers = $headers WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
      { tenant, ...key, body: new DuckDBBlobValue(packed), headers: keptHeaders(encoding) },
    );
  } else {
    await transaction.run(
      `UPDATE raw_inbox SET error = NULL, headers = $headers WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
      { tenant, ...key, headers: JSON.stringify(encoding === undefined ? {} : { "content-encoding": encoding }) },
    );
  }
  return true;
}

/** What was packed in any way is packed as we do it. */
function keptHeaders(encoding: string | undefined): string {
  return JSON.stringify(encoding === undefined ? {} : { "content-encoding": "br" });
}

function unpack(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "br") return brotliDecompressSync(body);
  return encoding === "gzip" ? gunzipSync(body) : body;
}
