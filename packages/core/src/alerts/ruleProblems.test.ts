import { expect, test } from "vitest";
import { ruleProblems } from "./ruleProblems.ts";
import { testKpi } from "./testing/kpi.ts";
import type { AlertRuleInput } from "./types.ts";

const KPIS = [
  testKpi({ dimensions: ["country", "source"], grain: "month" }),
  testKpi({ id: "vnr", comparesWholePeriods: true, grain: "month", unit: "money" }),
  testKpi({ id: "retention", cohortLagDays: 60, grain: "month", unit: "percent", target: 0.4 }),
];
const RULE: AlertRuleInput = {
  id: "few-registrations",
  title: { es: "Pocos registros", en: "Few registrations" },
  owner: "marketing",
  watch: { kpi: "registrations" },
  condition: { kind: "threshold", direction: "below", amber: { enter: 100, exit: 110 }, red: { enter: 50, exit: 60 } },
};
const problems = (change: Partial<AlertRuleInput>) =>
  ruleProblems({ ...RULE, ...change }, { kpis: KPIS }).map(({ path }) => path);

test("a good rule has none", () => {
  expect(ruleProblems(RULE, { kpis: KPIS })).toEqual([]);
});

test.each<[string, Partial<AlertRuleInput>, string[]]>([
  ["an id with spaces", { id: "few registrations" }, ["id"]],
  ["no title in a language", { title: { es: "x", en: " " } }, ["title.en"]],
  ["a KPI that isn't there", { watch: { kpi: "revenue" } }, ["watch.kpi"]],
  ["no KPI", { watch: undefined }, ["watch"]],
  [
    "a cut that the KPI doesn't have",
    { watch: { kpi: "registrations", filters: { sponsor: ["a"] } } },
    ["watch.filters.sponsor"],
  ],
  ["no limit", { condition: { kind: "threshold", direction: "below" } }, ["condition"]],
  [
    "an exit on the bad side",
    { condition: { kind: "threshold", direction: "below", red: { enter: 50, exit: 40 } } },
    ["condition.red.exit"],
  ],
  [
    "amber beyond red",
    { condition: { kind: "threshold", direction: "below", amber: { enter: 40 }, red: { enter: 50 } } },
    ["condition.amber.enter", "condition.amber.exit"],
  ],
  [
    "a target without one",
    { condition: { kind: "target", direction: "below", red: { enter: 0.8 } } },
    ["condition.kind"],
  ],
  [
    "a target on a running period",
    {
      on: "running",
      watch: { kpi: "retention" },
      condition: { kind: "target", direction: "below", red: { enter: 0.8 } },
    },
    ["on", "on"],
  ],
  [
    "an anomaly on a running period",
    { on: "running", condition: { kind: "anomaly", direction: "both", season: "none", red: { enter: 4 } } },
    ["on"],
  ],
  ["a projection of another grain", { on: "projected", watch: { kpi: "registrations", grain: "quarter" } }, ["on"]],
  [
    "a projected change",
    {
      on: "projected",
      condition: {
        kind: "change",
        against: "previous_period",
        as: "relative",
        direction: "below",
        red: { enter: -0.2 },
      },
    },
    ["on"],
  ],
  ["a projection of what is known of whole periods only", { on: "projected", watch: { kpi: "vnr" } }, ["on"]],
  [
    "deviations below on the wrong side",
    { condition: { kind: "anomaly", direction: "below", season: "none", red: { enter: 3 } } },
    ["condition.red.enter"],
  ],
  [
    "weekdays of months, and too short a history",
    { condition: { kind: "anomaly", direction: "both", season: "weekday", history: 7, red: { enter: 3 } } },
    ["condition.history", "condition.season"],
  ],
  ["days of a cohort KPI of months", { watch: { kpi: "retention", grain: "day" } }, ["watch.grain"]],
  ["too often", { schedule: { everySeconds: 5 } }, ["schedule.everySeconds"]],
  ["never", { schedule: { at: [] } }, ["schedule.at"]],
  ["a time that isn't", { schedule: { at: ["25:00"] } }, ["schedule.at.0"]],
  [
    "a day that isn't",
    { quietHours: [{ from: "22:00", to: "7:00", days: [0] }] },
    ["quietHours.0.to", "quietHours.0.days"],
  ],
  [
    "quiet hours without an end",
    {
      quietHours: [
        { from: "02:30", to: "01:00" },
        { from: "00:00", to: "03:00" },
      ],
    },
    ["quietHours"],
  ],
  ["reminders all the time", { remindSeconds: 60 }, ["remindSeconds"]],
  ["a negative duration", { forSeconds: -1 }, ["forSeconds"]],
  [
    "a composite of one",
    {
      watch: undefined,
      condition: {
        kind: "composite",
        match: "all",
        of: [{ kpi: "registrations", condition: { kind: "missing", red: { enter: 0 } } }],
      },
    },
    ["condition.of"],
  ],
  [
    "a part of a composite",
    {
      watch: undefined,
      condition: {
        kind: "composite",
        match: { count: 3 },
        of: [
          { kpi: "registrations", condition: { kind: "missing", red: { enter: 0 } } },
          { kpi: "revenue", condition: { kind: "missing" } },
        ],
      },
    },
    ["condition.match.count", "condition.of.1.condition", "condition.of.1.kpi"],
  ],
])("%s", (_, change, paths) => {
  expect(problems(change)).toEqual(paths);
});
