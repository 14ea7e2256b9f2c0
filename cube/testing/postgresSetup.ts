import { warehouseScript } from "../../packages/ingest/src/warehouse/ddl.ts";
import { findPostgres } from "../../scripts/postgres.ts";
import { openPostgres, startPostgres } from "./postgres.ts";

/** A database with the warehouse's tables, of which each test file gets a copy. */
export const TEMPLATE = "northstar_template";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the cluster's own database, and of a file's copy when `%s` is replaced by its name. */
    postgres: { admin: string; copies: string };
  }
}

/** Starts one Postgres for all files of a vitest project. */
export default async function setup(project: {
  provide(key: "postgres", value: { admin: string; copies: string }): void;
}): Promise<() => Promise<void>> {
  const programs = findPostgres();
  if (programs === null) {
    throw new Error(
      "No Postgres was found, and NORTHSTAR_REQUIRE_POSTGRES=1 asks for one. Install it (Debian: apt-get install postgresql) or name its bin folder in NORTHSTAR_POSTGRES.",
    );
  }
  const cluster = await startPostgres(programs);
  try {
    const admin = openPostgres(cluster.urlOf("postgres"));
    await admin.run(`CREATE DATABASE ${TEMPLATE}`);
    await admin.close();
    const template = openPostgres(cluster.urlOf(TEMPLATE));
    await template.run(warehouseScript("postgres"));
    await template.close();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide("postgres", { admin: cluster.urlOf("postgres"), copies: cluster.urlOf("%s") });
  return cluster.stop;
}
