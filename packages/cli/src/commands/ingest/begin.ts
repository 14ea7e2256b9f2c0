import type { IntegrationAction } from "@northstar/core";
import { describeRun } from "../../ingest/describe.ts";
import { followRuns } from "../../ingest/followRuns.ts";
import type { Operations } from "../../ingest/operations.ts";
import { requireIntegration } from "../../ingest/requireIntegration.ts";
import { createProgressBar } from "../../progressBar.ts";
import { type OperationsOptions, print } from "./operationsCommand.ts";

/** Begins the runs of an integration, shows how far they are, and says how they ended; exit code 1 when one failed. */
export async function begin(
  operations: Operations,
  name: string,
  action: IntegrationAction,
  options: OperationsOptions,
): Promise<void> {
  await requireIntegration(operations, name);
  const before = await operations.detail(name);
  await operations.act(name, action);
  const runs = await followRuns(operations, name, before, createProgressBar(process.stderr));
  print(options, { runs }, runs.length > 0 ? runs.map((run) => describeRun(name, run)) : [`${name}: nothing to ask`]);
  if (runs.some(({ status }) => status === "failed")) process.exitCode = 1;
}
