import { describeReplay } from "../../ingest/describe.ts";
import { replayAll } from "../../ingest/replayAll.ts";
import { requireIntegration } from "../../ingest/requireIntegration.ts";
import { createProgressBar } from "../../progressBar.ts";
import { type OperationsOptions, operationsCommand, print, withOperations } from "./operationsCommand.ts";

/** `northstar ingest replay <name> [id…]`: gives what was set aside to its normaliser once more. */
export const replayCommand = operationsCommand("replay", "try again what was set aside")
  .argument("<name>", "integration, e.g. whatsapp")
  .argument("[id...]", "dead letters; all of the integration without it")
  .addHelpText(
    "after",
    `
Ends with 1 when a record was set aside again. What ends it early leaves the
rest as it was.

Examples:
  northstar ingest replay whatsapp
  northstar ingest replay sendgrid 3f0c…`,
  )
  .action((name: string, ids: readonly string[], options: OperationsOptions) =>
    withOperations(options, async (operations) => {
      await requireIntegration(operations, name);
      const result = await replayAll(operations, name, ids, createProgressBar(process.stderr));
      print(options, result, [describeReplay(name, result)]);
      if (result.failed > 0) process.exitCode = 1;
    }),
  );
