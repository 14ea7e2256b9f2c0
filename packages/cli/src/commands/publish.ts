import { openLoadTarget, openWarehouse, publishWarehouse } from "@northstar/ingest";
import { Command } from "commander";
import { CliError } from "../errors.ts";
import { describeInstallation, requireWarehouse } from "../installation.ts";

interface PublishCommandOptions {
  to?: string;
  tables?: readonly string[];
  since?: string;
  schema: boolean;
  dataDir?: string;
}

/** `northstar publish --to <url>`: copies the normalised tables to Postgres, Redshift, BigQuery or Snowflake. */
export const publishCommand = new Command("publish")
  .description(
    "copy the warehouse's tables to Postgres, Redshift, BigQuery or Snowflake; running it again changes nothing",
  )
  .option(
    "--to <url>",
    "postgres://…, redshift://…, bigquery://project/dataset or snowflake://…; default: NORTHSTAR_PUBLISH_TO, which keeps a password out of the process list",
  )
  .option("--tables <name...>", "only these tables")
  .option("--since <instant>", "only rows loaded since then (ISO 8601); deletes nothing")
  .option("--no-schema", "don't make the tables and functions first")
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (options: PublishCommandOptions) => {
    const to = options.to ?? process.env.NORTHSTAR_PUBLISH_TO;
    if (!to) throw new CliError("bad_argument", "Say where to with --to <url> or NORTHSTAR_PUBLISH_TO.");
    const installation = describeInstallation(options);
    requireWarehouse(installation);
    const warehouse = await openWarehouse({ path: installation.warehousePath });
    try {
      const target = await openLoadTarget(to);
      try {
        const report = await publishWarehouse(warehouse, target, {
          tables: options.tables,
          since: options.since,
          createSchema: options.schema,
          onProgress: ({ table, position, of }) => console.error(`${position}/${of} ${table}`),
        });
        for (const { table, rows, outcome } of report) {
          console.log(`${table}: ${outcome === "same" ? `the same ${rows} rows are there` : `${rows} rows published`}`);
        }
      } finally {
        await target.close();
      }
    } finally {
      await warehouse.close();
    }
  });
