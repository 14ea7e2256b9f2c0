import { expect, it } from "vitest";
import { valueTexts } from "./areas/value.ts";
import { createTranslator } from "./messages.ts";
import { valueLabel } from "./valueLabel.ts";

const es = createTranslator("es", {}, valueTexts);

it.each([
  ["security_kind", "bad_signature", "Firma no válida en un webhook"],
  ["technical.security_outcome", "refused", "rechazado"],
  ["failure_class", "(not set)", "Sin dato"],
  ["failure_class", "", "Sin dato"],
  // A code that only the host knows is shown as it is; so is one of another dimension.
  ["flow", "cobranza-2026", "cobranza-2026"],
  ["country", "bad_signature", "bad_signature"],
  ["flow", "toString", "toString"],
])("says %s %s as %s", (dimension, value, label) => {
  expect(valueLabel(dimension, value, es)).toBe(label);
});

it("takes a host's own words", () => {
  const translate = createTranslator("en", { "value.flow.webinar": "Live sessions" }, valueTexts);
  expect(valueLabel("flow", "webinar", translate)).toBe("Live sessions");
});
