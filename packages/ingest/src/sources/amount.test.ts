import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountOf, rateOf } from "./amount.ts";
import { decimalsOf } from "./minorUnits.ts";
import { Rejection } from "./normaliser.ts";

/** What is read, or the reason why it isn't. */
function read(amount: unknown, currency?: string, base = "USD"): unknown {
  try {
    const { value, currency: found } = amountOf({ amount, currency }, base);
    return `${value} ${found}`;
  } catch (error) {
    if (error instanceof Rejection) return error.reason;
    throw error;
  }
}

test.each([
  ["1234.56", "USD", "1234.56 USD"],
  ["1,234.56", "USD", "1234.56 USD"],
  ["$1,234.56", "USD", "1234.56 USD"],
  ["$1,234", "USD", "1234 USD"],
  ["1.234,56", "EUR", "1234.56 EUR"],
  ["1.234,56 €", "EUR", "1234.56 EUR"],
  ["€ 1.234.567,8", "EUR", "1234567.8 EUR"],
  ["1.234.567", "EUR", "1234567 EUR"],
  ["1 234,56", "EUR", "1234.56 EUR"],
  ["1\u202f234\u00a0567,50 €", "EUR", "1234567.5 EUR"],
  ["1'234.56", "CHF", "1234.56 CHF"],
  ["12,34,567.80", "INR", "1234567.8 INR"],
  ["12,5", "EUR", "12.5 EUR"],
  [",5", "EUR", "0.5 EUR"],
  ["0,125", "EUR", "0.125 EUR"],
  ["1234.567", "USD", "1234.567 USD"],
  ["12.", "USD", "12 USD"],
  ["1.234", "CLP", "1234 CLP"],
  ["$1.234.500", "CLP", "1234500 CLP"],
  ["1.234", "KWD", "1.234 KWD"],
  ["USD 12.50", "usd", "12.5 USD"],
  ["USD $12.50", "USD", "12.5 USD"],
  ["US$12.50", "USD", "12.5 USD"],
  [12.345, "USD", "12.345 USD"],
  ["1.5e3", "USD", "1500 USD"],
  ["0", "USD", "0 USD"],
  ["12", "$", "12 USD"],
  ["12", "€", "12 EUR"],
])("%s with %s is %s", (amount, currency, expected) => {
  expect(read(amount, currency)).toBe(expected);
});

test.each([
  ["-1,234.56", "-1234.56 USD"],
  ["−12.50", "-12.5 USD"],
  ["(12.50)", "-12.5 USD"],
  ["($1,200.00)", "-1200 USD"],
  ["-$5", "-5 USD"],
  ["$-5", "-5 USD"],
  ["5.00-", "-5 USD"],
  ["+5", "5 USD"],
])("%s is %s", (amount, expected) => {
  expect(read(amount)).toBe(expected);
});

test("whatever a language writes is read as what was meant", () => {
  const locales = ["en", "es", "es-419", "es-MX", "de", "de-CH", "fr", "pt-BR", "it", "en-IN", "pl", "sv"];
  const currencies = ["USD", "EUR", "MXN", "COP", "JPY", "KWD"] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }),
      fc.constantFrom(...locales),
      fc.constantFrom(...currencies),
      fc.constantFrom("code" as const, "none" as const),
      (minor, locale, currency, sign) => {
        const decimals = decimalsOf(currency);
        const amount = minor / 10 ** decimals;
        const format = new Intl.NumberFormat(locale, {
          ...(sign === "code" && { style: "currency", currency, currencyDisplay: "code" }),
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        });
        const text = format.format(amount);
        const read = amountOf({ amount: text, currency }, "USD");
        expect(read, `${text} (${locale})`).toEqual({ value: amount === 0 ? expect.closeTo(0) : amount, currency });
      },
    ),
    { seed: 20, numRuns: 2000 },
  );
});

describe("without a currency's column", () => {
  test.each([
    ["12,50 €", "USD", "12.5 EUR"],
    ["$5", "USD", "5 USD"],
    ["$5", "COP", "5 COP"],
    ["$5", "EUR", "unknown_currency"],
    ["COP 1.234.567", "USD", "1234567 COP"],
    ["5", "EUR", "5 EUR"],
  ])("%s where the base is %s is %s", (amount, base, expected) => {
    expect(read(amount, undefined, base)).toBe(expected);
  });
});

test.each([
  ["", undefined, "missing_amount"],
  [null, undefined, "missing_amount"],
  ["1.234", "USD", "ambiguous_amount"],
  ["1,234", "KWD", "ambiguous_amount"],
  ["€5", "USD", "currency_mismatch"],
  ["EUR 5", "USD", "currency_mismatch"],
  ["constructor 5", "USD", "currency_mismatch"],
  ["5", "dollars", "unknown_currency"],
  ["#REF!", "USD", "unreadable_amount"],
  ["1.2.3", "USD", "unreadable_amount"],
  ["1,23,4", "USD", "unreadable_amount"],
  ["1,234,56", "USD", "unreadable_amount"],
  ["12 34", "USD", "unreadable_amount"],
  ["--5", "USD", "unreadable_amount"],
  ["(-5)", "USD", "unreadable_amount"],
  ["12%", "USD", "currency_mismatch"],
  ["5 apples", "USD", "currency_mismatch"],
  ["9999999999999999", "USD", "unreadable_amount"],
  [Number.NaN, "USD", "unreadable_amount"],
])("%s with %s: %s", (amount, currency, reason) => {
  expect(read(amount, currency)).toBe(reason);
});

test.each([
  [{ amount_minor: "123456", currency: "usd" }, 1234.56],
  [{ amount_minor: -5000, currency: "JPY" }, -5000],
  [{ amount_minor: "12345", currency: "KWD" }, 12.345],
  [{ amount_minor: "1099" }, 10.99],
  [{ amount_minor: "1099", amount: "$10.99", currency: "USD" }, 10.99],
  [{ amount_minor: "1099", amount: "10", currency: "USD" }, "amounts_differ"],
  [{ amount_minor: "10.99", currency: "USD" }, "unreadable_amount"],
])("minor units %j are %s", (row, expected) => {
  try {
    expect(amountOf(row, "USD").value).toBe(expected);
  } catch (error) {
    expect((error as Rejection).reason).toBe(expected);
  }
});

test.each([
  ["0.92", 0.92],
  ["0,92", 0.92],
  ["1.085", 1.085],
  ["4,123.5", 4123.5],
  ["2.5e-4", 0.00025],
  [1.085, 1.085],
  ["", null],
  ["1,085", "unreadable_fx_rate"],
  ["0", "unreadable_fx_rate"],
  ["-1", "unreadable_fx_rate"],
])("the rate %s is %s", (rate, expected) => {
  try {
    expect(rateOf(rate)).toBe(expected);
  } catch (error) {
    expect((error as Rejection).reason).toBe(expected);
  }
});
