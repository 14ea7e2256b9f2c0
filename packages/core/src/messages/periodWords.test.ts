import { expect, it } from "vitest";
import { comparisonRange, resolvePeriod } from "../period.ts";
import { createTranslator } from "./messages.ts";
import { comparisonSentence, comparisonWords, periodWords } from "./periodWords.ts";

const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const spanish = { locale: "es" } as const;
const november = resolvePeriod({ preset: "this_month" }, context);

it("says that a month is running, and how far", () => {
  expect(periodWords(november, spanish, createTranslator("es"))).toBe("Noviembre de 2026, en curso (22 de 30 días)");
});

it("leaves the progress out of a period that is over", () => {
  const october = resolvePeriod({ preset: "last_month" }, context);
  expect(periodWords(october, { locale: "en" }, createTranslator("en"))).toBe("October 2026");
});

it("names the month before without its year, and another year's month with it", () => {
  const range = comparisonRange(november, "previous_period", context);
  expect(comparisonSentence(november, range, spanish, createTranslator("es"))).toBe(
    "comparado con el mismo tramo de octubre",
  );
  expect(comparisonWords(november, ["2025-11-01T00:00:00.000", "2025-11-22T10:59:59.999"], spanish)).toBe(
    "noviembre de 2025",
  );
});

it("says nothing when nothing is compared", () => {
  expect(comparisonSentence(november, null, spanish, createTranslator("es"))).toBeNull();
});

it("gives dates where the period is no calendar unit", () => {
  const days = resolvePeriod({ start: "2026-11-02", end: "2026-11-08" }, context);
  expect(comparisonWords(days, ["2026-10-26", "2026-11-01"], spanish)).toBe("26 oct\u2009–\u20091 nov 2026");
});
