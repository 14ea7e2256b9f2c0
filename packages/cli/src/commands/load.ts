import { loadTable, openWarehouse } from "@northstar/ingest";
import { Command } from "commander";
import { describeInstallation, makeDataDir } from "../installation.ts";

/** `northstar load <table> <file>`: rows that already have the shape of a warehouse table. */
export const loadCommand = new Command("load")
  .description("load rows in the shape of a warehouse table (CSV, NDJSON or Parquet), checked against its schema")
  .argument("<table>", "name of the table, e.g. metric_daily")
  .argument("<file>", "path of the file")
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (table: string, file: string, options: { dataDir?: string }) => {
    const installation = describeInstallation(options);
    makeDataDir(installation);
    const warehouse = await openWarehouse({ path: installation.warehousePath });
    try {
      const report = await loadTable(warehouse, table, file);
      console.log(`${table}: ${report.rows} rows loaded`);
    } finally {
      await warehouse.close();
    }
  });
