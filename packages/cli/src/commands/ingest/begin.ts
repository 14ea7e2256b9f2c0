import type { IntegrationAction } from "@northstar/core";
import { describeRun } from "../../ingest/describe.ts";
import { followRun } from "../../ingest/followRun.ts";
import type { Operations } from "../../ingest/operations.ts";
import { createProgressBar } from "../../progressBar.ts";
import { type OperationsOptions, print } from "./operationsCommand.ts";

/** Begins a run, shows how far it is, and says how it ended; exit code 1 when it failed. */
export async function begin(
  operations: Operations,
  name: string,
  action: IntegrationAction,
  options: OperationsOptions,
): Promise<void> {
  const { runId } = await operations.act(name, action);
  const run = runId === null ? null : await followRun(operations, name, runId, createProgressBar(process.stderr));
  print(options, { runId, run }, [run ? describeRun(name, run) : `${name}: begun`]);
  if (run?.status === "failed") process.exitCode = 1;
}
