import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { DeadLetterRecord } from "@northstar/core";
import { documentsOf } from "../pipeline/part.ts";
import { formatOf } from "../pipeline/readParts.ts";
import { contentId } from "../sources/hashing.ts";
import { isSourceName, SOURCE_DEFINITIONS } from "../sources/registry.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { publicLetter, type StoredDeadLetter } from "./deadLetters.ts";

const unpack = promisify(brotliDecompress);

/** A payload beyond this isn't searched for one record while a person waits. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;
/** More of a record is no longer read by a person. */
const MAX_RECORD_CHARACTERS = 64 * 1024;

/** A dead letter with its whole record, found again in its payload in the inbox; with its excerpt where it can't be. */
export async function readDeadLetterRecord(
  warehouse: Pick<Warehouse, "all" | "tenant">,
  letter: StoredDeadLetter,
): Promise<DeadLetterRecord> {
  const body = await readPayload(warehouse, letter);
  const found = body && findRecord(body, letter);
  if (!found) return { ...publicLetter(letter), record: letter.excerpt, isCut: true };
  const record = found.slice(0, MAX_RECORD_CHARACTERS);
  return { ...publicLetter(letter), record, isCut: record.length < found.length };
}

async function readPayload(
  { all, tenant }: Pick<Warehouse, "all" | "tenant">,
  { provider, dedupKey }: StoredDeadLetter,
): Promise<Buffer | null> {
  const [row] = await all(
    `SELECT body, json_extract_string(headers, '$."content-encoding"') AS encoding FROM raw_inbox
     WHERE tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey AND octet_length(body) <= ${MAX_PAYLOAD_BYTES}`,
    { tenant, provider, dedupKey },
  );
  if (!(row?.body instanceof Uint8Array)) return null;
  if (row.encoding !== "br") return Buffer.from(row.body);
  // Larger ones, and what isn't what its header says, have their excerpt.
  return unpack(row.body, { maxOutputLength: MAX_PAYLOAD_BYTES }).catch(() => null);
}

/** The id of a dead letter is made of its reason and its text: what has the same is it, wherever the payload was cut. */
function findRecord(body: Buffer, { id, provider, reason }: StoredDeadLetter): string | null {
  if (!isSourceName(provider)) return null;
  const isIt = (text: string) => id.endsWith(contentId(reason, text));
  for (const item of documentsOf({ format: formatOf(body), body, firstLine: 1, units: 1 })) {
    if (isIt(item.text)) return item.rejection ? item.text : laidOut(item.document);
    if (item.rejection) continue;
    for (const record of SOURCE_DEFINITIONS[provider].records(item.document)) {
      if (isIt(JSON.stringify(record) ?? "")) return laidOut(record);
    }
  }
  return null;
}

function laidOut(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}
