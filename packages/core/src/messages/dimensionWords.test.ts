import { expect, it } from "vitest";
import { valueTexts } from "./areas/value.ts";
import { dimensionTitle } from "./dimensionTitle.ts";
import { dimensionValueWords } from "./dimensionWords.ts";
import { createTranslator } from "./messages.ts";

const es = createTranslator("es", {}, valueTexts);

it.each([
  ["country", "CO", "Colombia"],
  ["operational.country", "US", "Estados Unidos"],
  ["country", "(not set)", "Sin dato"],
  ["channel", "whatsapp", "WhatsApp"],
  ["segment_to", "cold", "Frío"],
  ["technical.failure_class", "hard", "dirección o número que no existe"],
  ["source", "", "Sin dato"],
  ["source", "google", "google"],
  ["source", "email", "email"],
  ["constructor", "constructor", "constructor"],
])("says %s %s as %s", (name, value, words) => {
  expect(dimensionValueWords(name, value, es, "es")).toBe(words);
});

it("names a dimension as the model does, else as the query", () => {
  const catalog = { dimensionTitles: { content_type: { es: "Tipo de contenido", en: "Content type" } } };
  expect(dimensionTitle("operational.content_type", catalog, "en")).toBe("Content type");
  expect(dimensionTitle("plan_tier", catalog, "es")).toBe("Plan tier");
  expect(dimensionTitle("constructor", null, "es")).toBe("Constructor");
});
