import { createTranslator, type FormatContext } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { definitionMarks } from "./definitionMarks.ts";

const ui = {
  t: createTranslator("es", undefined),
  format: { locale: "es", timeZone: "UTC", currency: "USD" } as FormatContext,
};
const note = { es: "", en: "" };
const kpi = (name: string, ...changes: [version: number, since: string][]) => ({
  title: { es: name, en: name },
  changelog: changes.map(([version, since]) => ({ version, since, note })),
});

describe("definitionMarks", () => {
  it("marks each change of one KPI by its version, and not its first definition", () => {
    expect(definitionMarks([kpi("P50", [3, "2026-06-01"], [2, "2026-02-01"], [1, "2025-01-01"])], ui)).toEqual([
      { start: "2026-06-01", label: "v3 de la definición" },
      { start: "2026-02-01", label: "v2 de la definición" },
    ]);
  });

  it("says of which KPI it is where there are several", () => {
    expect(definitionMarks([kpi("P50", [2, "2026-02-01"]), kpi("P95", [3, "2026-01-01"])], ui)).toEqual([
      { start: "2026-02-01", label: "v2 de la definición, P50" },
      { start: "2026-01-01", label: "v3 de la definición, P95" },
    ]);
  });

  it("is nothing while nothing is known", () => {
    expect(definitionMarks([], ui)).toEqual([]);
  });
});
