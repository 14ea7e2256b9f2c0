import { readTombstones } from "../erase/tombstones.ts";
import type { IdentityType } from "../sources/normaliser.ts";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";
import { IdentityMap } from "./IdentityMap.ts";
import { readReplacements } from "./replacedIdentifiers.ts";

/** One process writes a warehouse, so what was read once and kept up since is the truth. */
const cache = new WeakMap<Warehouse["instance"], Map<string, Promise<IdentityMap>>>();

/** The identities of the warehouse's tenant, read the first time and kept up by ingest. */
export function identitiesOf(warehouse: Warehouse): Promise<IdentityMap> {
  const tenants = cache.get(warehouse.instance) ?? new Map<string, Promise<IdentityMap>>();
  cache.set(warehouse.instance, tenants);
  const known = tenants.get(warehouse.tenant);
  if (known) return known;
  const loading = readIdentities(warehouse, warehouse.tenant);
  tenants.set(warehouse.tenant, loading);
  loading.catch(() => tenants.delete(warehouse.tenant));
  return loading;
}

/** Forgets what was learned, after a transaction that didn't commit. */
export function forgetIdentities(warehouse: Warehouse): void {
  cache.get(warehouse.instance)?.delete(warehouse.tenant);
}

/** The identities of a tenant as the warehouse, or an open transaction, has them. */
export async function readIdentities(warehouse: Pick<SqlRunner, "all">, tenant: string): Promise<IdentityMap> {
  const map = new IdentityMap();
  const rows = await warehouse.all(
    `SELECT identity_type, identity_value, user_id, epoch_us(valid_from) AS valid_from FROM identities
     WHERE tenant_id = $tenant ORDER BY identity_type, identity_value, user_id`,
    { tenant },
  );
  map.tombstones = await readTombstones(warehouse, tenant);
  for (const replacement of await readReplacements(warehouse, tenant)) map.learnReplacement(replacement);
  for (const row of rows) {
    map.learn(
      row.identity_type as IdentityType,
      String(row.identity_value),
      String(row.user_id),
      row.valid_from as bigint | null,
    );
  }
  return map;
}
