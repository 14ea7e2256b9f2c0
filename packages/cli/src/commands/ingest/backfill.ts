import { day } from "../../arguments.ts";
import { begin } from "./begin.ts";
import { type OperationsOptions, operationsCommand, withOperations } from "./operationsCommand.ts";

interface BackfillOptions extends OperationsOptions {
  from: string;
  to: string;
}

/** `northstar ingest backfill <name> --from --to`: loads days again; what is there already doesn't change. */
export const backfillCommand = operationsCommand("backfill", "load a range of days again from a source")
  .argument("<name>", "integration, e.g. ga4")
  .requiredOption("--from <day>", "first day, YYYY-MM-DD", day)
  .requiredOption("--to <day>", "last day, YYYY-MM-DD, included; 400 days at most", day)
  .addHelpText(
    "after",
    `
What is there already isn't doubled, and normal loading goes on from where it
is. Ends with 1 when a run failed.

Example:
  northstar ingest backfill ga4 --from 2026-10-01 --to 2026-10-31`,
  )
  .action((name: string, { from, to, ...options }: BackfillOptions) =>
    withOperations(options, (operations) => begin(operations, name, { action: "backfill", from, to }, options)),
  );
