import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { KpiMeta } from "@northstar/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkRules } from "./checkRules.ts";

const KPI: KpiMeta = {
  id: "visits",
  version: 1,
  title: { es: "Visitas", en: "Visits" },
  definition: { es: "", en: "" },
  unit: "count",
  polarity: "up",
  grain: "day",
  thresholds: { amber: 100, red: 50, on: "complete" },
  owner: "marketing",
  sloSeconds: 300,
  sources: ["ga4"],
  roles: ["marketing"],
  timeDimension: "date",
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-rules-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function check(files: Record<string, string> = {}) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { rules, problems } = await checkRules(folder, [KPI]);
  return {
    rules,
    problems: problems.map(({ file, line, member, message }) => `${basename(file)}:${line} ${member}: ${message}`),
  };
}

const RULE = `rules:
  - id: few-visits
    title: { es: Pocas visitas, en: Few visits }
    owner: marketing
    watch: { kpi: visits }
    condition:
      kind: anomaly
      direction: below
      season: weekday
      amber: { enter: -3 }
    for: 1d
    keepFiring: 90m
    schedule: { every: 5m }
`;

it("without files has the rules that follow from the model", async () => {
  const { rules, problems } = await check();
  expect([rules.map(({ id }) => id), problems]).toEqual([["limits-visits", "late-ga4"], []]);
});

it("reads rules beside them, with durations as people write them", async () => {
  const { rules, problems } = await check({ "site/visits.yml": RULE });
  expect(problems).toEqual([]);
  expect(rules.at(-1)).toEqual({
    id: "few-visits",
    title: { es: "Pocas visitas", en: "Few visits" },
    owner: "marketing",
    watch: { kpi: "visits" },
    condition: { kind: "anomaly", direction: "below", season: "weekday", amber: { enter: -3 } },
    forSeconds: 86_400,
    keepFiringSeconds: 5400,
    schedule: { everySeconds: 300 },
  });
});

it("a rule of a file takes the place of the model's with its id", async () => {
  const { rules } = await check({
    "own.yaml":
      "rules:\n  - { id: limits-visits, title: { es: a, en: a }, owner: me, enabled: false, watch: { kpi: visits }, condition: { kind: missing, red: { enter: 0 } } }\n",
  });
  expect(rules).toMatchObject([{ id: "limits-visits", enabled: false, owner: "me" }, { id: "late-ga4" }]);
});

it.each([
  ["no YAML", "rules: [", /^x\.yml:\d -: is no YAML: /],
  ["no list", "alerts: []", /^x\.yml:1 -: has no list of rules/],
  ["a rule that is a word", "rules:\n  - low", /^x\.yml:2 -: /],
  [
    "a field that isn't one",
    RULE.replace("owner: marketing", "owner: m\n    sql: x"),
    /^x\.yml:2 rule few-visits: .*sql/,
  ],
  ["a duration that is none", RULE.replace("for: 1d", "for: soon"), /^x\.yml:2 rule few-visits: forSeconds/],
  [
    "a KPI that isn't there",
    RULE.replace("kpi: visits", "kpi: vists"),
    /^x\.yml:5 rule few-visits: watch\.kpi: .*"vists"/,
  ],
  ["a limit on the wrong side", RULE.replace("enter: -3", "enter: 3"), /^x\.yml:10 rule few-visits: condition\.amber/],
])("%s is named with its line, and the rest is read", async (_, text, message) => {
  const { rules, problems } = await check({
    "x.yml": text,
    "z.yml": RULE.replace("id: few-visits", "id: other"),
  });
  expect(problems[0]).toMatch(message);
  expect(rules.map(({ id }) => id)).toContain("other");
  expect(rules.map(({ id }) => id)).not.toContain("few-visits");
});

it("an id is one rule's", async () => {
  const { problems } = await check({ "a.yml": RULE, "b.yml": RULE });
  expect(problems).toEqual([
    expect.stringMatching(/^b\.yml:2 rule few-visits: the id is taken by a rule in .*a\.yml, line 2\.$/),
  ]);
});
