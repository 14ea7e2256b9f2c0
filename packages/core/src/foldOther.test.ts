import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FoldOptions, foldOther } from "./foldOther.ts";

interface Source {
  key: string;
  visits: number | null;
  rate: number | null;
}

const measures = {
  visits: { kind: "sum", value: ({ visits }) => visits },
  rate: { kind: "ratio", value: ({ rate }) => rate, weight: ({ visits }) => visits },
  median: { kind: "none", value: ({ rate }) => rate },
} as const satisfies FoldOptions<Source, string>["measures"];

const source = (key: string, visits: number | null, rate: number | null = null): Source => ({ key, visits, rate });
const fold = (
  rows: readonly Source[],
  count: number,
  options: Pick<FoldOptions<Source, string>, "keep" | "isOther"> = {},
) => foldOther(rows, { count, measures, by: "visits", ...options });
const keys = (rows: readonly Source[] = []) => rows.map(({ key }) => key).join("");

const ROWS = [
  source("a", 40, 0.5),
  source("b", 100, 0.2),
  source("c", 30, 0.1),
  source("d", 10, 0.9),
  source("e", 0, null),
];

describe("foldOther", () => {
  it("keeps the largest and makes one of the rest: sums added up, ratios weighed by their denominators", () => {
    const { shown, other } = fold(ROWS, 3);
    expect(keys(shown)).toBe("ba");
    expect(keys(other?.rows)).toBe("cde");
    // 30 + 10 + 0; (30 × 0.1 + 10 × 0.9) ÷ 40 = 12 ÷ 40, where the mean of the rates would be 0.5. Nobody of e came: it has no say.
    expect(other?.values).toEqual({ visits: 40, rate: 0.3, median: null });
  });

  it("shows all where there is room, sorted", () => {
    const { shown, other } = fold(ROWS, 5);
    expect([keys(shown), other]).toEqual(["bacde", null]);
    expect(fold([], 5)).toEqual({ shown: [], other: null });
  });

  it("leaves equal rows as they came, and puts what isn't known last", () => {
    const rows = [source("x", null), source("c", 5), source("a", 5), source("y", null), source("b", 5)];
    expect(keys(fold(rows, 9).shown)).toBe("cabxy");
  });

  it("ranks values below 0 below 0, and adds them up", () => {
    const { shown, other } = fold([source("a", -50), source("b", 20), source("c", -5), source("d", 7)], 3);
    expect(keys(shown)).toBe("bd");
    expect(other?.values.visits).toBe(-55);
  });

  it("has no value for a rest of which a part isn't known", () => {
    const { other } = fold([source("a", 9), source("b", 5), source("c", null, 0.5)], 2);
    expect(other?.values).toEqual({ visits: null, rate: null, median: null });
    expect(fold([source("a", 9), source("b", 5), source("c", 5, 0.5)], 2).other?.values.rate).toBeNull();
  });

  it("has no ratio where nothing weighs anything", () => {
    expect(fold([source("a", 9), source("b", 0, 0.5), source("c", 0)], 2).other?.values).toMatchObject({
      visits: 0,
      rate: null,
    });
  });

  it("shows what is kept however small, in its place, and then a single one left over too", () => {
    const isD = ({ key }: Source) => key === "d";
    expect(keys(fold(ROWS, 2, { keep: isD }).shown)).toBe("bd");
    expect(keys(fold(ROWS, 2, { keep: isD }).other?.rows)).toBe("ace");
    expect(fold(ROWS, 4, { keep: isD })).toEqual({ shown: fold(ROWS, 5).shown, other: null });
  });

  describe("of rows that have an “other” already", () => {
    const isOther = ({ key }: Source) => key === "o";

    it("gathers it with the rest, however large it is", () => {
      const { shown, other } = fold([source("o", 500, 0.5), ...ROWS], 3, { isOther });
      expect([keys(shown), keys(other?.rows)]).toEqual(["ba", "cdeo"]);
      // (40 × 0.3 + 500 × 0.5) ÷ 540
      expect(other?.values.visits).toBe(540);
      expect(other?.values.rate).toBeCloseTo(262 / 540, 12);
    });

    it("leaves it alone where there is room, with its own values", () => {
      const { shown, other } = fold([source("o", 500, 0.5), source("a", 1)], 6, { isOther });
      expect(keys(shown)).toBe("a");
      expect(other?.values).toEqual({ visits: 500, rate: 0.5, median: 0.5 });
    });
  });

  it("makes one of all rows where there is room for one", () => {
    expect(fold(ROWS, 1)).toMatchObject({ shown: [], other: { values: { visits: 180 } } });
  });

  it("keeps totals, order and length for any rows", () => {
    const row = fc.record({
      key: fc.string(),
      visits: fc.integer({ min: -1000, max: 1000 }),
      rate: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (rows, count) => {
        const { shown, other } = fold(rows, count);
        const sum = (list: readonly Source[]) => list.reduce((total, { visits }) => total + (visits ?? 0), 0);
        expect(shown.length + (other ? 1 : 0)).toBe(Math.min(rows.length, count));
        expect(sum(shown) + (other?.values.visits ?? 0)).toBe(sum(rows));
        expect(new Set([...shown, ...(other?.rows ?? [])])).toEqual(new Set(rows));
        const smallest = shown.at(-1)?.visits ?? Number.POSITIVE_INFINITY;
        for (const { visits } of other?.rows ?? []) expect(visits).toBeLessThanOrEqual(smallest);
        expect([...shown].sort((one, two) => (two.visits ?? 0) - (one.visits ?? 0))).toEqual(shown);
      }),
    );
  });

  it("gives the whole's ratio for any rows, whatever is gathered", () => {
    const row = fc.record({
      key: fc.string(),
      visits: fc.integer({ min: 0, max: 1000 }),
      rate: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
        const whole = rows.reduce((total, { visits }) => total + visits, 0);
        const part = rows.reduce((total, { visits, rate }) => total + visits * rate, 0);
        const { other } = fold(rows, 1);
        if (whole === 0) expect(other?.values.rate).toBeNull();
        else expect(other?.values.rate).toBeCloseTo(part / whole, 9);
      }),
    );
  });
});
