import { expect, it } from "vitest";
import { momentTexts } from "./areas/moment.ts";
import { createTranslator } from "./messages.ts";
import { momentWords } from "./momentWords.ts";

const es = createTranslator("es", {}, momentTexts);

it.each([
  ["2026-11-22T11:42:07.120", "hoy 11:42"],
  ["2026-11-21T22:15:00.000", "ayer 22:15"],
  ["2026-11-20T05:20:04.504", "20 nov 05:20"],
  ["2025-12-31T23:59:59.999", "31 dic 2025 23:59"],
])("says %s as %s on 22 November 2026", (local, words) => {
  expect(momentWords(local, "2026-11-22", { locale: "es" }, es)).toBe(words);
});

it("says yesterday over the turn of a year, and in English", () => {
  expect(
    momentWords("2025-12-31T08:00:00.000", "2026-01-01", { locale: "en" }, createTranslator("en", {}, momentTexts)),
  ).toBe("yesterday 08:00");
});
