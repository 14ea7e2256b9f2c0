import { stripVTControlCharacters } from "node:util";
import type { Integration } from "@northstar/core";
import { expect, it } from "vitest";
import { describeStatus } from "./describeStatus.ts";

const HUBSPOT: Integration = {
  name: "hubspot",
  source: "crm",
  ways: ["hook", "poll"],
  status: "late",
  problem: "Nothing was loaded for 720 seconds; the objective is 300.",
  reason: { code: "late" },
  sloSeconds: 300,
  lagSeconds: 720,
  lastEventAt: "2026-11-22T14:48:00.000Z",
  lastLoadedAt: "2026-11-22T14:48:00.000Z",
  waiting: 3,
  lastRun: null,
  lastDay: { in: 12_000, upserted: 11_900, duplicate: 98, bad: 2 },
  driftCount: 1,
  deadLetterCount: 2,
  nextRunAt: null,
  secrets: [],
  actions: [],
};
const NONE = { in: 0, upserted: 0, duplicate: 0, bad: 0 };
const unset = (name: string): Integration => ({
  ...HUBSPOT,
  name,
  status: "unconfigured",
  reason: { code: "settings_missing", alternatives: [["NORTHSTAR_KEY"]] },
  problem: "Not set: NORTHSTAR_KEY. Set it in the environment or the secret file.",
  lagSeconds: null,
  waiting: 0,
  lastDay: NONE,
  driftCount: 0,
  deadLetterCount: 0,
});
const LIST: readonly Integration[] = [
  unset("brevo"),
  { ...HUBSPOT, name: "sponsorship", status: "ok", problem: null, reason: null, sloSeconds: null, lagSeconds: 9000 },
  HUBSPOT,
  {
    ...HUBSPOT,
    name: "ga4",
    status: "failing",
    reason: { code: "run_failed", error: "BigQuery answers with 503." },
    problem: "The last run failed: BigQuery answers with 503 and asks to be left alone for a quarter of an hour.",
    lagSeconds: 260_000,
  },
  { ...unset("content"), status: "waiting", reason: { code: "nothing_yet" }, problem: "Nothing has come yet." },
  unset("mailgun"),
];

it("has what needs somebody first, with the reason below it, and folds what isn't set up", () => {
  expect(describeStatus(LIST, { all: false, out: {} })).toEqual([
    "1 failing, 1 late, 1 no data, 1 ok, 2 not set up",
    "",
    "integration  status      age  objective  waiting  in 24 h  written  known  bad  set aside  unmapped",
    "ga4          failing     3 d      5 min        3   12,000   11,900     98    2          2         1",
    "    The last run failed: BigQuery answers with 503 and asks to be left alone for a quarter of an hour.",
    "hubspot      late     12 min      5 min        3   12,000   11,900     98    2          2         1",
    "content      no data       –      5 min        0        0        0      0    0          0         0",
    "sponsorship  ok        2.5 h          –        3   12,000   11,900     98    2          2         1",
    "",
    "2 not set up: brevo, mailgun.",
    "`northstar ingest status --all` says what each lacks.",
  ]);
});

it("fits into a narrow terminal: fewer columns, longer reasons", () => {
  const lines = describeStatus(LIST, { all: false, out: { isTTY: true, columns: 80 } });
  expect(lines.slice(2, 8).map(stripVTControlCharacters)).toEqual([
    "integration  status      age  waiting  in 24 h  written  set aside",
    "ga4          failing     3 d        3   12,000   11,900          2",
    "    The last run failed: BigQuery answers with 503 and asks to be left alone for",
    "    a quarter of an hour.",
    "hubspot      late     12 min        3   12,000   11,900          2",
    "    Nothing was loaded for 12 min; the objective is 5 min.",
  ]);
});

it("says times as people do", () => {
  const stuck: Integration = { ...HUBSPOT, status: "failing", waiting: 1200, reason: { code: "stuck", seconds: 4000 } };
  expect(describeStatus([stuck], { all: false, out: {} }).at(-1)).toBe(
    "    1,200 deliveries wait, the oldest for 67 min. Check that the worker runs and that the warehouse has space.",
  );
});

it("has all when it is asked for", () => {
  const lines = describeStatus(LIST, { all: true, out: {} });
  expect(lines.slice(-4)).toEqual([
    "brevo        not set up       –      5 min        0        0        0      0    0          0         0",
    "    Not set: NORTHSTAR_KEY. Set it in the environment or the secret file.",
    "mailgun      not set up       –      5 min        0        0        0      0    0          0         0",
    "    Not set: NORTHSTAR_KEY. Set it in the environment or the secret file.",
  ]);
});

it("says so when there is nothing, or nothing is set up", () => {
  expect(describeStatus([], { all: false, out: {} })).toEqual(["There are no integrations."]);
  expect(describeStatus([unset("brevo")], { all: false, out: {} })).toEqual([
    "1 not set up",
    "",
    "1 not set up: brevo.",
    "`northstar ingest status --all` says what each lacks.",
  ]);
});
