import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber } from "./parseNumber.ts";

test.each([
  ["1000", 1000, 1000],
  ["1.000", 1000, 1],
  ["1,000", 1, 1000],
  ["1.234.567", 1234567, 1234567],
  ["1,234,567", 1234567, 1234567],
  ["1.234,5", 1234.5, 1234.5],
  ["1,234.5", 1234.5, 1234.5],
  ["0,95", 0.95, 0.95],
  ["0.95", 0.95, 0.95],
  ["-25", -25, -25],
  ["−25", -25, -25],
  [" 12 000 ", 12000, 12000],
  [",5", 0.5, 0.5],
  ["", null, null],
  ["-", null, null],
  [",", null, null],
  ["12a", null, null],
  ["1e5", null, null],
  ["--1", null, null],
  ["1,2.3,4", null, null],
] as const)("%j is %s in Spanish and %s in English", (text, spanish, english) => {
  expect(parseNumber(text, "es")).toBe(spanish);
  expect(parseNumber(text, "en")).toBe(english);
});

test("what Intl writes is read as it was, in both languages", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.constantFrom("es", "en"), (hundredths, locale) => {
      const value = hundredths / 100;
      // Two digits at least: `1,234` of thousandths and of thousands are the same words.
      const text = new Intl.NumberFormat(locale, { useGrouping: "always", minimumFractionDigits: 2 }).format(value);
      expect(parseNumber(text, locale)).toBe(value === 0 ? Number(text.startsWith("-") ? -0 : 0) : value);
    }),
    { seed: 6 },
  );
});
