import { describe, expect, it, test } from "vitest";
import type { CatalogKpi } from "../kpi.ts";
import { mayWriteKind, suggestionDeeds } from "./deeds.ts";
import { planExperiment, readExperiment } from "./experimentResult.ts";
import { experimentProblems } from "./inputProblems.ts";
import { findMentions, mentionedIds } from "./mentions.ts";
import { seesRows, suggestionRows } from "./rows.ts";
import { textLength, textProblem } from "./text.ts";
import type { Experiment, SuggestionStatus } from "./types.ts";

const PEOPLE = [
  { id: "ana", name: "Ana" },
  { id: "ana.ruiz", name: "Ana Ruiz" },
  { id: "lucia.andrade", name: "Lucía Andrade" },
];

describe("mentions", () => {
  it.each([
    ["@ana mira", ["ana"]],
    ["mira, @Ana Ruiz: esto", ["ana.ruiz"]],
    ["(@LUCÍA ANDRADE)", ["lucia.andrade"]],
    ["@lucia.andrade.", ["lucia.andrade"]],
    ["@ana y @ana, @ana.ruiz", ["ana", "ana.ruiz"]],
    ["ana@ana.com", []],
    ["@anabel @nadie @", []],
    ["<script>@ana</script>", ["ana"]],
  ])("of %j", (text, ids) => expect(mentionedIds(text, PEOPLE)).toEqual(ids));

  it("say where they are", () => {
    const text = "Hola @Ana Ruiz.";
    expect(findMentions(text, PEOPLE).map(({ start, end }) => text.slice(start, end))).toEqual(["@Ana Ruiz"]);
  });
});

test("a text is refused when it is empty, too long, or has controls; markup is text", () => {
  expect(textProblem(" \n ")).toBe("empty");
  expect(textProblem("😀".repeat(4000))).toBeNull();
  expect(textLength("😀é")).toBe(2);
  expect(textProblem("a".repeat(4001))).toBe("too_long");
  expect(textProblem("a\u0000b")).toBe("control");
  expect(textProblem("a\u001b[31m")).toBe("control");
  expect(textProblem("abc\u202Egpj.exe")).toBe("control");
  expect(textProblem("<script>alert(1)</script>\n\tó")).toBeNull();
});

