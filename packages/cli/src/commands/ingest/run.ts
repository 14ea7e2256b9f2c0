import { begin } from "./begin.ts";
import { type OperationsOptions, operationsCommand, withOperations } from "./operationsCommand.ts";

/** `northstar ingest run <name>`: asks a source now, and follows its runs to their end. */
export const runCommand = operationsCommand("run", "ask a source now, without waiting for its turn")
  .argument("<name>", "integration, e.g. hubspot")
  .addHelpText(
    "after",
    `
Ends with 1 when a run failed. Ctrl-C: a run of a server goes on there; another
ends after its page, and the next goes on from that place.

Examples:
  northstar ingest run hubspot
  northstar ingest run sponsorship --json`,
  )
  .action((name: string, options: OperationsOptions) =>
    withOperations(options, (operations) => begin(operations, name, { action: "run" }, options)),
  );
