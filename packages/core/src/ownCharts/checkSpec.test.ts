import { describe, expect, it } from "vitest";
import { checkSpec, withNewNames } from "./checkSpec.ts";
import { specForReader } from "./forReader.ts";
import { CHART_CATALOG, chartSpec, PLAYS } from "./testing/catalog.ts";
import { isDrawable } from "./types.ts";

const check = (own: Parameters<typeof chartSpec>[0]) => checkSpec(chartSpec(own), CHART_CATALOG);

describe("what keeps a chart from being drawn", () => {
  it("is nothing where all is there and goes together", () => {
    expect(check({ measures: ["plays", "minutes"], dimensions: ["topic"], filters: { country: ["CO"] } })).toEqual([]);
    expect(check({ measures: ["operational.plays"] })).toEqual([]);
    expect(check({ measures: ["operational.funnel_visitors"], dimensions: ["country"], grain: "month" })).toEqual([]);
  });

  it("is no new name, of which it tells", () => {
    const renamed = { kind: "renamed", path: "measures.0", suggestion: "plays", title: PLAYS.title };
    expect(check({ measures: ["views"] })).toEqual([{ ...renamed, name: "views" }]);
    expect(check({ measures: ["operational.views"] })).toEqual([{ ...renamed, name: "operational.views" }]);
    expect(isDrawable(check({ measures: ["views"] }))).toBe(true);
    expect(withNewNames(chartSpec({ measures: ["views", "minutes"] }), CHART_CATALOG).measures).toEqual([
      "plays",
      "minutes",
    ]);
  });

  it("is what the roles may not see, with whom to ask, by the names it had too", () => {
    for (const name of ["revenue", "income", "executive.revenue"]) {
      const problems = check({ measures: ["plays", name] });
      expect(problems).toEqual([
        {
          kind: "forbidden",
          path: "measures.1",
          name,
          title: { es: "Ingresos", en: "Revenue" },
          owner: "Finanzas",
          roles: ["director"],
        },
      ]);
      expect(isDrawable(problems)).toBe(false);
    }
  });

  it("is what there isn't", () => {
    expect(check({ measures: ["nonsense"] })).toEqual([{ kind: "unknown", path: "measures.0", name: "nonsense" }]);
    expect(check({ dimensions: ["person"] })).toEqual([{ kind: "unknown", path: "dimensions.0", name: "person" }]);
    expect(check({ filters: { person: ["x"] } })).toEqual([
      { kind: "unknown", path: "filters.person", name: "person" },
    ]);
  });

  it("is what doesn't go together", () => {
    expect(check({ measures: ["plays", "sent"], dimensions: ["topic"] })).toEqual([
      { kind: "misfit", path: "dimensions.0", name: "topic", why: "dimension", others: ["sent"] },
      { kind: "misfit", path: "measures.1", name: "sent", why: "time", others: ["plays"] },
    ]);
    expect(check({ measures: ["plays", "retention"] })).toMatchObject([{ why: "cohort", name: "retention" }]);
    const problems = check({ kind: "line" });
    expect(problems).toEqual([
      { kind: "misfit", path: "kind", name: "line", why: "chart", others: ["number", "table"] },
    ]);
    expect(isDrawable(problems)).toBe(true);
  });
});

describe("a chart handed to a reader", () => {
  it("leaves behind the values of a filter on what the reader doesn't see", () => {
    const shown = specForReader(
      chartSpec({ filters: { referrer: ["Ana Pérez"], country: ["CO"] } }),
      CHART_CATALOG,
      {},
    );
    expect(shown.spec.filters).toEqual({ referrer: [], country: ["CO"] });
    expect(shown.problems).toEqual([{ kind: "unknown", path: "filters.referrer", name: "referrer" }]);
    expect(JSON.stringify(shown)).not.toContain("Ana");
    expect(isDrawable(shown.problems)).toBe(false);
  });

  it("leaves behind the values beyond the reader's row filters, and isn't drawn without any", () => {
    const spec = chartSpec({ filters: { country: ["CO", "MX"] } });
    expect(specForReader(spec, CHART_CATALOG, { country: ["CO"] })).toEqual({
      spec: { ...spec, filters: { country: ["CO"] } },
      problems: [],
    });
    const none = specForReader(spec, CHART_CATALOG, { country: ["PE"] });
    expect(none.spec.filters).toEqual({ country: [] });
    expect(isDrawable(none.problems)).toBe(false);
  });
});
