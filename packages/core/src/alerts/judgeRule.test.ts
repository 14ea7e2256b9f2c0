import { describe, expect, test } from "vitest";
import { addDays } from "../civil.ts";
import { rangeKey } from "../findMisfit.ts";
import type { CatalogKpi } from "../kpi.ts";
import type { Row } from "../query.ts";
import { deviationsFrom } from "./anomaly.ts";
import { judgeRule } from "./judgeRule.ts";
import { planRule, readPart } from "./planRule.ts";
import { projectPeriod } from "./projectPeriod.ts";
import { reportAt, testKpi } from "./testing/kpi.ts";
import type { AlertCondition, AlertRuleInput } from "./types.ts";

// Monday, ten in the morning in Bogotá.
const NOW = "2026-11-23T15:00:00.000Z";
const CONTEXT = { now: new Date(NOW), timeZone: "America/Bogota" };
const FRESH = reportAt(NOW, { ga4: "2026-11-23T14:59:00.000Z", crm: "2026-11-23T14:59:00.000Z" });

type Rule = Pick<AlertRuleInput, "watch" | "condition" | "on">;

/** Rows of days up to today, the last being today's. */
function daily(values: readonly (number | null)[], measure = "executive.registrations"): Row[] {
  return values.flatMap((value, index) => {
    const day = addDays("2026-11-23", index - values.length + 1);
    return value === null ? [] : [{ "executive.date.day": `${day}T00:00:00.000`, [measure]: String(value) }];
  });
}

function judge(
  condition: AlertCondition,
  rows: readonly (readonly Row[] | null)[],
  {
    kpis = [testKpi()],
    on,
    report = FRESH,
    context = CONTEXT,
  }: {
    kpis?: CatalogKpi[];
    on?: Rule["on"];
    report?: typeof FRESH;
    context?: typeof CONTEXT;
  } = {},
) {
  const rule: Rule = { condition, on, ...(condition.kind !== "composite" && { watch: { kpi: "registrations" } }) };
  const plans = planRule(rule, kpis, context);
  return judgeRule(
    rule,
    (plans ?? []).map((plan, index) => readPart(plan, rows[index] ?? null, report, context)),
  );
}

describe("threshold", () => {
  const below = {
    kind: "threshold",
    direction: "below",
    amber: { enter: 100, exit: 110 },
    red: { enter: 50 },
  } as const;

  test("is of the last day that is over, not of today", () => {
    expect(judge(below, [daily([120, 90, 7])])).toEqual({
      kind: "known",
      entered: "amber",
      held: { amber: true, red: false },
      compared: 90,
      value: 90,
      limit: 100,
      period: ["2026-11-22", "2026-11-22"],
    });
  });

  test("on the limit is still well, and short of the exit keeps an alert", () => {
    expect(judge(below, [daily([0, 100, 0])])).toMatchObject({ entered: null, held: { amber: true, red: false } });
    expect(judge(below, [daily([0, 110, 0])])).toMatchObject({ entered: null, held: { amber: false } });
    expect(judge(below, [daily([0, 49, 0])])).toMatchObject({ entered: "red", limit: 50 });
  });

  test("a day of which the last rows haven't come isn't judged: the day before is", () => {
    // Ten past midnight in Bogotá; the source was loaded at five to.
    const context = { now: new Date("2026-11-24T05:10:00Z"), timeZone: "America/Bogota" };
    const report = reportAt("2026-11-24T05:10:00.000Z", { ga4: "2026-11-24T04:55:00.000Z" }, 3600);
    const kpis = [testKpi({ sloSeconds: 3600 })];
    const rows = [...daily([120, 90, 3])];
    expect(judge(below, [rows], { context, report, kpis })).toMatchObject({
      value: 90,
      period: ["2026-11-22", "2026-11-22"],
    });
    const loaded = reportAt("2026-11-24T05:10:00.000Z", { ga4: "2026-11-24T05:00:00.000Z" }, 3600);
    expect(judge(below, [rows], { context, report: loaded, kpis })).toMatchObject({ value: 3, entered: "red" });
  });

  test("a source with nothing to tell since is waited for as long as its objective, an hour at most", () => {
    // Ten past one in Bogotá: loaded, with nothing that happened after eleven in the evening.
    const judgedAt = (loadedAt: string, sloSeconds: number) => {
      const context = { now: new Date("2026-11-24T06:10:00Z"), timeZone: "America/Bogota" };
      const report = reportAt("2026-11-24T06:10:00.000Z", { ga4: loadedAt }, sloSeconds);
      const [source] = report.sources;
      const quiet = { ...report, sources: source ? [{ ...source, lastEventAt: "2026-11-24T04:00:00.000Z" }] : [] };
      const verdict = judge(below, [daily([120, 90, 3])], { context, report: quiet, kpis: [testKpi({ sloSeconds })] });
      return verdict.kind === "known" && verdict.period?.[0];
    };
    expect(judgedAt("2026-11-24T05:29:00.000Z", 1800 * 2)).toBe("2026-11-22");
    expect(judgedAt("2026-11-24T06:00:00.000Z", 3600)).toBe("2026-11-23");
    expect(judgedAt("2026-11-24T05:59:00.000Z", 86_400)).toBe("2026-11-22");
    expect(judgedAt("2026-11-24T06:05:00.000Z", 86_400)).toBe("2026-11-23");
  });

  test("an event dated in the future doesn't end the wait", () => {
    const context = { now: new Date("2026-11-24T05:10:00Z"), timeZone: "America/Bogota" };
    const report = reportAt("2026-11-24T05:10:00.000Z", { ga4: "2026-11-24T04:55:00.000Z" }, 3600);
    const ahead = {
      ...report,
      sources: report.sources.map((one) => ({ ...one, lastEventAt: "2027-01-01T00:00:00.000Z" })),
    };
    const verdict = judge(below, [daily([120, 90, 3])], {
      context,
      report: ahead,
      kpis: [testKpi({ sloSeconds: 3600 })],
    });
    expect(verdict).toMatchObject({ period: ["2026-11-22", "2026-11-22"] });
  });

  test("of what is counted, a day without a row that was loaded past is a day of none", () => {
    expect(judge(below, [daily([120, null, 7])])).toMatchObject({ entered: "red", value: 0 });
    expect(judge(below, [[]])).toMatchObject({ entered: "red", value: 0 });
  });

  test("a late source gives no verdict, whatever the number says", () => {
    const late = reportAt(NOW, { ga4: "2026-11-23T14:00:00.000Z" });
    expect(judge(below, [daily([120, 0, 0])], { report: late })).toEqual({
      kind: "unknown",
      cause: { kind: "late_source", sources: ["ga4"] },
    });
  });

  test("neither does a source that never came, nor a question that failed", () => {
    expect(judge(below, [daily([0, 0, 0])], { report: reportAt(NOW, { ga4: null }) }).kind).toBe("unknown");
    expect(judge(below, [null])).toEqual({ kind: "unknown", cause: { kind: "failed", code: "failed" } });
  });

  test("a day without rows of a KPI that isn't counted has no value", () => {
    expect(judge(below, [daily([120, null, 1])], { kpis: [testKpi({ unit: "percent" })] })).toEqual({
      kind: "unknown",
      cause: { kind: "no_rows" },
    });
  });
});

