import { describe, expect, it } from "vitest";
import { createTranslator } from "./messages/messages.ts";
import { comparisonPhrase, comparisonSentence } from "./messages/periodWords.ts";
import { type Comparison, comparisonRange, type PeriodSelection, resolvePeriod } from "./period.ts";
import { coveredRange, isLikeForLike } from "./wholePeriods.ts";

// A Sunday, 22 days into November; 10:00 in Bogotá.
const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const WHOLE = { grain: "month", comparesWholePeriods: true } as const;
const ANY = { grain: "month" } as const;
const spanish = { locale: "es" } as const;

function compare(selection: PeriodSelection, comparison: Comparison = "previous_period") {
  const period = resolvePeriod(selection, context);
  const range = comparisonRange(period, comparison, context);
  if (!range) throw new Error("There is nothing to compare with");
  return { period, range };
}

describe("a KPI of whole periods", () => {
  it("covers the months that begin in the comparison, whole", () => {
    expect(coveredRange(WHOLE, ["2026-10-01T00:00:00.000", "2026-10-22T10:59:59.999"])).toEqual([
      "2026-10-01",
      "2026-10-31",
    ]);
    expect(coveredRange(WHOLE, ["2026-05-27T00:00:00.000", "2026-08-24T10:59:59.999"])).toEqual([
      "2026-06-01",
      "2026-08-31",
    ]);
    expect(coveredRange(WHOLE, ["2026-10-05", "2026-10-20"])).toBeNull();
    expect(coveredRange(ANY, ["2026-10-01T00:00:00.000", "2026-10-22T10:59:59.999"])).toEqual([
      "2026-10-01",
      "2026-10-22",
    ]);
  });

  it("is like for like only once its period is over", () => {
    expect(isLikeForLike(WHOLE, { partial: true })).toBe(false);
    expect(isLikeForLike(WHOLE, { partial: false })).toBe(true);
    expect(isLikeForLike({}, { partial: true })).toBe(true);
  });

  it.each<[PeriodSelection, Comparison, string, string]>([
    [{ preset: "this_month" }, "previous_period", "whole", "octubre"],
    [{ preset: "this_month" }, "previous_year", "whole", "noviembre de 2025"],
    [{ preset: "last_month" }, "previous_period", "plain", "septiembre"],
    // July and August whole, and no September: not "the third quarter".
    [{ preset: "this_quarter" }, "previous_period", "plain", "1 jul\u2009–\u200931 ago 2026"],
    [{ preset: "last_90_days" }, "previous_period", "plain", "1 jun\u2009–\u200931 ago 2026"],
  ])("names what it is compared with: %j, %s", (selection, comparison, kind, previous) => {
    const { period, range } = compare(selection, comparison);
    expect(comparisonPhrase(WHOLE, period, range, spanish)).toEqual({ kind, previous });
  });

  it("is said in both languages", () => {
    const { period, range } = compare({ preset: "this_month" });
    const say = (locale: "es" | "en", kpi?: typeof WHOLE) =>
      comparisonSentence(period, range, { locale }, createTranslator(locale), kpi);
    expect(say("es", WHOLE)).toBe("comparado con octubre completo");
    expect(say("en", WHOLE)).toBe("compared with all of October");
    expect(say("es")).toBe("comparado con el mismo tramo de octubre");
  });
});

it("other KPIs are compared with the same stretch while their period runs", () => {
  const { period, range } = compare({ preset: "this_month" });
  expect(comparisonPhrase(ANY, period, range, spanish)).toEqual({ kind: "same_stretch", previous: "octubre" });
});
