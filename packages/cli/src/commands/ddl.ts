import { join } from "node:path";
import { warehouseScript } from "@northstar/ingest";
import { Command } from "commander";
import { writeGenerated } from "../generatedFile.ts";
import { describeInstallation } from "../installation.ts";

/** `northstar ddl`: writes the warehouse's tables as a SQL script for people who make them elsewhere. */
export const ddlCommand = new Command("ddl")
  .description("write cube/warehouse/duckdb.sql from the warehouse schema")
  .option("--check", "only say whether the committed file is up to date", false)
  .action(async ({ check }: { check: boolean }) => {
    const path = join(describeInstallation().projectRoot, "cube", "warehouse", "duckdb.sql");
    await writeGenerated(path, warehouseScript(), { check, command: "npx pnpm@12 northstar ddl" });
  });
