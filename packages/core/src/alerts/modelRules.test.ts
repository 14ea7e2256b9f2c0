import { expect, test } from "vitest";
import { modelRules } from "./modelRules.ts";
import { ruleProblems } from "./ruleProblems.ts";
import { testKpi } from "./testing/kpi.ts";

const KPIS = [
  testKpi({ id: "latency", polarity: "down", sources: ["ops"], thresholds: { amber: 300, red: 600, on: "running" } }),
  testKpi({ id: "retention", sources: ["crm", "ga4"], thresholds: { amber: 0.35, red: 0.32, on: "complete" } }),
  testKpi({ id: "visits", sources: ["ga4"], sloSeconds: 600 }),
  testKpi({ id: "registrations", sources: ["ga4"], sloSeconds: 300 }),
];

test("a KPI's own limits are a rule: bad is above where less is better", () => {
  const [latency, retention] = modelRules(KPIS);
  expect(latency).toMatchObject({
    id: "limits-latency",
    watch: { kpi: "latency" },
    condition: { kind: "threshold", direction: "above", amber: { enter: 300 }, red: { enter: 600 } },
    on: "running",
  });
  expect(retention).toMatchObject({ id: "limits-retention", condition: { direction: "below" }, on: "complete" });
});

test("each source is looked after once, by the KPI that tells most of it", () => {
  const late = modelRules(KPIS).filter(({ id }) => id.startsWith("late-"));
  expect(late.map(({ id, watch }) => [id, watch?.kpi])).toEqual([
    ["late-crm", "retention"],
    ["late-ga4", "registrations"],
    ["late-ops", "latency"],
  ]);
});

test("a source is called as readers know it, and by its id where nobody has named it", () => {
  const rules = modelRules([testKpi({ id: "invitations", sources: ["referrals", "crm", "erp"] })]);
  expect(rules.map(({ title }) => title)).toEqual([
    { es: "Fuente atrasada: CRM", en: "Late source: CRM" },
    { es: "Fuente atrasada: erp", en: "Late source: erp" },
    { es: "Fuente atrasada: Referidos", en: "Late source: Referrals" },
  ]);
});

test("nothing is wrong with them", () => {
  for (const rule of modelRules(KPIS)) expect(ruleProblems(rule, { kpis: KPIS })).toEqual([]);
});
