import type { AlertRuleInput, CatalogKpi } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { asComposite, fitRule, withKpi } from "./fitRule.ts";
import { BLANK_RULE, conditionOf, copyOf, draftProblems, type FormWords, idFrom, trimmed } from "./ruleDraft.ts";

const KPI: CatalogKpi = {
  id: "cost",
  title: { es: "Coste", en: "Cost" },
  unit: "money",
  polarity: "down",
  grain: "month",
  owner: "Finanzas",
  sources: ["crm"],
  sloSeconds: 60,
  roles: [],
  measure: "v.cost",
  timeDimensionMember: "v.date",
} as unknown as CatalogKpi;
const DAILY: CatalogKpi = {
  ...KPI,
  id: "visits",
  title: { es: "Visitas", en: "Visits" },
  grain: "day",
  polarity: "up",
};

const words = (text: string) => ({ es: text, en: text });
const WORDS: FormWords = {
  noNumber: words("no number"),
  labelsBad: words("labels"),
  noteHalf: words("note"),
  idTaken: words("taken"),
  ownerEmpty: words("owner"),
  filterEmpty: words("filter"),
};
const GOOD: AlertRuleInput = {
  id: "dear",
  title: { es: "Caro", en: "Dear" },
  owner: "Finanzas",
  watch: { kpi: "cost" },
  condition: { kind: "threshold", direction: "above", red: { enter: 100 } },
};
const pathsOf = (draft: AlertRuleInput, taken: readonly string[] = []) =>
  draftProblems(draft, { kpis: [KPI, DAILY] }, new Set(taken), WORDS).map(({ path }) => path);

describe("draftProblems", () => {
  it("has nothing against a whole rule", () => expect(pathsOf(GOOD)).toEqual([]));

  it.each<[string, Partial<AlertRuleInput>, readonly string[]]>([
    ["no number", { condition: { ...GOOD.condition, red: { enter: Number.NaN } } as never }, ["condition.red.enter"]],
    ["a wait that is no number", { forSeconds: Number.NaN }, ["forSeconds"]],
    ["a label without a value", { labels: { team: "" } }, ["labels"]],
    ["a note in one language", { note: { es: "Mira", en: " " } }, ["note.en"]],
    ["nobody who answers for it", { owner: " " }, ["owner"]],
    ["a filter without values", { watch: { kpi: "cost", filters: { country: ["", " "] } } }, ["watch.filters.country"]],
  ])("says of %s where it is", (_, change, paths) => expect(pathsOf({ ...GOOD, ...change })).toEqual(paths));

  it("says that an id is taken", () => expect(pathsOf(GOOD, ["dear"])).toEqual(["id"]));

  it("asks of a blank rule for a KPI, a limit, a name and who answers for it", () => {
    expect(pathsOf(BLANK_RULE)).toEqual(expect.arrayContaining(["owner", "id", "title.es", "title.en", "watch"]));
  });
});

describe("ids", () => {
  it.each([
    ["Registros a la baja", "registros-a-la-baja"],
    ["  ¡Ñandú & Cía!  ", "nandu-cia"],
    ["日本", "rule"],
    ["x".repeat(90), "x".repeat(60)],
  ])("come from a title: %j", (title, id) => expect(idFrom(title, new Set())).toBe(id));

  it("are free", () => {
    expect(idFrom("Caro", new Set(["caro", "caro-2"]))).toBe("caro-3");
    expect(copyOf(GOOD, new Set(["dear", "dear-2"]), words("Copia")).id).toBe("dear-2-2");
  });
});

describe("a KPI that is chosen", () => {
  it("says which way is bad, who answers for it, and a name", () => {
    expect(withKpi({ ...BLANK_RULE, watch: { kpi: "cost" } }, null, KPI)).toMatchObject({
      title: KPI.title,
      owner: "Finanzas",
      condition: { direction: "above" },
    });
  });

  it("leaves what was written by hand", () => {
    const named = { ...GOOD, title: { es: "Mío", en: "Cost" }, watch: { kpi: "visits" } };
    expect(withKpi(named, KPI, DAILY)).toMatchObject({
      title: { es: "Mío", en: "Visits" },
      condition: { direction: "above", red: { enter: 100 } },
    });
  });
});

describe("fitRule", () => {
  const unusual: AlertRuleInput = { ...GOOD, condition: { ...conditionOf("anomaly", GOOD.condition) } };
  it("gives an anomaly the season of its periods", () => {
    const weekly = { ...unusual, condition: { ...unusual.condition, season: "weekday" } as never };
    expect(fitRule(weekly, KPI).condition).toMatchObject({ season: "month" });
    expect(fitRule({ ...weekly, watch: { kpi: "visits" } }, DAILY).condition).toMatchObject({ season: "weekday" });
  });
  it("takes back a look at what the condition can't judge", () => {
    expect(fitRule({ ...unusual, on: "projected" }, KPI)).not.toHaveProperty("on");
    expect(fitRule({ ...GOOD, on: "projected" }, KPI)).toHaveProperty("on", "projected");
  });
});

it("a rule of several parts begins with what it was", () => {
  const { condition, watch } = asComposite(GOOD);
  expect(watch).toBeUndefined();
  expect(condition).toEqual({
    kind: "composite",
    match: "all",
    of: [
      { kpi: "cost", condition: GOOD.condition },
      { kpi: "cost", condition: GOOD.condition },
    ],
  });
});

it("is sent without what was left between two commas, and without an empty note", () => {
  const draft: AlertRuleInput = {
    ...GOOD,
    note: { es: " ", en: "" },
    watch: { kpi: "cost", filters: { country: ["CO", " MX ", ""] } },
  };
  expect(trimmed(draft)).toEqual({ ...GOOD, watch: { kpi: "cost", filters: { country: ["CO", "MX"] } } });
});
