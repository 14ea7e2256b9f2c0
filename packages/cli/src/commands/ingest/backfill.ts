import { begin } from "./begin.ts";
import { type OperationsOptions, operationsCommand, withOperations } from "./operationsCommand.ts";

interface BackfillOptions extends OperationsOptions {
  from: string;
  to: string;
}

/** `northstar ingest backfill <name> --from --to`: loads days again; what is there already doesn't change. */
export const backfillCommand = operationsCommand("backfill", "load a range of days again from a source")
  .argument("<name>", "integration, e.g. ga4")
  .requiredOption("--from <day>", "first day, YYYY-MM-DD")
  .requiredOption("--to <day>", "last day, YYYY-MM-DD, included")
  .action((name: string, { from, to, ...options }: BackfillOptions) =>
    withOperations(options, (operations) => begin(operations, name, { action: "backfill", from, to }, options)),
  );
