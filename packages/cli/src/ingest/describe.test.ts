import type { Integration, IntegrationRun } from "@northstar/core";
import { expect, it } from "vitest";
import { describeReplay, describeRun } from "./describe.ts";

it("says how a run ended", () => {
  const run: IntegrationRun = {
    runId: "r",
    stream: "contacts",
    mode: "poll",
    startedAt: "2026-11-22T15:00:00.000Z",
    finishedAt: "2026-11-22T15:00:05.000Z",
    status: "failed",
    progress: null,
    error: "The provider answers with 503.",
    in: 10,
    upserted: 7,
    duplicate: 2,
    bad: 1,
  };
  expect(describeRun("hubspot", run)).toBe(
    "hubspot contacts: failed; 10 in, 7 upserted, 2 known already, 1 set aside; The provider answers with 503.",
  );
});

it("says what a replay came to", () => {
  const result = { integration: {} as Integration, runId: null, done: 3, failed: 1 };
  expect(describeReplay("hubspot", result)).toBe("hubspot: 3 replayed, 1 set aside again");
  expect(describeReplay("hubspot", { ...result, done: 0, failed: 0 })).toBe("hubspot: nothing is set aside");
});
