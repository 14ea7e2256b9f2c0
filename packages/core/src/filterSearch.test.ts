import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filtersFromSearch, filtersToSearch } from "./filterSearch.ts";
import { cleanValues } from "./filterState.ts";
import type { Filters } from "./filters.ts";
import { COMPARISONS, PERIOD_PRESETS } from "./period.ts";

const CHOSEN: Filters = {
  period: { start: "2026-11-01", end: "2026-11-20" },
  comparison: "previous_year",
  values: { source: ["linkedin", "google"], "operational.channel": ["email"], topic: [""], country: [] },
};
const NOTHING: Filters = { comparison: "previous_period", values: {} };
const TEXT =
  "?ns.period=2026-11-01..2026-11-20&ns.compare=previous_year&ns.filter.operational.channel=email&ns.filter.source=google&ns.filter.source=linkedin&ns.filter.topic=";

describe("filtersToSearch", () => {
  it("is readable, and the same for the same choice", () => {
    expect(filtersToSearch(CHOSEN)).toBe(TEXT);
    expect(
      filtersToSearch({ ...CHOSEN, values: { topic: [""], ...CHOSEN.values, source: ["google", "linkedin"] } }),
    ).toBe(TEXT);
  });

  it("writes any period that was chosen: a view has another default than the next", () => {
    expect(filtersToSearch({ period: { preset: "this_month" } })).toBe("?ns.period=this_month");
  });

  it("writes nothing of what is chosen by default", () => {
    expect(filtersToSearch({})).toBe("");
    expect(filtersToSearch({ comparison: "previous_period", values: { source: [] } })).toBe("");
    const defaults = { period: { preset: "last_30_days" }, comparison: "none" } as const;
    expect(filtersToSearch({ ...defaults }, "", { defaults })).toBe("");
    expect(filtersToSearch({ ...defaults, period: { preset: "this_month" } }, "", { defaults })).toBe(
      "?ns.period=this_month",
    );
  });

  it("leaves the host's parameters as they are written, and takes away its own old ones", () => {
    const search = "?q=a%20b+c&ns.period=last_month&flag&ns.filter.source=old&nsx=1&other.filter.source=2";
    expect(filtersToSearch({ values: { source: ["new"] } }, search)).toBe(
      "?q=a%20b+c&flag&nsx=1&other.filter.source=2&ns.filter.source=new",
    );
    expect(filtersToSearch({}, search, { prefix: "other" })).toBe(
      "?q=a%20b+c&ns.period=last_month&flag&ns.filter.source=old&nsx=1",
    );
  });
});

describe("filtersFromSearch", () => {
  it("reads what was written", () => {
    expect(filtersFromSearch(`${TEXT}&tab=2`)).toEqual({
      ...CHOSEN,
      values: { source: ["google", "linkedin"], "operational.channel": ["email"], topic: [""] },
    });
  });

  it.each([
    ["?ns.period=yesterday"],
    ["?ns.period=2026-02-30..2026-03-01"],
    ["?ns.period=2026-03-02..2026-03-01"],
    ["?ns.period=2026-03-02..2026-03-03..2026-03-04"],
    ["?ns.compare=everything"],
    ["?ns.filter.=x&ns.filter.a-b=x&ns.filter.a.b.c=x&ns.filter.source%00=x"],
    ["?ns.filter.source=a%00b"],
    ["?ns.filter.source=%FF%FE".replace("%FF%FE", "x".repeat(1001))],
    ["?ns.unknown=1&%E0%A4%A=&&&=&ns."],
  ])("ignores %s", (search) => {
    expect(filtersFromSearch(search)).toEqual(NOTHING);
  });

  it("keeps the good beside the bad", () => {
    expect(filtersFromSearch("?ns.period=no&ns.compare=none&ns.filter.source=google&ns.filter.b-d=1")).toEqual({
      comparison: "none",
      values: { source: ["google"] },
    });
    const defaults = { period: { preset: "last_30_days" } } as const;
    expect(filtersFromSearch("?ns.period=no", { defaults })).toEqual({ ...NOTHING, ...defaults });
  });

  it("takes no more values than the server does", () => {
    const search = Array.from({ length: 1200 }, (_, index) => `ns.filter.source=${index}`).join("&");
    expect(filtersFromSearch(search).values?.source).toHaveLength(1000);
  });

  const day = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const period = fc.oneof(
    fc.constantFrom(...PERIOD_PRESETS).map((preset) => ({ preset })),
    fc.tuple(day, day).map((days) => {
      const [start = "", end = ""] = days.sort();
      return { start, end };
    }),
  );
  const value = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\u0000"));
  const name = fc.stringMatching(/^[a-zA-Z0-9_]{1,12}(\.[a-zA-Z0-9_]{1,12})?$/);
  const filters = fc.record(
    {
      period,
      comparison: fc.constantFrom(...COMPARISONS),
      values: fc.dictionary(name, fc.array(value, { maxLength: 5 }), { maxKeys: 6, noNullPrototype: true }),
    },
    { requiredKeys: ["comparison", "values"] },
  );

  it("gives back any choice, whatever else the URL holds", () => {
    fc.assert(
      fc.property(filters, fc.webQueryParameters(), (chosen, host) => {
        const search = filtersToSearch(chosen, host);
        expect(filtersFromSearch(search)).toEqual({ ...chosen, values: cleanValues(chosen.values) });
        expect(filtersToSearch(filtersFromSearch(search), search)).toBe(search);
      }),
      { seed: 42 },
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (search) => {
        expect(filtersFromSearch(`ns.period=${search}&ns.filter.${search}`).comparison).toBe("previous_period");
      }),
      { seed: 42 },
    );
  });
});
