import { hash } from "node:crypto";
import type { IdentityType } from "../sources/normaliser.ts";
import type { SqlRunner } from "../warehouse/warehouse.ts";

/** What stays of an identifier that was erased. */
export interface Tombstone {
  /** Takes its place in rows that come later; null where no row had a person. */
  pseudonym: string | null;
  /** When it was erased, µs UTC. */
  at: bigint;
}

/** `connector_state.connector` of the tombstones; each is a row. */
export const ERASURE = "erasure";
const PREFIX = "tombstone:";

/**
 * Identifiers that were erased, as hashes of their own: enough to know one again when an old payload is replayed or a source still has
 * it, not enough to find out whose it was.
 */
export class Tombstones {
  readonly #byHash = new Map<string, Tombstone>();
  /** The tenant's salt, with which its hashes of addresses and numbers are made. */
  readonly salt: string;

  constructor(salt: string) {
    this.salt = salt;
  }

  get size(): number {
    return this.#byHash.size;
  }

  get(type: IdentityType, value: unknown): Tombstone | undefined {
    if (this.#byHash.size === 0 || typeof value !== "string") return undefined;
    return this.#byHash.get(tombstoneHash(this.salt, type, value));
  }

  /** By `type:value`, as {@link identityKey} writes it. */
  getKey(key: string): Tombstone | undefined {
    const colon = key.indexOf(":");
    return this.get(key.slice(0, colon) as IdentityType, key.slice(colon + 1));
  }

  set(tombstoneHash: string, tombstone: Tombstone): void {
    this.#byHash.set(tombstoneHash, tombstone);
  }
}

export function tombstoneHash(salt: string, type: IdentityType, value: string): string {
  return hash("sha256", ["tombstone", salt, type, value].join("\u001f"), "hex");
}

export async function readTombstones(runner: Pick<SqlRunner, "all">, tenant: string): Promise<Tombstones> {
  const tombstones = new Tombstones(await readSalt(runner));
  const rows = await runner.all(
    `SELECT substr(stream, ${PREFIX.length + 1}) AS hash, state->>'pseudonym' AS pseudonym, state->>'at' AS at
     FROM connector_state WHERE tenant_id = $tenant AND connector = '${ERASURE}' AND starts_with(stream, '${PREFIX}')`,
    { tenant },
  );
  for (const row of rows) {
    tombstones.set(String(row.hash), { pseudonym: row.pseudonym as string | null, at: BigInt(String(row.at)) });
  }
  return tombstones;
}

export async function readSalt(runner: Pick<SqlRunner, "all">): Promise<string> {
  const [row] = await runner.all(`SELECT "value" FROM warehouse_info WHERE "key" = 'identity_salt'`);
  return String(row?.value ?? "");
}

export async function writeTombstone(
  runner: Pick<SqlRunner, "run">,
  tenant: string,
  hashed: string,
  { pseudonym, at }: Tombstone,
): Promise<void> {
  await runner.run(
    `INSERT INTO connector_state (tenant_id, connector, stream, state) VALUES ($tenant, '${ERASURE}', $stream, $state) ON CONFLICT DO NOTHING`,
    { tenant, stream: PREFIX + hashed, state: JSON.stringify({ pseudonym, at: String(at) }) },
  );
}
