import { Command, Option } from "commander";
import { endGently } from "../../ingest/endGently.ts";
import { type Operations, openInProcess, openOperations } from "../../ingest/operations.ts";
import { describeInstallation } from "../../installation.ts";

export interface OperationsOptions {
  url?: string;
  inProcess?: boolean;
  json?: boolean;
  dataDir?: string;
}

/** A command that works on the integrations of an installation, through the server where one runs. */
export function operationsCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print the result as JSON")
    .option(
      "--url <address>",
      "address of the server, else NORTHSTAR_URL, else one at http://127.0.0.1:4000 if it runs",
    )
    .addOption(
      new Option(
        "--in-process",
        "work on the warehouse itself, whatever server runs: on a copy, for instance",
      ).conflicts("url"),
    )
    .option("--data-dir <folder>", "folder of the installation");
}

export async function withOperations(
  options: OperationsOptions,
  work: (operations: Operations) => Promise<void>,
): Promise<void> {
  const installation = describeInstallation(options);
  const operations = options.inProcess
    ? await openInProcess(installation)
    : await openOperations(installation, options.url ?? process.env.NORTHSTAR_URL);
  const stopListening = endGently(operations);
  try {
    await work(operations);
  } finally {
    stopListening();
    await operations.close();
  }
}

/** Prints a result for programs, or lines for people. */
export function print(options: { json?: boolean }, result: unknown, lines: readonly string[]): void {
  console.log(options.json ? JSON.stringify(result, null, 2) : lines.join("\n"));
}
