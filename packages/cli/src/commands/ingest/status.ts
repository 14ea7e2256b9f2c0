import { describeIntegrations } from "../../ingest/describe.ts";
import { type OperationsOptions, operationsCommand, print, withOperations } from "./operationsCommand.ts";

/** `northstar ingest status`: every integration, how late it is and why. Exit code 1 when one is failing. */
export const statusCommand = operationsCommand(
  "status",
  "every integration: how late it is, what came, what is wrong",
).action((options: OperationsOptions) =>
  withOperations(options, async (operations) => {
    const list = await operations.list();
    print(options, list, describeIntegrations(list.integrations));
    if (list.integrations.some(({ status }) => status === "failing")) process.exitCode = 1;
  }),
);
