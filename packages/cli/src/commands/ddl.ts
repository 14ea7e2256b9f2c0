import { join } from "node:path";
import { DIALECTS, type Dialect, warehouseScript } from "@northstar/ingest";
import { Command } from "commander";
import { writeGenerated } from "../generatedFile.ts";
import { describeInstallation } from "../installation.ts";

/** `northstar ddl`: writes the warehouse's tables as a SQL script for each warehouse, for people who make them elsewhere. */
export const ddlCommand = new Command("ddl")
  .description(
    "write cube/warehouse/<warehouse>.sql from the warehouse schema: duckdb, postgres, bigquery, redshift, snowflake",
  )
  .option("--check", "only say whether the committed files are up to date", false)
  .action(async ({ check }: { check: boolean }) => {
    const folder = join(describeInstallation().projectRoot, "cube", "warehouse");
    for (const dialect of Object.keys(DIALECTS) as Dialect[]) {
      const path = join(folder, `${dialect}.sql`);
      await writeGenerated(path, warehouseScript(dialect), { check, command: "npx pnpm@12 northstar ddl" });
    }
  });
