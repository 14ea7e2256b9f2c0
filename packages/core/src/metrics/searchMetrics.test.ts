import { describe, expect, it } from "vitest";
import type { MetricSummary } from "./port.ts";
import { searchMetrics } from "./searchMetrics.ts";

const metric = (id: string, rest: Partial<MetricSummary>): MetricSummary => ({
  id,
  title: { es: id, en: id },
  definition: { es: "", en: "" },
  unit: "count",
  owner: "Marketing",
  sources: ["crm"],
  version: 1,
  formerIds: [],
  since: null,
  areas: ["executive"],
  freshness: { status: "fresh", lagSeconds: 1, sloSeconds: 5, lateSources: [], watermark: null },
  ...rest,
});

const METRICS = [
  metric("k_factor", {
    title: { es: "Factor K", en: "K-factor" },
    definition: { es: "Registros por invitación", en: "Registrations by invitation" },
    formula: { es: "referidos ÷ activos", en: "referred ÷ active" },
    sources: ["referrals"],
  }),
  metric("new_registrations", { title: { es: "Registros nuevos", en: "New registrations" }, formerIds: ["sign_ups"] }),
  metric("mttr", {
    title: { es: "Tiempo de recuperación", en: "Recovery" },
    owner: "Plataforma",
    areas: ["technical"],
  }),
];
const ALL = { text: "", area: null, owner: null, source: null };
const names: Record<string, string> = { referrals: "Referidos", crm: "CRM y CDP" };
const search = (change: Partial<typeof ALL> | Record<string, string>) =>
  searchMetrics(METRICS, { ...ALL, ...change }, "es", (id) => names[id] ?? id).map(({ id }) => id);

describe("searchMetrics", () => {
  it("has all of them by name when nothing is asked", () => {
    expect(search({})).toEqual(["k_factor", "new_registrations", "mttr"]);
  });

  it.each([
    ["a name, without its accents", "recuperacion", ["mttr"]],
    ["a name in the other language", "recovery", ["mttr"]],
    ["a name it had before", "sign_ups", ["new_registrations"]],
    ["its formula", "÷ activos", ["k_factor"]],
    ["its owner", "plataforma", ["mttr"]],
    ["the name of a source", "cdp", ["new_registrations", "mttr"]],
    ["words from several places", "cdp plataforma", ["mttr"]],
    ["nothing that is said", "cdp referidos", []],
    ["a sign that patterns know", "(", []],
  ])("finds %s", (_, text, ids) => {
    expect(search({ text })).toEqual(ids);
  });

  it("puts those whose name has the words first", () => {
    expect(search({ text: "registros" })).toEqual(["new_registrations", "k_factor"]);
  });

  it("cuts by area, owner and source, together", () => {
    expect(search({ area: "technical" })).toEqual(["mttr"]);
    expect(search({ owner: "Marketing", source: "crm" })).toEqual(["new_registrations"]);
    expect(search({ owner: "Plataforma", source: "referrals" })).toEqual([]);
  });
});
