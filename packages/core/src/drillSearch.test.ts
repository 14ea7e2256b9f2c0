import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrillState } from "./drill.ts";
import { drillFromSearch, drillToSearch } from "./drillSearch.ts";
import { filtersFromSearch, filtersToSearch } from "./filterSearch.ts";
import { COMPARISONS, PERIOD_PRESETS } from "./period.ts";

const CAMPAIGN: DrillState = {
  kpi: "open_rate",
  by: "channel",
  beside: ["open_rate", "click_rate"],
  values: { campaign_name: ["Webinar & café"] },
};
const TEXT =
  "?ns.drill=open_rate&ns.drill.by=channel&ns.drill.beside=open_rate&ns.drill.beside=click_rate&ns.drill.filter.campaign_name=Webinar+%26+caf%C3%A9";

describe("drillToSearch", () => {
  it("is readable, after everything else", () => {
    expect(drillToSearch(CAMPAIGN)).toBe(TEXT);
    expect(drillToSearch(CAMPAIGN, "?tab=a%20b&ns.filter.source=google")).toBe(
      `?tab=a%20b&ns.filter.source=google&${TEXT.slice(1)}`,
    );
  });

  it("takes away what was drilled into before, and nothing else", () => {
    expect(drillToSearch({ kpi: "mttr" }, `?a=1&${TEXT.slice(1)}&ns.drillings=2`)).toBe(
      "?a=1&ns.drillings=2&ns.drill=mttr",
    );
    expect(drillToSearch(null, `${TEXT}&other.drill=ilt`)).toBe("?other.drill=ilt");
    expect(drillToSearch(null, TEXT)).toBe("");
  });

  it("keeps a tile's own filters, also those that choose nothing", () => {
    const filters = { period: { start: "2026-10-01", end: "2026-10-31" }, comparison: "none", values: {} } as const;
    const text =
      "?ns.drill=ilt&ns.drill.tile.period=2026-10-01..2026-10-31&ns.drill.tile.compare=none&ns.drill.tile.filter=";
    expect(drillToSearch({ kpi: "ilt", filters })).toBe(text);
    expect(drillFromSearch(text)).toEqual({ kpi: "ilt", filters });
  });

  it("stands beside filters: neither takes the other away", () => {
    const both = drillToSearch(CAMPAIGN, filtersToSearch({ values: { source: ["google"] } }));
    expect(filtersFromSearch(both).values).toEqual({ source: ["google"] });
    const other = filtersToSearch({ values: { country: ["CO"] } }, both);
    expect(filtersFromSearch(other).values).toEqual({ country: ["CO"] });
    expect(drillFromSearch(other)).toEqual(CAMPAIGN);
  });
});

describe("drillFromSearch", () => {
  it.each([
    ["", null],
    ["?ns.drill=", null],
    ["?ns.drill=%E0%A4%A", null],
    ["?ns.drill=<script>", null],
    ["?ns.drill.by=channel", null],
    ["?ns.drill=ilt&ns.drill.by=a b", { kpi: "ilt" }],
    ["?ns.drill=acquisition&ns.drill.step=active", { kpi: "acquisition", step: "active" }],
    ["?ns.drill=ilt&ns.drill.by=*", { kpi: "ilt", by: "*" }],
    ["?ns.drill=ilt&ns.drill.beside=mttr", { kpi: "ilt" }],
    ["?ns.drill=ilt&ns.drill.tile.period=yesterday&ns.drill.filter.=x", { kpi: "ilt" }],
  ])("of %s is %j", (search, expected) => {
    expect(drillFromSearch(search)).toEqual(expected);
  });

  it("reads what was written, whatever it is", () => {
    const name = fc.stringMatching(/^[a-z_]{1,12}$/);
    const values = fc.dictionary(
      name,
      fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { minLength: 1, maxLength: 3 }),
      {
        maxKeys: 3,
      },
    );
    const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const drill = fc.record({
      kpi: name,
      step: option(name),
      by: option(fc.oneof(name, fc.constant("*"))),
      values: option(values),
      filters: option(
        fc.record({
          period: option(fc.constantFrom(...PERIOD_PRESETS).map((preset) => ({ preset }))),
          comparison: option(fc.constantFrom(...COMPARISONS)),
          values: option(values),
        }),
      ),
    });
    fc.assert(
      fc.property(drill, (given) => {
        const written = drillToSearch(given);
        const read = drillFromSearch(written);
        expect(read?.kpi).toBe(given.kpi);
        expect(read?.step).toBe(given.step);
        expect(read?.by).toBe(given.by);
        expect(drillToSearch(read)).toBe(written);
      }),
    );
  });
});
