import { Command } from "commander";
import { backfillCommand } from "./ingest/backfill.ts";
import { eraseCommand } from "./ingest/erase.ts";
import { type FilesOptions, ingestFromFiles, SOURCES_HELP } from "./ingest/files.ts";
import { replayCommand } from "./ingest/replay.ts";
import { rewriteCommand } from "./ingest/rewrite.ts";
import { runCommand } from "./ingest/run.ts";
import { statusCommand } from "./ingest/status.ts";

/** `northstar ingest`: files by hand, and what operations do with the integrations of an installation. */
export const ingestCommand = new Command("ingest")
  .description("load files in a source's own wire format, or look after the integrations of an installation")
  // An option behind one of the commands below is that command's.
  .enablePositionalOptions()
  .argument("<source>", SOURCES_HELP)
  .option("--file <path...>", "files to load, in this order")
  .option("--json", "print the report as JSON")
  .option("--data-dir <folder>", "folder of the installation")
  .action((source: string, options: FilesOptions) => ingestFromFiles(source, options))
  .addCommand(statusCommand)
  .addCommand(runCommand)
  .addCommand(backfillCommand)
  .addCommand(replayCommand)
  .addCommand(eraseCommand)
  .addCommand(rewriteCommand)
  .addHelpText(
    "after",
    `
Examples:
  northstar ingest whatsapp --file webhooks.ndjson
  northstar ingest status
  northstar ingest backfill ga4 --from 2026-10-01 --to 2026-10-31
  northstar ingest erase --email -`,
  );
