import { type AlertCondition, type CatalogKpi, createTranslator, type FormatContext } from "@northstar/core";
import { expect, it } from "vitest";
import { limitScale } from "./limitScale.ts";
import { ruleSentence } from "./ruleSentence.ts";
import { TEXTS } from "./texts.ts";

const kpi = (id: string, unit: CatalogKpi["unit"]) =>
  ({ id, unit, title: { es: id.toUpperCase(), en: id.toUpperCase() } }) as CatalogKpi;
const KPIS = [kpi("rate", "percent"), kpi("people", "people"), kpi("wait", "seconds")];
const ui = (locale: "es" | "en") => {
  const format: FormatContext = { locale, currency: "USD", timeZone: "America/Bogota" };
  return { t: createTranslator(locale, {}, TEXTS), format };
};
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const said = (id: string, condition: AlertCondition, locale: "es" | "en" = "es") =>
  plain(ruleSentence({ watch: { kpi: id }, condition }, KPIS, ui(locale)));

it.each<[string, AlertCondition, string]>([
  [
    "people",
    { kind: "threshold", direction: "below", amber: { enter: 1100 }, red: { enter: 1000 } },
    "baja de 1.100 (amarillo) o 1.000 (rojo)",
  ],
  ["rate", { kind: "threshold", direction: "above", red: { enter: 0.325 } }, "pasa de 32,5 %"],
  [
    "rate",
    { kind: "change", against: "previous_period", as: "relative", direction: "below", amber: { enter: -0.2 } },
    "cae más de 20 % frente al período anterior",
  ],
  [
    "people",
    { kind: "change", against: "previous_year", as: "absolute", direction: "above", amber: { enter: 50 } },
    "sube más de 50 frente al mismo período de hace un año",
  ],
  ["people", { kind: "target", direction: "below", red: { enter: 0.9 } }, "queda bajo 90 % de su meta"],
  [
    "people",
    { kind: "anomaly", direction: "below", season: "none", red: { enter: -3 } },
    "se aleja más de 3 desviaciones de lo habitual",
  ],
  ["people", { kind: "missing", red: { enter: 1 } }, "lleva más de 1 períodos sin datos"],
  [
    "people",
    { kind: "freshness", amber: { enter: 2 }, red: { enter: 6 } },
    "tarda más de 2 (amarillo) o 6 (rojo) veces su plazo",
  ],
])("%s: %o", (id, condition, words) => expect(said(id, condition)).toBe(words));

it("says several parts, each with its KPI", () => {
  const condition: AlertCondition = {
    kind: "composite",
    match: { count: 2 },
    of: [
      { kpi: "rate", condition: { kind: "threshold", direction: "below", red: { enter: 0.3 } } },
      { kpi: "gone", condition: { kind: "missing", red: { enter: 2 } } },
    ],
  };
  expect(plain(ruleSentence({ condition }, KPIS, ui("en")))).toBe(
    "meets 2 of: RATE goes below 30%; gone has had no data for more than 2 periods",
  );
});

it.each<[AlertCondition, string, number, string | null]>([
  [{ kind: "threshold", direction: "below" }, "rate", 100, "%"],
  [{ kind: "threshold", direction: "below" }, "people", 1, null],
  [{ kind: "threshold", direction: "below" }, "wait", 1, "s"],
  [{ kind: "change", against: "previous_period", as: "relative", direction: "below" }, "people", 100, "%"],
  [{ kind: "change", against: "previous_period", as: "absolute", direction: "below" }, "wait", 1, "s"],
  [{ kind: "target", direction: "below" }, "people", 100, "% de la meta"],
  [{ kind: "freshness" }, "people", 1, "veces su plazo"],
])("limits of %o on %s are typed × %s %s", (condition, id, factor, suffix) => {
  expect(limitScale(condition, KPIS.find((one) => one.id === id) ?? null, ui("es"))).toEqual({ factor, suffix });
});
