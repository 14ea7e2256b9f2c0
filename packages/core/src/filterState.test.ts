import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenValues, countFilters, filterChips, toggleValue, withoutChip, withValues } from "./filterState.ts";

describe("choosing values", () => {
  it("adds, takes away and clears", () => {
    const one = toggleValue({}, "source", "google");
    expect(one).toEqual({ source: ["google"] });
    const two = toggleValue(one, "source", "bing");
    expect(two).toEqual({ source: ["bing", "google"] });
    expect(toggleValue(two, "source", "google")).toEqual({ source: ["bing"] });
    expect(toggleValue(one, "source", "google")).toEqual({});
    expect(withValues({ ...two, country: ["CO"] }, "source", [])).toEqual({ country: ["CO"] });
    expect(countFilters({ source: ["a", "b"], country: [], topic: [""] })).toBe(2);
    expect(chosenValues({}, "toString")).toEqual([]);
  });

  it("is undone by doing it again", () => {
    const names = fc.constantFrom("source", "country", "topic");
    const values = fc.dictionary(names, fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(values, names, fc.string(), (before, name, value) => {
        const once = toggleValue(before, name, value);
        expect(chosenValues(once, name).includes(value)).toBe(!chosenValues(before, name).includes(value));
        const sorted = Object.fromEntries(Object.entries(before).map(([key, list]) => [key, [...list].sort()]));
        expect(toggleValue(once, name, value)).toEqual(sorted);
      }),
      { seed: 42 },
    );
  });
});

describe("filterChips", () => {
  it("says what the token imposes first, then each value, and many as one", () => {
    const values = { topic: ["a", "b", "c", "d"], source: ["linkedin", "google"], channel: [] };
    expect(filterChips(values, { country: ["CO", "MX"] })).toEqual([
      { dimension: "country", values: ["CO", "MX"], isLocked: true },
      { dimension: "source", values: ["google"], isLocked: false },
      { dimension: "source", values: ["linkedin"], isLocked: false },
      { dimension: "topic", values: ["a", "b", "c", "d"], isLocked: false },
    ]);
  });

  it("can be undone one by one", () => {
    const values = { source: ["google", "linkedin"], topic: ["a", "b", "c", "d"] };
    const [google, , topic] = filterChips(values);
    expect(withoutChip(values, google!)).toEqual({ source: ["linkedin"], topic: ["a", "b", "c", "d"] });
    expect(withoutChip(values, topic!)).toEqual({ source: ["google", "linkedin"] });
    const left = filterChips(values).reduce(withoutChip, values as Record<string, readonly string[]>);
    expect(left).toEqual({});
  });
});
