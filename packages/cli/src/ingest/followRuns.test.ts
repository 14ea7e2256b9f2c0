import type { IntegrationDetail, IntegrationRun } from "@northstar/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followRuns } from "./followRuns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const run = (runId: string, status: IntegrationRun["status"], more: Partial<IntegrationRun> = {}): IntegrationRun => ({
  runId,
  stream: runId,
  mode: "poll",
  startedAt: "2026-11-22T15:00:00.000Z",
  finishedAt: null,
  status,
  progress: null,
  error: null,
  in: 7,
  upserted: 0,
  duplicate: 0,
  bad: 0,
  ...more,
});

/** Follows looks that come one after the other. */
async function follow(...looks: readonly [isAsking: boolean, ...runs: IntegrationRun[]][]) {
  const shown: unknown[] = [];
  let look = 0;
  const detail = async () => {
    const [isAsking, ...runs] = looks[look++]!;
    return { runs, isAsking } as unknown as IntegrationDetail;
  };
  const followed = followRuns(
    { detail },
    "hubspot",
    { runs: [run("before", "success")] },
    {
      show: (share, text) => void shown.push([share, text]),
      end: () => void shown.push("end"),
    },
  );
  await vi.runAllTimersAsync();
  return { runs: (await followed).map(({ runId, status }) => [runId, status]), shown, looks: look };
}

it("goes on between two streams, until all have ended; those of before and of hooks are others'", async () => {
  const before = run("before", "success");
  const hook = run("delivery", "running", { mode: "hook" });
  const { runs, shown, looks } = await follow(
    [true, run("contacts", "running", { progress: 0.5 }), before],
    [true, run("contacts", "success"), before],
    [true, run("archived", "running"), hook, run("contacts", "success"), before],
    [false, run("archived", "failed"), hook, run("contacts", "success"), before],
  );
  expect(runs).toEqual([
    ["contacts", "success"],
    ["archived", "failed"],
  ]);
  expect(looks).toBe(4);
  expect(shown).toEqual([
    [0.5, "hubspot contacts: 7 rows in"],
    [1, "hubspot contacts: 7 rows in"],
    [null, "hubspot archived: 7 rows in"],
    [null, "hubspot archived: 7 rows in"],
    "end",
  ]);
});

it("has nothing to say where nothing was begun", async () => {
  expect(await follow([false])).toEqual({ runs: [], shown: ["end"], looks: 1 });
});
