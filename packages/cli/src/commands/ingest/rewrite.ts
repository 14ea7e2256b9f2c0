import { rewriteWarehouse } from "@northstar/ingest";
import { Command } from "commander";
import { describeInstallation, requireWarehouse } from "../../installation.ts";
import { print } from "./operationsCommand.ts";

interface RewriteOptions {
  json?: boolean;
  dataDir?: string;
}

/** `northstar ingest rewrite`: the warehouse in a new file, without the bytes of what was deleted or erased. */
export const rewriteCommand = new Command("rewrite")
  .description("write the warehouse's file anew, without the bytes of what was erased")
  .option("--json", "print the result as JSON")
  .option("--data-dir <folder>", "folder of the installation")
  .addHelpText(
    "after",
    `
DuckDB keeps what was deleted in its file for a while, where no question finds
it. Stop the server first; there has to be room for a second file. What ends it
early leaves the old file as it was.

Example:
  northstar ingest rewrite`,
  )
  .action(async (options: RewriteOptions) => {
    const installation = describeInstallation(options);
    requireWarehouse(installation);
    const sizes = await rewriteWarehouse(installation.warehousePath);
    print(options, sizes, [`Written anew: ${megabytes(sizes.before)} before, ${megabytes(sizes.after)} now.`]);
  });

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
