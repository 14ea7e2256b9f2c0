import { setImmediate } from "node:timers/promises";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import { DuckDBBlobValue } from "@duckdb/node-api";
import type { Row, WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { NoteTable } from "./erasureProgress.ts";
import { buriedRecogniser } from "./recognise.ts";
import { type IsTheirs, namesThem, redactBody } from "./redactBody.ts";
import type { Tombstones } from "./tombstones.ts";

/** Payloads whose sizes are read at a time. */
const PAGE = 1000;
/** About so many bytes of bodies are read at a time: asking for each by itself takes a hundred times as long as looking inside. */
const PAGE_BYTES = 8 * 1024 * 1024;
const BUSY_MS = 10;

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
  const touched: { provider: string; dedupKey: string }[] = [];
  let restedAt = performance.now();
  for await (const payload of payloadsOf(transaction, tenant, note)) {
    const { provider, dedupKey } = payload;
    if (await erasePayload(transaction, tenant, payload, isTheirs)) touched.push({ provider, dedupKey });
    // Looking inside waits for nothing, and the process has others to answer.
    if (performance.now() - restedAt < BUSY_MS) continue;
    await setImmediate();
    restedAt = performance.now();
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

/** A payload as it lies in the inbox. */
interface Payload {
  provider: string;
  dedupKey: string;
  body: Buffer;
  headers: string;
  error: string | null;
}

const PAYLOAD = "provider, dedup_key, body, CAST(headers AS VARCHAR) AS headers, error";

/** All payloads, in the order of the file. One that is changed meanwhile may come once more. */
async function* payloadsOf(
  transaction: WarehouseTransaction,
  tenant: string,
  note: NoteTable,
): AsyncGenerator<Payload, void> {
  const [inbox] = await transaction.all("SELECT count(*)::INT AS payloads FROM raw_inbox WHERE tenant_id = $tenant", {
    tenant,
  });
  const total = Math.max(1, Number(inbox?.payloads));
  let seen = 0;
  let last = -1n;
  for (;;) {
    const sizes = await transaction.all(
      `SELECT rowid AS place, octet_length(body) AS bytes FROM raw_inbox WHERE tenant_id = $tenant AND rowid > $last ORDER BY rowid LIMIT ${PAGE}`,
      { tenant, last },
    );
    if (sizes.length === 0) return;
    for (const [from, to] of stretches(sizes)) {
      note("raw_inbox", Math.min(1, seen / total));
      const rows = await transaction.all(
        `SELECT ${PAYLOAD} FROM raw_inbox WHERE tenant_id = $tenant AND rowid BETWEEN $from AND $to`,
        { tenant, from, to },
      );
      seen += rows.length;
      yield* rows.map(toPayload);
      last = to;
    }
  }
}

/** From the first to the last place of payloads that are together no larger than a page, or of one that is. */
function stretches(sizes: readonly Row[]): [from: bigint, to: bigint][] {
  const found: [bigint, bigint][] = [];
  let room = 0;
  for (const { place, bytes } of sizes) {
    room -= Number(bytes ?? 0);
    const current = found.at(-1);
    if (current && room >= 0) current[1] = place as bigint;
    else {
      found.push([place as bigint, place as bigint]);
      room = PAGE_BYTES - Number(bytes ?? 0);
    }
  }
  return found;
}

function toPayload(row: Row): Payload {
  return {
    provider: String(row.provider),
    dedupKey: String(row.dedup_key),
    body: Buffer.from(row.body as Uint8Array),
    headers: String(row.headers ?? "{}"),
    error: typeof row.error === "string" ? row.error : null,
  };
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
  const [payload] = await transaction.all(
    `SELECT ${PAYLOAD} FROM raw_inbox WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey`,
    { tenant, ...key },
  );
  const touched = payload !== undefined && (await erasePayload(transaction, tenant, toPayload(payload), isTheirs));
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
  payload: Payload,
  isTheirs: IsTheirs,
): Promise<boolean> {
  const { provider, dedupKey, headers, error } = payload;
  const key = { provider, dedupKey };
  const encoding = (JSON.parse(headers) as Record<string, string>)["content-encoding"];
  const body = redactBody(unpack(payload.body, encoding), isTheirs);
  const theirHeaders = namesThem(headers, isTheirs);
  const theirError = error !== null && namesThem(error, isTheirs);
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
