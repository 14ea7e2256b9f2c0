import { setTimeout } from "node:timers/promises";
import type { IntegrationDetail, IntegrationRun } from "@northstar/core";
import type { ProgressBar } from "../progressBar.ts";
import type { Operations } from "./operations.ts";

const LOOK_EVERY_MS = 500;

/**
 * Looks at the runs that were begun since `before` until all of an integration's pollers have ended, each with its streams one after the other.
 * @returns them as they ended, the first to begin first
 */
export async function followRuns(
  operations: Pick<Operations, "detail">,
  name: string,
  before: Pick<IntegrationDetail, "runs">,
  bar: ProgressBar,
): Promise<IntegrationRun[]> {
  const known = new Set(before.runs.map(({ runId }) => runId));
  try {
    for (;;) {
      const detail = await operations.detail(name);
      const runs = detail.runs.filter(({ runId, mode }) => isAsked(mode) && !known.has(runId)).reverse();
      const running = runs.find(({ status }) => status === "running");
      const shown = running ?? runs.at(-1);
      if (shown) bar.show(shareOf(shown), `${name} ${shown.stream}: ${shown.in} rows in`);
      if (!running && !detail.isAsking) return runs;
      await setTimeout(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}

/** A run that failed didn't come to its end. */
const shareOf = ({ status, progress }: IntegrationRun) => (status === "success" ? 1 : progress);

/** Deliveries to hooks come meanwhile too. */
const isAsked = (mode: IntegrationRun["mode"]) => mode === "poll" || mode === "backfill";
