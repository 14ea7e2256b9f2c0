import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulate } from "../../packages/cli/src/simulate/simulate.ts";
import { ingestFiles } from "../../packages/ingest/src/pipeline/ingest.ts";
import { openWarehouse, type Warehouse } from "../../packages/ingest/src/warehouse/warehouse.ts";

/** The instant at which the communities, and the clock of their warehouse, stand still. */
export const NOW = new Date("2026-11-22T15:00:00Z");

/** A warehouse of two tenants with a simulated community each, in a folder that goes with it. */
export interface TwoCommunities {
  warehouse: Warehouse;
  close(): Promise<void>;
}

/** @param people professionals by tenant */
export async function openCommunities(people: Readonly<Record<string, number>>): Promise<TwoCommunities> {
  const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
  const path = join(folder, "warehouse.duckdb");
  for (const [seed, [tenant, professionals]] of Object.entries(people).entries()) {
    const warehouse = await openWarehouse({ path, tenant });
    const outDir = join(folder, tenant);
    const { files } = await simulate({ seed, months: 14, professionals, now: NOW, outDir });
    for (const source of new Set(files.map((file) => file.source))) {
      const paths = files.filter((file) => file.source === source).map((file) => join(outDir, file.path));
      await ingestFiles(warehouse, source, paths);
    }
    await warehouse.close();
  }
  const warehouse = await openWarehouse({ path });
  await warehouse.run(`CREATE OR REPLACE MACRO ns_now() AS TIMESTAMP '${NOW.toISOString().slice(0, 19)}'`);
  return {
    warehouse,
    async close() {
      await warehouse.close();
      await rm(folder, { recursive: true });
    },
  };
}
