import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { createNorthstar, type Northstar, type TokenSettings } from "@northstar/server";
import { catalog } from "../catalog.gen.ts";

const pathOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** What signing and checking tokens need, in the back end and here: the roles and row filters are this model's. */
export function tokenSettings(secret: string): TokenSettings {
  const { roles, rowFilters } = catalog;
  return { secret, roles, rowFilters, tenant: "acme" };
}

/** Northstar over this model and a DuckDB with its one table. */
export async function openSupport(secret: string): Promise<Northstar> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE tickets AS FROM read_csv('${pathOf("data/tickets.csv")}')`);
  connection.closeSync();
  const loadedAt = new Date().toISOString();
  return createNorthstar({
    ...tokenSettings(secret),
    timeZone: "UTC",
    cube: { modelPath: pathOf("model"), instance },
    watermarks: async () => [{ source: "helpdesk", lastEventAt: "2026-11-10T08:00:00Z", lastLoadedAt: loadedAt }],
  });
}
