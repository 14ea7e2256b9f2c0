import { describeReplay } from "../../ingest/describe.ts";
import { type OperationsOptions, operationsCommand, print, withOperations } from "./operationsCommand.ts";

/** `northstar ingest replay <name> [id…]`: gives what was set aside to its normaliser once more. */
export const replayCommand = operationsCommand("replay", "try again what was set aside")
  .argument("<name>", "integration, e.g. whatsapp")
  .argument("[id...]", "dead letters; all of the integration without it")
  .action((name: string, ids: readonly string[], options: OperationsOptions) =>
    withOperations(options, async (operations) => {
      const result = await operations.act(name, { action: "replay", ...(ids.length > 0 && { ids }) });
      print(options, result, [describeReplay(name, result)]);
      if (result.failed > 0) process.exitCode = 1;
    }),
  );
