import type { Integration } from "@northstar/core";
import { expect, it } from "vitest";
import { describeIntegrations, describeReplay, describeRun } from "./describe.ts";

const HUBSPOT: Integration = {
  name: "hubspot",
  source: "crm",
  ways: ["hook", "poll"],
  status: "late",
  problem: "Its newest data are 12 minutes old; the objective is 5 minutes.",
  reason: { code: "late" },
  sloSeconds: 300,
  lagSeconds: 720,
  lastEventAt: "2026-11-22T14:48:00.000Z",
  lastLoadedAt: "2026-11-22T14:59:00.000Z",
  waiting: 3,
  lastRun: null,
  lastDay: { in: 1200, upserted: 1100, duplicate: 98, bad: 2 },
  driftCount: 1,
  deadLetterCount: 2,
  nextRunAt: null,
  secrets: [],
  actions: [],
};

it("lists integrations for people, and why one isn't well", () => {
  const ok: Integration = {
    ...HUBSPOT,
    name: "sponsorship",
    status: "ok",
    problem: null,
    sloSeconds: null,
    lagSeconds: null,
  };
  expect(describeIntegrations([HUBSPOT, ok])).toEqual([
    "integration  status     lag  objective  waiting  in (24 h)  upserted  duplicate  bad  set aside  drift",
    "hubspot      late    12 min      5 min        3       1200      1100         98    2          2      1",
    "sponsorship  ok           –          –        3       1200      1100         98    2          2      1",
    "",
    "hubspot: Its newest data are 12 minutes old; the objective is 5 minutes.",
  ]);
});

it("says how a run ended", () => {
  const run = {
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
  } as const;
  expect(describeRun("hubspot", run)).toBe(
    "hubspot contacts: failed; 10 in, 7 upserted, 2 known already, 1 set aside; The provider answers with 503.",
  );
});

it("says what a replay came to", () => {
  const result = { integration: HUBSPOT, runId: null, done: 3, failed: 1 };
  expect(describeReplay("hubspot", result)).toBe("hubspot: 3 replayed, 1 set aside again");
  expect(describeReplay("hubspot", { ...result, done: 0, failed: 0 })).toBe("hubspot: nothing is set aside");
});
