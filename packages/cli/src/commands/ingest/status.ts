import { describeStatus } from "../../ingest/describeStatus.ts";
import { type OperationsOptions, operationsCommand, print, withOperations } from "./operationsCommand.ts";

interface StatusOptions extends OperationsOptions {
  all?: boolean;
}

/** `northstar ingest status`: every integration, how late it is and why. Exit code 1 when one is failing. */
export const statusCommand = operationsCommand("status", "every integration: how late it is, what came, what is wrong")
  .option("--all", "with those that aren't configured, and what each lacks")
  .addHelpText(
    "after",
    `
What needs somebody stands first, with the reason below it; a wide terminal has
more columns. Ends with 1 when an integration is failing, so that a monitor may
run it. Objectives are known to a server that runs.

Examples:
  northstar ingest status
  northstar ingest status --json | jq '.integrations[] | select(.status == "late")'`,
  )
  .action(({ all = false, ...options }: StatusOptions) =>
    withOperations(options, async (operations) => {
      const list = await operations.list();
      print(options, list, describeStatus(list.integrations, { all, out: process.stdout }));
      if (list.integrations.some(({ status }) => status === "failing")) process.exitCode = 1;
    }),
  );
