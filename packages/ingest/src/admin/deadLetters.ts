import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { DeadLetter, DeadLetterPage } from "@northstar/core";
import type { Row, SqlRunner, Warehouse } from "../warehouse/warehouse.ts";
import type { IntegrationSpec } from "./integrationSpec.ts";

type Reader = Pick<Warehouse, "all" | "tenant">;
type Named = Pick<IntegrationSpec, "name" | "records">;

/** A dead letter, and where the payload it was in lies. */
export interface StoredDeadLetter extends DeadLetter {
  provider: string;
  dedupKey: string;
}

const COLUMNS = "dead_letter_id, provider, dedup_key, position, reason, message, excerpt, received_at";
const OWN = "tenant_id = $tenant AND list_contains(from_json($records, '[\"VARCHAR\"]'), provider)";

/** A page of an integration's dead letters, newest first. `after` is what the page before gave as `next`: it holds although letters go meanwhile. */
export async function readDeadLetters(
  warehouse: Reader,
  spec: Named,
  { after, limit }: { after: string | null; limit: number },
): Promise<DeadLetterPage> {
  const parameters = { tenant: warehouse.tenant, records: JSON.stringify(spec.records) };
  const [counted] = await warehouse.all(`SELECT count(*) AS total FROM dead_letter WHERE ${OWN}`, parameters);
  const place = after === null ? null : placeOf(after);
  const rows = await warehouse.all(
    `SELECT ${COLUMNS}, epoch_us(received_at) AS received_us FROM dead_letter
     WHERE ${OWN}${place ? " AND (received_at < $time OR received_at = $time AND dead_letter_id < $id)" : ""}
     ORDER BY received_at DESC, dead_letter_id DESC LIMIT ${limit + 1}`,
    place ? { ...parameters, time: new DuckDBTimestampValue(place.micros), id: place.id } : parameters,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    deadLetters: page.map((row) => publicLetter(toLetter(row, spec.name))),
    next: rows.length > limit && last ? `${String(last.received_us)}.${String(last.dead_letter_id)}` : null,
    total: Number(counted?.total ?? 0),
  };
}

function placeOf(after: string): { micros: bigint; id: string } | null {
  const found = /^(-?\d{1,18})\.(.+)$/.exec(after);
  return found ? { micros: BigInt(found[1] ?? 0), id: found[2] ?? "" } : null;
}

/** One dead letter of an integration; null when it has none of that id. */
export async function readDeadLetter(warehouse: Reader, spec: Named, id: string): Promise<StoredDeadLetter | null> {
  const [row] = await warehouse.all(`SELECT ${COLUMNS} FROM dead_letter WHERE ${OWN} AND dead_letter_id = $id`, {
    tenant: warehouse.tenant,
    records: JSON.stringify(spec.records),
    id,
  });
  return row ? toLetter(row, spec.name) : null;
}

/** Ids of an integration's dead letters, oldest first: those of `ids` that it has, or all. */
export async function deadLetterIds(
  warehouse: Reader,
  spec: Named,
  ids: readonly string[] | null,
  limit: number,
): Promise<string[]> {
  const rows = await warehouse.all(
    `SELECT dead_letter_id FROM dead_letter WHERE ${OWN}${chosen(ids)} ORDER BY received_at, dead_letter_id LIMIT ${limit}`,
    chosenParameters(warehouse.tenant, spec, ids),
  );
  return rows.map((row) => String(row.dead_letter_id));
}

/** Forgets dead letters of an integration, those of `ids` or all; payloads stay in the inbox. @returns how many there were */
export async function discardDeadLetters(
  transaction: SqlRunner,
  tenant: string,
  spec: Named,
  ids: readonly string[] | null,
): Promise<number> {
  const rows = await transaction.all(
    `DELETE FROM dead_letter WHERE ${OWN}${chosen(ids)} RETURNING dead_letter_id`,
    chosenParameters(tenant, spec, ids),
  );
  return rows.length;
}

const chosen = (ids: readonly string[] | null) =>
  ids === null ? "" : " AND list_contains(from_json($ids, '[\"VARCHAR\"]'), dead_letter_id)";

function chosenParameters(tenant: string, spec: Named, ids: readonly string[] | null) {
  const own = { tenant, records: JSON.stringify(spec.records) };
  return ids === null ? own : { ...own, ids: JSON.stringify(ids) };
}

function toLetter(row: Row, integration: string): StoredDeadLetter {
  return {
    id: String(row.dead_letter_id),
    integration,
    reason: String(row.reason ?? ""),
    message: String(row.message ?? ""),
    position: String(row.position ?? ""),
    excerpt: String(row.excerpt ?? ""),
    receivedAt: row.received_at instanceof Date ? row.received_at.toISOString() : new Date(0).toISOString(),
    provider: String(row.provider),
    dedupKey: String(row.dedup_key),
  };
}

/** What a browser may know of it. */
export function publicLetter({ provider: _provider, dedupKey: _dedupKey, ...letter }: StoredDeadLetter): DeadLetter {
  return letter;
}