describe("the running period", () => {
  const kpis = [testKpi({ grain: "month" })];
  const above = { kind: "threshold", direction: "above", amber: { enter: 300 } } as const;
  // 1 to 23 November; 1 to 23 October to the end of the same hour; all of October.
  const rows: Row[] = [
    { compareDateRange: "2026-11-01 - 2026-11-23", "executive.registrations": "200" },
    { compareDateRange: "2026-10-01T00:00:00.000 - 2026-10-23T10:59:59.999", "executive.registrations": "160" },
    { compareDateRange: "2026-10-01 - 2026-10-31", "executive.registrations": "320" },
  ];
  const answered = (plan: NonNullable<ReturnType<typeof planRule>>[number], answer = rows): Row[] =>
    (plan.query?.timeDimensions?.[0]?.compareDateRange ?? []).map((range, index) => ({
      ...(answer[index] as Row),
      compareDateRange: rangeKey(range),
    }));
  const judged = (condition: AlertCondition, on: Rule["on"], answer = rows) => {
    const rule: Rule = { condition, on, watch: { kpi: "registrations" } };
    return judgeRule(
      rule,
      (planRule(rule, kpis, CONTEXT) ?? []).map((plan) => readPart(plan, answered(plan, answer), FRESH, CONTEXT)),
    );
  };

  test("as it stands", () => {
    expect(judged(above, "running")).toMatchObject({ entered: null, value: 200, period: ["2026-11-01", "2026-11-30"] });
  });

  test("carried on as the last one went: half had come by then, so 400", () => {
    expect(judged(above, "projected")).toMatchObject({ entered: "amber", value: 400 });
  });

  test("changes are against the same stretch", () => {
    const change = {
      kind: "change",
      against: "previous_period",
      as: "relative",
      direction: "above",
      amber: { enter: 0.2 },
    } as const;
    expect(judged(change, "running")).toMatchObject({ entered: "amber", compared: 0.25, value: 200 });
  });

  test("while less than a tenth had come by then, there is no saying", () => {
    const part = (previousPart: number) =>
      projectPeriod({ current: 8, previousPart, previousWhole: 320 }, { unit: "count" });
    expect(part(31)).toBeNull();
    expect(part(32)).toBe(80);
    const early = rows.with(1, { "executive.registrations": "31" });
    expect(judged(above, "projected", early)).toEqual({ kind: "unknown", cause: { kind: "too_early" } });
    expect(judged(above, "running", early)).toMatchObject({ value: 200 });
  });

  test("what is known of whole periods only is neither carried on nor compared", () => {
    const whole = [testKpi({ grain: "month", comparesWholePeriods: true })];
    const change = {
      kind: "change",
      against: "previous_period",
      as: "relative",
      direction: "below",
      red: { enter: 0 },
    };
    const watch = { kpi: "registrations" };
    for (const rule of [
      { watch, condition: above, on: "projected" },
      { watch, condition: change, on: "running" },
    ] as Rule[]) {
      const readings = (planRule(rule, whole, CONTEXT) ?? []).map((plan) =>
        readPart(plan, answered(plan), FRESH, CONTEXT),
      );
      expect(judgeRule(rule, readings).kind).toBe("unknown");
    }
  });

  test("a share isn't carried on, and what had no beginning can't be", () => {
    expect(projectPeriod({ current: 0.4, previousPart: 0.2, previousWhole: 0.8 }, { unit: "percent" })).toBe(0.4);
    expect(projectPeriod({ current: 4, previousPart: 0, previousWhole: 8 }, { unit: "count" })).toBeNull();
  });
});

