import type { Erasure } from "@northstar/core";
import { expect, it } from "vitest";
import { describeErasure } from "./describeErasure.ts";

const DONE: Erasure = {
  id: "e1",
  dryRun: false,
  status: "done",
  startedAt: "2026-11-22T15:00:00.000Z",
  finishedAt: "2026-11-22T15:00:05.000Z",
  progress: 1,
  table: null,
  rows: { users: 1, events: 1204, identities: 4, raw_inbox: 4 },
  error: null,
};

it("says what was changed, the table with most first", () => {
  expect(describeErasure(DONE)).toEqual([
    "Erased. Changed or removed:",
    "table        rows",
    "events      1,204",
    "identities      4",
    "raw_inbox       4",
    "users           1",
    "",
    "The file keeps bytes of what was replaced, where no question finds them: `northstar ingest rewrite`, with the server stopped.",
  ]);
  expect(describeErasure({ ...DONE, dryRun: true })[0]).toBe(
    "Would be changed or removed; nothing was, this is a dry run:",
  );
});

it("says that nobody was known", () => {
  expect(describeErasure({ ...DONE, rows: {} })).toEqual([
    "Nobody is known by this identifier: nothing was changed. What comes with it from now on is kept out.",
  ]);
});

it("says why it failed", () => {
  expect(describeErasure({ ...DONE, status: "failed", rows: {}, error: "The disk is full." })).toEqual([
    "The disk is full.",
  ]);
});
