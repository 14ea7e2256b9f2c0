import { Command } from "commander";
import { type Operations, openOperations } from "../../ingest/operations.ts";
import { describeInstallation } from "../../installation.ts";

export interface OperationsOptions {
  url: string;
  json?: boolean;
  dataDir?: string;
}

/** A command that works on the integrations of an installation, through the server where one runs. */
export function operationsCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print the result as JSON")
    .option("--url <address>", "address of the server", process.env.NORTHSTAR_URL ?? "http://127.0.0.1:4000")
    .option("--data-dir <folder>", "folder of the installation");
}

export async function withOperations(
  options: OperationsOptions,
  work: (operations: Operations) => Promise<void>,
): Promise<void> {
  const operations = await openOperations(describeInstallation(options), options.url);
  try {
    await work(operations);
  } finally {
    await operations.close();
  }
}

/** Prints a result for programs, or lines for people. */
export function print(options: OperationsOptions, result: unknown, lines: readonly string[]): void {
  console.log(options.json ? JSON.stringify(result, null, 2) : lines.join("\n"));
}
