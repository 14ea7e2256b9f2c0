import { begin } from "./begin.ts";
import { type OperationsOptions, operationsCommand, withOperations } from "./operationsCommand.ts";

/** `northstar ingest run <name>`: asks a source now, and follows the run to its end. */
export const runCommand = operationsCommand("run", "ask a source now, without waiting for its turn")
  .argument("<name>", "integration, e.g. hubspot")
  .action((name: string, options: OperationsOptions) =>
    withOperations(options, (operations) => begin(operations, name, { action: "run" }, options)),
  );