describe("change", () => {
  test("against the day before", () => {
    const change = {
      kind: "change",
      against: "previous_period",
      as: "relative",
      direction: "below",
      amber: { enter: -0.2 },
      red: { enter: -0.5 },
    } as const;
    expect(judge(change, [daily([100, 70, 1])])).toMatchObject({ entered: "amber", compared: -0.3, limit: -0.2 });
    expect(judge(change, [daily([0, 70, 1])])).toMatchObject({ kind: "unknown" });
  });

  test("against the same weekday of last year", () => {
    const change = {
      kind: "change",
      against: "previous_year",
      as: "absolute",
      direction: "above",
      amber: { enter: 5 },
    } as const;
    // Sunday 2025-11-23 is 364 days before Sunday 2026-11-22.
    const rows = [
      { "executive.date.day": "2025-11-23T00:00:00.000", "executive.registrations": "10" },
      ...daily([16, 0]),
    ];
    expect(judge(change, [rows])).toMatchObject({ entered: "amber", compared: 6 });
  });
});

test("target", () => {
  const target = { kind: "target", direction: "below", red: { enter: 0.8 } } as const;
  expect(judge(target, [daily([30, 0])], { kpis: [testKpi({ target: 40 })] })).toMatchObject({
    entered: "red",
    compared: 0.75,
  });
});

