import { expect, it } from "vitest";
import { valueTexts } from "./areas/value.ts";
import { createTranslator } from "./messages.ts";
import { valueWords } from "./valueWords.ts";

it.each([
  ["(not set)", "Sin dato", "Not set"],
  ["", "Sin dato", "Not set"],
  ["(direct)", "Directo", "Direct"],
  ["google", "google", "google"],
  ["constructor", "constructor", "constructor"],
])("says %j in the reader's words", (value, spanish, english) => {
  expect(valueWords(value, createTranslator("es", {}, valueTexts))).toBe(spanish);
  expect(valueWords(value, createTranslator("en", {}, valueTexts))).toBe(english);
});
