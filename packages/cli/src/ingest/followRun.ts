import { setTimeout } from "node:timers/promises";
import type { IntegrationRun } from "@northstar/core";
import type { ProgressBar } from "../progressBar.ts";
import type { Operations } from "./operations.ts";

const LOOK_EVERY_MS = 500;

/** Looks at a run until it has ended. @returns it as it ended; null when it is too long ago to be listed */
export async function followRun(
  operations: Pick<Operations, "detail">,
  name: string,
  runId: string,
  bar: ProgressBar,
): Promise<IntegrationRun | null> {
  try {
    for (;;) {
      const { runs } = await operations.detail(name);
      const run = runs.find((candidate) => candidate.runId === runId);
      if (!run) return null;
      bar.show(run.status === "running" ? run.progress : 1, `${name} ${run.stream}: ${run.in} rows in`);
      if (run.status !== "running") return run;
      await setTimeout(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}