describe("anomaly", () => {
  // Median 10; distances 2 1 1 0 0 0 1 3 → sorted 0 0 0 1 1 1 2 3, median 1.
  const eight = [8, 9, 11, 10, 10, 10, 11, 13];

  test("is the distance from the median in scaled median deviations", () => {
    expect(deviationsFrom(16, eight)).toBeCloseTo(6 / 1.4826, 10);
    expect(deviationsFrom(4, eight)).toBeCloseTo(-6 / 1.4826, 10);
  });

  test("half of the values the same: the mean deviation stands in", () => {
    // Distances 0 ×6, 4 and 4: mean 1.
    expect(deviationsFrom(12, [10, 10, 10, 10, 10, 10, 14, 6])).toBeCloseTo(2 / 1.253314, 10);
  });

  test("what never moved: any other value is as far as can be said", () => {
    expect(deviationsFrom(0, Array(8).fill(0))).toBe(0);
    expect(deviationsFrom(1, Array(8).fill(0))).toBe(99);
    expect(deviationsFrom(-1, Array(8).fill(0))).toBe(-99);
  });

  const anomaly = {
    kind: "anomaly",
    direction: "both",
    season: "none",
    history: 8,
    amber: { enter: 3 },
    red: { enter: 5 },
  } as const;

  test("by whichever side", () => {
    expect(judge(anomaly, [daily([...eight, 4, 99])])).toMatchObject({ entered: "amber", value: 4 });
    expect(judge({ ...anomaly, direction: "above" }, [daily([...eight, 4, 99])])).toMatchObject({ entered: null });
    expect(
      judge({ ...anomaly, direction: "below", amber: { enter: -3 }, red: { enter: -5 } }, [daily([...eight, 4, 99])]),
    ).toMatchObject({ entered: "amber" });
  });

  test("Sundays with Sundays", () => {
    // Sundays have 2 to 4, other days 100: 3 on a Sunday is nothing.
    const values = Array.from({ length: 8 * 7 + 1 }, (_, index) => (index % 7 === 0 ? 2 + ((index / 7) % 3) : 100));
    expect(judge({ ...anomaly, season: "weekday" }, [daily([...values, 0])])).toMatchObject({ entered: null });
    expect(judge(anomaly, [daily([...values, 0])])).toMatchObject({ entered: "red" });
  });

  test("the same hour of the week, over the hour that daylight saving takes", () => {
    // Madrid; hours of Wednesdays at ten have 50, all others 1. The clock went on on 29 March, the 13th of 13 weeks.
    const context = { now: new Date("2026-04-08T09:30:00Z"), timeZone: "Europe/Madrid" };
    const report = reportAt("2026-04-08T09:30:00.000Z", { ga4: "2026-04-08T09:29:00.000Z" });
    const rule: Rule = {
      watch: { kpi: "registrations", grain: "hour" },
      condition: { ...anomaly, season: "hour_of_week", amber: { enter: 3 } },
    };
    const [plan] = planRule(rule, [testKpi()], context) ?? [];
    if (plan?.kind !== "series") throw new Error("series");
    const starts = Array.from({ length: 24 * 100 }, (_, hour) =>
      new Date(Date.parse("2026-04-08T10:00:00Z") - hour * 3_600_000).toISOString().replace("Z", ""),
    );
    const rows = starts.map((start) => ({
      "executive.date.hour": start,
      "executive.registrations": new Date(`${start}Z`).getUTCDay() === 3 && start.slice(11, 13) === "10" ? "50" : "1",
    }));
    expect(judgeRule(rule, [readPart(plan, rows, report, context)])).toMatchObject({
      kind: "known",
      entered: null,
      compared: 0,
      value: 50,
    });
  });

  test("periods before the first of which anything was counted are no history", () => {
    const values = [...Array<null>(20).fill(null), 5, null, 5, 5, 0];
    expect(judge(anomaly, [daily(values)])).toEqual({
      kind: "unknown",
      cause: { kind: "too_little_history", periods: 3 },
    });
  });

  test("with less than eight there is no verdict", () => {
    const rows = [daily([...eight.slice(0, 6), 4, 99])];
    // Counted, so days before have 0; the history that was asked for is all there is.
    expect(judge(anomaly, rows, { kpis: [testKpi({ unit: "percent" })] })).toEqual({
      kind: "unknown",
      cause: { kind: "too_little_history", periods: 6 },
    });
  });
});

test("missing: days in a row without anything, while the source is loaded", () => {
  const missing = { kind: "missing", amber: { enter: 0 }, red: { enter: 1 } } as const;
  expect(judge(missing, [daily([5, 5, 9])])).toMatchObject({ entered: null, compared: 0 });
  expect(judge(missing, [daily([5, 0, 9])])).toMatchObject({ entered: "amber", compared: 1 });
  expect(judge(missing, [daily([5, 0, 0, 9])])).toMatchObject({ entered: "red", compared: 2 });
});

test("freshness: the age of the source against the KPI's objective, though it is late", () => {
  const freshness = { kind: "freshness", amber: { enter: 2 }, red: { enter: 6 } } as const;
  const report = reportAt(NOW, { ga4: "2026-11-23T14:45:00.000Z" });
  expect(judge(freshness, [], { report })).toMatchObject({ entered: "amber", compared: 3, value: null });
});

describe("composite", () => {
  const part = (kpi: string, enter: number) => ({
    kpi,
    condition: { kind: "threshold", direction: "above", amber: { enter } } as const,
  });
  const kpis = [testKpi(), testKpi({ id: "logins", measure: "executive.logins", sources: ["crm"] })];
  const both = (match: "all" | "any" | { count: number }): AlertCondition => ({
    kind: "composite",
    match,
    of: [part("registrations", 10), part("logins", 10)],
  });
  const high = daily([11, 0]);
  const low = daily([9, 0], "executive.logins");

  test("all, any", () => {
    expect(judge(both("any"), [high, low], { kpis })).toMatchObject({ entered: "amber", compared: 1, limit: 1 });
    expect(judge(both("all"), [high, low], { kpis })).toMatchObject({ entered: null, compared: 1, limit: 2 });
  });

  test("what isn't known leaves it open only where it would decide", () => {
    expect(judge(both("any"), [high, null], { kpis })).toMatchObject({ kind: "known", entered: "amber" });
    expect(judge(both("all"), [high, null], { kpis })).toMatchObject({ kind: "unknown" });
    expect(judge(both("all"), [daily([9, 0]), null], { kpis })).toMatchObject({ kind: "known", entered: null });
  });
});

test("a KPI that the reader doesn't see: there is no plan", () => {
  const rule: Rule = { watch: { kpi: "revenue" }, condition: { kind: "missing", red: { enter: 0 } } };
  expect(planRule(rule, [testKpi()], CONTEXT)).toBeNull();
});
