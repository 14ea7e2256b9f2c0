import { forgetIdentities } from "../identity/identityCache.ts";
import { partOf } from "../pipeline/commitDeliveries.ts";
import { commitPart } from "../pipeline/commitPart.ts";
import { readPart, resolveParts, stampOf, startRun } from "../pipeline/runContext.ts";
import { announceCommit } from "../pipeline/watermarks.ts";
import { isSourceName } from "../sources/registry.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import { deliveryOf, FAULT } from "./waiting.ts";

/**
 * Gives the payloads of dead letters to their normalisers once more. Letters that are understood now are gone, the others stay, and those
 * of the same payload that a person has discarded don't come back; rows that were written before are written again under their keys, which
 * changes nothing.
 * @param ids of `dead_letter`
 * @returns how many of `ids` are gone, and how many are still there
 */
export async function replayDeadLetters(
  warehouse: Warehouse,
  ids: readonly string[],
  options: { now?: (() => number) | undefined } = {},
): Promise<{ done: number; failed: number }> {
  const wanted = { tenant: warehouse.tenant, ids: JSON.stringify(ids) };
  const asked = `tenant_id = $tenant AND list_contains(from_json($ids, '["VARCHAR"]'), dead_letter_id)`;
  const payloads = await warehouse.all(
    `SELECT provider, dedup_key, count(*) AS letters FROM dead_letter WHERE ${asked} GROUP BY ALL ORDER BY ALL`,
    wanted,
  );
  for (const { provider, dedup_key } of payloads) {
    try {
      await replayPayload(warehouse, String(provider), String(dedup_key), options);
    } catch {
      // A fault of the normaliser: its letters stay, the next payload isn't held up.
    }
  }
  const [left] = await warehouse.all(`SELECT count(*) AS n FROM dead_letter WHERE ${asked}`, wanted);
  const found = payloads.reduce((sum, row) => sum + Number(row.letters), 0);
  const failed = Number(left?.n ?? 0);
  return { done: found - failed, failed };
}

async function replayPayload(
  warehouse: Warehouse,
  provider: string,
  dedupKey: string,
  { now }: { now?: (() => number) | undefined },
): Promise<void> {
  const { tenant } = warehouse;
  const key = { tenant, provider, dedupKey };
  const own = "tenant_id = $tenant AND provider = $provider AND dedup_key = $dedupKey";
  const [row] = await warehouse.all(
    `SELECT provider, dedup_key, epoch_us(received_at) AS received_us, CAST(headers AS VARCHAR) AS headers, body FROM raw_inbox WHERE ${own}`,
    key,
  );
  const delivery = row ? deliveryOf(row) : null;
  if (!delivery || !isSourceName(provider)) return;
  const run = await startRun(warehouse, provider, { clock: now });
  const read = await readPart(run, { provider, dedupKey }, partOf(delivery), delivery.receivedAt);
  try {
    await warehouse.transaction(async (transaction) => {
      const letters = await transaction.all(
        `DELETE FROM dead_letter WHERE ${own} RETURNING position, excerpt, reason`,
        key,
      );
      const part = await resolveParts(run, [read]);
      await commitPart(transaction, { ...part, dead: part.dead.filter(knownBy(letters)) }, stampOf(run));
    });
  } catch (error) {
    forgetIdentities(warehouse);
    throw error;
  }
  await announceCommit(warehouse);
}

/**
 * Whether a letter was there before: by where its record stands or what it is, since a mended normaliser may count records differently.
 * A payload that was set aside as a whole had no letters of its own yet.
 */
function knownBy(letters: readonly Row[]): (letter: { position: string; excerpt: string }) => boolean {
  if (letters.some(({ reason }) => reason === FAULT)) return () => true;
  const positions = new Set(letters.map((row) => row.position));
  const excerpts = new Set(letters.map((row) => row.excerpt));
  return ({ position, excerpt }) => positions.has(position) || excerpts.has(excerpt);
}
