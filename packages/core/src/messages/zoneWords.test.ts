import { expect, it } from "vitest";
import { viewTexts } from "./areas/view.ts";
import { createTranslator } from "./messages.ts";
import { zoneWords } from "./zoneWords.ts";

it.each([
  ["America/Bogota", "es", "hora de Bogotá"],
  ["America/Bogota", "en", "Bogotá time"],
  ["America/Argentina/Buenos_Aires", "es", "hora de Buenos Aires"],
  ["America/Mexico_City", "en", "Mexico City time"],
  ["UTC", "es", "UTC"],
] as const)("names %s in %s", (zone, locale, words) => {
  expect(zoneWords(zone, { locale }, createTranslator(locale, {}, viewTexts))).toBe(words);
});
