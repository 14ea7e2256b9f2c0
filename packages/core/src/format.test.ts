import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormatContext, formatCurrencySymbol, formatDelta, formatValue } from "./format.ts";
import { formatAge, formatBucketLabel, formatInstant, formatMonthName, formatPeriodLabel } from "./formatTime.ts";
import type { KpiUnit } from "./kpi.ts";

const es: FormatContext = { locale: "es", currency: "USD", timeZone: "America/Bogota" };
const en: FormatContext = { ...es, locale: "en" };
/** No-break spaces as plain ones, so that expectations can be read. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll("\u00a0", " ")) as T;

describe("formatValue", () => {
  it.each<[number | null, KpiUnit, string, string | null, string]>([
    [8412, "people", "8.412", null, "8.412"],
    [1286, "count", "1.286", null, "1.286"],
    [214_930, "minutes", "214.930", "min", "214.930 min"],
    [0.58, "percent", "58,0", "%", "58,0 %"],
    [0.123, "percent", "12,3", "%", "12,3 %"],
    [2.03, "percent", "203", "%", "203 %"],
    [0.21, "ratio", "0,21", null, "0,21"],
    [48_200, "money", "48.200", "US$", "48.200 US$"],
    [3.84, "money", "3,84", "US$", "3,84 US$"],
    [-1234.5, "money", "-1.235", "US$", "-1.235 US$"],
    [0, "people", "0", null, "0"],
    [-0, "ratio", "0,00", null, "0,00"],
    [0.048, "ratio", "0,048", null, "0,048"],
    [0.0004, "ratio", "<0,001", null, "<0,001"],
    [-0.0004, "percent", ">-0,1", "%", ">-0,1 %"],
    [1e15, "people", "1.000.000.000.000.000", null, "1.000.000.000.000.000"],
    [45, "seconds", "45", "s", "45 s"],
    [5400, "seconds", "90", "min", "90 min"],
    [12_600, "seconds", "3,5", "h", "3,5 h"],
    [216_000, "seconds", "2,5", "d", "2,5 d"],
    [3.2, "per_second", "3,2", "/s", "3,2 /s"],
    [1250, "per_second", "1.250", "/s", "1.250 /s"],
    [0.45, "per_second", "0,45", "/s", "0,45 /s"],
    [0.0121, "per_second", "0,012", "/s", "0,012 /s"],
    [0, "per_second", "0,0", "/s", "0,0 /s"],
    [null, "money", "–", null, "–"],
    [Number.NaN, "ratio", "–", null, "–"],
    [Number.POSITIVE_INFINITY, "ratio", "–", null, "–"],
  ])("writes %s as %s in Spanish: %s", (value, unit, text, suffix, full) => {
    expect(plain(formatValue(value, unit, es))).toEqual({ text, unit: suffix, full });
  });

  it("groups four digits and takes the digits it is told", () => {
    expect(formatValue(1234.5, "minutes", es, { digits: 1 }).text).toBe("1.234,5");
    expect(formatValue(1234.5, "minutes", en, { digits: 1 }).text).toBe("1,234.5");
  });

  it("writes English money with its symbol in front, the sign before it", () => {
    expect(formatValue(48_200, "money", en)).toEqual({ text: "$48,200", unit: null, full: "$48,200" });
    expect(formatValue(-3.84, "money", en).full).toBe("-$3.84");
    expect(formatValue(0.001, "money", en).full).toBe("<$0.01");
    expect(formatValue(0.123, "percent", en).full).toBe("12.3%");
  });

  it("has a short form for axes", () => {
    expect(plain(formatValue(214_930, "people", es, { compact: true })).text).toBe("214,9 mil");
    expect(plain(formatValue(214_930, "people", en, { compact: true })).text).toBe("214.9K");
    expect(formatValue(60_000, "money", en, { compact: true }).full).toBe("$60K");
    expect(formatValue(950, "people", es, { compact: true }).text).toBe("950");
  });

  it("never writes a value that isn't zero as zero, nor NaN, whatever its size", () => {
    const units = fc.constantFrom<KpiUnit>(
      "people",
      "count",
      "percent",
      "ratio",
      "money",
      "minutes",
      "seconds",
      "per_second",
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true }), units, (value, unit) => {
        const { text, full } = formatValue(value, unit, es);
        expect(text).not.toMatch(/NaN|undefined/);
        expect(full.startsWith(text)).toBe(true);
        if (value !== 0 && Number.isFinite(value)) expect(text).not.toMatch(/^-?0(,0+)?$/);
      }),
      { seed: 42 },
    );
  });
});

describe("formatDelta", () => {
  const delta = (current: number | null, previous: number | null, unit: KpiUnit, polarity: "up" | "down" = "up") =>
    plain(formatDelta(current, previous, { unit, polarity }, es));

  it("writes differences of percentages in points", () => {
    expect(delta(0.417, 0.375, "percent")).toEqual({
      text: "+4,2 pp",
      direction: "up",
      tone: "good",
      previous: "37,5 %",
    });
  });

  it("writes other changes in per cent of the size before", () => {
    // (1286 - 1147) / 1147 = 12.12 %
    expect(delta(1286, 1147, "people")).toEqual({ text: "+12,1 %", direction: "up", tone: "good", previous: "1.147" });
    expect(delta(50, -100, "money")).toMatchObject({ text: "+150 %", direction: "up" });
    expect(delta(25_000, 100, "count").text).toBe("+24.900 %");
  });

  it("writes ratios by their difference", () => {
    expect(delta(0.21, 0.26, "ratio")).toMatchObject({ text: "-0,05", direction: "down", tone: "bad" });
    expect(delta(0.048, 0.052, "ratio")).toMatchObject({ text: "-0,004", direction: "down" });
    expect(delta(0.21, 0.214, "ratio").direction).toBe("flat");
  });

  it("colours by polarity, not by direction", () => {
    expect(delta(15_900, 15_274, "money", "down")).toMatchObject({ direction: "up", tone: "bad" });
    expect(delta(15_000, 15_900, "money", "down")).toMatchObject({ direction: "down", tone: "good" });
  });

  it("calls a change too small to speak of flat", () => {
    expect(delta(0.623, 0.622, "percent")).toEqual({
      text: "≈ 0,1 pp",
      direction: "flat",
      tone: "neutral",
      previous: "62,2 %",
    });
    expect(delta(0, 0, "people")).toMatchObject({ text: "≈ 0,0 %", direction: "flat" });
  });

  it("has no change from zero or from nothing", () => {
    expect(delta(10, 0, "people")).toEqual({ text: "–", direction: "none", tone: "neutral", previous: "0" });
    expect(delta(10, null, "people")).toEqual({ text: "–", direction: "none", tone: "neutral", previous: "–" });
    expect(delta(null, 10, "ratio").direction).toBe("none");
    // A percentage that was 0 has moved by points all the same.
    expect(delta(0.1, 0, "percent").text).toBe("+10,0 pp");
  });

  it("has a tone that follows from direction and polarity alone", () => {
    const amounts = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    const polarities = fc.constantFrom("up" as const, "down" as const);
    fc.assert(
      fc.property(
        amounts,
        amounts,
        polarities,
        fc.constantFrom<KpiUnit>("people", "percent", "ratio", "money"),
        (current, previous, polarity, unit) => {
          const { direction, tone, text } = formatDelta(current, previous, { unit, polarity }, es);
          expect(text).not.toMatch(/NaN|∞/);
          if (direction === "none" || direction === "flat") expect(tone).toBe("neutral");
          else expect(tone).toBe(direction === polarity ? "good" : "bad");
        },
      ),
      { seed: 42 },
    );
  });
});

describe("times in words", () => {
  it("labels periods", () => {
    expect(formatPeriodLabel({ start: "2026-11-01", end: "2026-11-30" }, es)).toBe("noviembre de 2026");
    expect(formatPeriodLabel({ start: "2026-10-01", end: "2026-12-31" }, es)).toBe("T4 2026");
    expect(formatPeriodLabel({ start: "2026-01-01", end: "2026-12-31" }, en)).toBe("2026");
    expect(formatPeriodLabel({ start: "2026-11-01T00:00:00.000", end: "2026-11-22T10:59:59.999" }, es)).toBe(
      "1–22 nov 2026",
    );
  });

  it("labels buckets, long and short", () => {
    expect(formatBucketLabel("2026-11-01", "month", es)).toBe("noviembre de 2026");
    expect(formatBucketLabel("2026-11-01", "month", es, { short: true })).toBe("nov");
    expect(formatBucketLabel("2027-01-01", "month", es, { short: true })).toBe("ene 27");
    expect(formatBucketLabel("2026-11-23", "week", es)).toBe("semana 48, 23–29 nov 2026");
    expect(formatBucketLabel("2026-11-22T09:00:00.000", "hour", es, { short: true })).toBe("09:00");
    expect(formatBucketLabel("2026-10-01", "quarter", en)).toBe("Q4 2026");
  });

  it("writes ages in at most two units", () => {
    expect(plain([0, 45, 200, 6000, 3600, 183_600, -5].map((seconds) => formatAge(seconds, es)))).toEqual([
      "0 s",
      "45 s",
      "3 min",
      "1 h 40 min",
      "1 h",
      "2 d 3 h",
      "0 s",
    ]);
  });

  it("writes instants in the reporting zone", () => {
    expect(formatInstant("2026-11-22T15:00:00Z", es)).toBe("22 nov 2026, 10:00");
    expect(() => formatInstant("mañana", es)).toThrow(expect.objectContaining({ code: "invalid_date" }));
  });
});

it("writes a currency's sign and a month's name in the reader's language", () => {
  expect(formatCurrencySymbol(es)).toBe("US$");
  expect(formatCurrencySymbol(en)).toBe("$");
  expect(formatCurrencySymbol({ ...es, currency: "EUR" })).toBe("€");
  expect([formatMonthName("2026-10-31", es), formatMonthName("2026-10-01", en)]).toEqual(["octubre", "October"]);
});