describe("who may do what", () => {
  const of = (status: SuggestionStatus, kind: "suggestion" | "comment" = "suggestion") => ({
    kind,
    status,
    author: { id: "camila" },
  });
  const camila = { sub: "camila", roles: ["consultant"] };
  const owner = { sub: "mateo", roles: ["marketing"] };

  it("write: consultants and analysts suggest, all comment", () => {
    expect(["consultant", "analyst", "director", "devops"].map((role) => mayWriteKind("suggestion", [role]))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(mayWriteKind("experiment", ["marketing"])).toBe(false);
    expect(mayWriteKind("comment", ["devops"])).toBe(true);
  });

  it("answer: the owner's role and analysts", () => {
    expect(suggestionDeeds(of("open"), owner, ["marketing"]).statuses).toEqual(["accepted", "declined"]);
    expect(suggestionDeeds(of("accepted"), { sub: "t", roles: ["analyst"] }, []).statuses).toContain("done");
    expect(suggestionDeeds(of("open", "comment"), owner, ["marketing"]).statuses).toEqual(["done"]);
    expect(suggestionDeeds(of("open"), owner, ["director"]).statuses).toEqual([]);
    expect(suggestionDeeds(of("open"), camila, ["marketing"]).statuses).toEqual([]);
  });

  it("take back and edit: the author, while it is open", () => {
    expect(suggestionDeeds(of("open"), camila, [])).toEqual({ edit: true, takeBack: true, statuses: [] });
    expect(suggestionDeeds(of("accepted"), camila, [])).toEqual({ edit: false, takeBack: false, statuses: [] });
    expect(suggestionDeeds(of("open"), owner, ["marketing"])).toMatchObject({ edit: false, takeBack: false });
  });
});

describe("rows", () => {
  const tile = (values: Record<string, string[]>) => ({ kind: "tile" as const, kpi: "k", values });

  it("are the author's, cut by the anchor", () => {
    expect(suggestionRows({ kind: "kpi", kpi: "k" }, {})).toEqual({});
    expect(suggestionRows({ kind: "kpi", kpi: "k" }, { country: ["CO"] })).toEqual({ country: ["CO"] });
    expect(suggestionRows(tile({ "operational.country": ["CO", "MX"], source: [] }), { country: ["CO"] })).toEqual({
      country: ["CO"],
    });
    expect(suggestionRows(tile({ country: ["MX"] }), { country: ["CO"] })).toBeNull();
    expect(suggestionRows(tile({}), { country: [] })).toBeNull();
  });

  it("are seen by who sees them all", () => {
    expect(seesRows({}, {})).toBe(true);
    expect(seesRows({ country: ["CO"] }, {})).toBe(true);
    expect(seesRows({ country: ["CO"] }, { country: ["CO", "MX"], source: undefined })).toBe(true);
    expect(seesRows({ country: ["CO", "PE"] }, { country: ["CO", "MX"] })).toBe(false);
    expect(seesRows({}, { country: ["CO"] })).toBe(false);
    expect(seesRows({ country: ["CO"] }, { country: [] })).toBe(false);
    expect(seesRows({ country: ["CO"] }, { country: ["CO"], source: ["ads"] })).toBe(false);
  });
});

describe("an experiment", () => {
  const KPI = {
    id: "conversion",
    unit: "percent",
    measure: "operational.conversion",
    timeDimensionMember: "operational.sent_date",
    dimensions: ["campaign_name"],
    ratioOf: { numerator: "conversions", denominator: "delivered" },
  } as unknown as CatalogKpi;
  const COUNT = { ...KPI, unit: "people", ratioOf: undefined } as CatalogKpi;
  const EXPERIMENT: Experiment = {
    start: "2026-10-01",
    end: "2026-10-31",
    dimension: "campaign_name",
    variants: ["old", "new"],
  };
  const row = (variant: string, conversions: number, delivered: number) => ({
    "operational.campaign_name": variant,
    "operational.conversion": delivered === 0 ? null : conversions / delivered,
    "operational.conversions": String(conversions),
    "operational.delivered": String(delivered),
  });
  const OVER = { today: "2026-11-20", deliveredUntil: "2026-11-19" };

  it("asks for the parts of a share by variant", () => {
    expect(planExperiment(KPI, EXPERIMENT)).toEqual({
      measures: ["operational.conversion", "operational.conversions", "operational.delivered"],
      dimensions: ["operational.campaign_name"],
      timeDimensions: [{ dimension: "operational.sent_date", dateRange: ["2026-10-01", "2026-10-31"] }],
      filters: [{ member: "operational.campaign_name", operator: "equals", values: ["old", "new"] }],
    });
    expect(planExperiment(COUNT, EXPERIMENT)?.measures).toEqual(["operational.conversion"]);
    expect(planExperiment({ ...COUNT, unit: "money" }, EXPERIMENT)).toBeNull();
  });

  it("finds a difference with its published interval", () => {
    const result = readExperiment(KPI, EXPERIMENT, [row("new", 56, 70), row("old", 48, 80)], OVER);
    expect(result).toMatchObject({ status: "done", as: "difference", comparisons: [{ verdict: "higher" }] });
    if (result.status !== "done") return;
    const [{ estimate, low, high } = { estimate: 0, low: 0, high: 0 }] = result.comparisons;
    expect([estimate, low, high].map((value) => Number(value.toFixed(4)))).toEqual([0.2, 0.0524, 0.3339]);
  });

  it("of three variants compares two with the first, together at 95 %", () => {
    const three = { ...EXPERIMENT, variants: ["old", "new", "newer"] };
    const rows = [row("new", 56, 70), row("old", 48, 80), row("newer", 30, 80)];
    const result = readExperiment(KPI, three, rows, OVER);
    if (result.status !== "done") throw new Error(result.status);
    expect(result.comparisons.map(({ variant, against, verdict }) => [variant, against, verdict])).toEqual([
      ["new", "old", "higher"],
      ["newer", "old", "lower"],
    ]);
    expect(result.comparisons[0]?.low).toBeLessThan(0.0524);
  });

  it("of a count compares the counts over the same days", () => {
    const rows = [
      { "operational.campaign_name": "old", "operational.conversion": "100" },
      { "operational.campaign_name": "new", "operational.conversion": "100" },
    ];
    const result = readExperiment(COUNT, EXPERIMENT, rows, OVER);
    expect(result).toMatchObject({ status: "done", as: "ratio", comparisons: [{ estimate: 1, verdict: "undecided" }] });
  });

  it.each([
    ["hasn't begun", { today: "2026-09-30", deliveredUntil: "2026-09-30" }, "not_started"],
    ["isn't over", { today: "2026-10-31", deliveredUntil: "2026-10-31" }, "running"],
    ["isn't all there", { today: "2026-11-01", deliveredUntil: "2026-10-31" }, "late_data"],
    ["never came", { today: "2026-11-20", deliveredUntil: null }, "late_data"],
  ])("that %s has numbers and no verdict", (_, when, status) => {
    const result = readExperiment(KPI, EXPERIMENT, [row("new", 56, 70), row("old", 48, 80)], when);
    expect(result).toMatchObject({ status, variants: [{ events: 48, trials: 80 }, { events: 56 }] });
    expect(result).not.toHaveProperty("comparisons");
  });

  it("says when there is too little, or nothing to compare", () => {
    const few = [row("new", 5, 29), row("old", 48, 80)];
    expect(readExperiment(KPI, EXPERIMENT, few, OVER)).toMatchObject({ status: "too_few", least: 30 });
    expect(readExperiment(KPI, EXPERIMENT, [], OVER)).toMatchObject({ status: "too_few" });
    expect(readExperiment(KPI, EXPERIMENT, [row("new", 90, 70), row("old", 4, 80)], OVER)).toMatchObject({
      status: "not_a_share",
    });
  });

  it("says what is wrong with it", () => {
    expect(experimentProblems(KPI, EXPERIMENT)).toEqual([]);
    expect(experimentProblems({ ...KPI, ratioOf: undefined } as CatalogKpi, EXPERIMENT)).toEqual([
      { path: "experiment.kpi", problem: "not_measurable" },
    ]);
    expect(
      experimentProblems(KPI, { start: "2026-11-01", end: "2026-10-01", dimension: "age", variants: ["a"] }).map(
        ({ problem }) => problem,
      ),
    ).toEqual(["dimension_unknown", "too_few_variants", "dates_wrong"]);
    expect(experimentProblems(KPI, { ...EXPERIMENT, variants: ["a", "a"] })[0]?.problem).toBe("same_variants");
    expect(experimentProblems(KPI, { ...EXPERIMENT, variants: [..."abcde"] })[0]?.problem).toBe("too_many_variants");
  });
});
