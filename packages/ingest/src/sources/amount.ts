import { decimalText } from "./decimalText.ts";
import { decimalsOf, fromMinorUnits } from "./minorUnits.ts";
import { Rejection } from "./normaliser.ts";
import { textOf } from "./values.ts";

export interface Amount {
  value: number;
  /** ISO 4217. */
  currency: string;
}

/** What a currency's sign may stand for, the likeliest first. */
const SIGNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "€": ["EUR"],
    "£": ["GBP", "EGP", "GIP"],
    "¥": ["JPY", "CNY"],
    "₹": ["INR"],
    "₩": ["KRW"],
    R$: ["BRL"],
    "S/": ["PEN"],
    "₡": ["CRC"],
    "₲": ["PYG"],
    Q: ["GTQ"],
    $: "USD ARS AUD BMD BND BOB BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SGD SRD TTD TWD UYU XCD".split(
      " ",
    ),
    US$: ["USD"],
    MX$: ["MXN"],
    CA$: ["CAD"],
    C$: ["CAD", "NIO"],
    A$: ["AUD"],
  }),
);

/**
 * An amount as a sheet has it: `1234.56`, `$1,234.56`, `1.234,56 €`, `USD 1 234.56`, `(12.50)`, `-12,50`, `12.50-`; or in minor units (cents), as
 * invoices have it.
 * @param row `amount`, or `amount_minor`; `currency`, without which the sign beside the amount counts, or the base currency
 * @throws Rejection
 */
export function amountOf(
  row: { amount?: unknown; amount_minor?: unknown; currency?: unknown },
  baseCurrency: string,
): Amount {
  const minor = textOf(row.amount_minor);
  const column = currencyOf(row.currency, baseCurrency);
  if (minor !== null) {
    const currency = column ?? baseCurrency;
    const text = fromMinorUnits(minor, currency);
    if (text === null) throw unreadable("amount_minor", "a whole number of minor units");
    const value = bounded(Number(text));
    if (textOf(row.amount) !== null && amountOf({ amount: row.amount, currency }, baseCurrency).value !== value) {
      throw new Rejection("amounts_differ", "The row has an amount and another one in minor units.");
    }
    return { value, currency };
  }
  if (typeof row.amount === "number" && Number.isFinite(row.amount)) {
    return { value: bounded(row.amount), currency: column ?? baseCurrency };
  }
  const text = textOf(row.amount);
  if (text === null) throw new Rejection("missing_amount", "The event has no usable amount.");
  const parts = partsOf(text);
  if (parts === null) throw unreadable("amount", "an amount");
  const beside = parts.sign === "" ? null : meaningOf(parts.sign, column ?? baseCurrency);
  if (column !== null && parts.sign !== "" && beside !== column) {
    throw new Rejection("currency_mismatch", `What stands beside the amount isn't a sign of ${column}, its currency.`);
  }
  if (parts.sign !== "" && beside === null) {
    throw new Rejection(
      "unknown_currency",
      "The amount's sign stands for several currencies, or none: fill the currency.",
    );
  }
  const currency = column ?? beside ?? baseCurrency;
  const value = parts.isScientific ? Number(parts.digits) : decimalText(parts.digits, decimalsOf(currency));
  if (value === null) throw unreadable("amount", "an amount");
  if (value === "ambiguous") {
    throw new Rejection(
      "ambiguous_amount",
      "A point or comma before three digits may divide thousands or decimals: write decimals with two digits, or the thousands without a sign.",
    );
  }
  return { value: bounded(parts.isNegative ? -value : value), currency };
}

/** A rate, which may have a decimal comma; null where there is none. @throws Rejection */
export function rateOf(given: unknown): number | null {
  const text = textOf(given);
  if (text === null) return null;
  const rate = typeof given === "number" ? given : /e[+-]?\d+$/i.test(text) ? Number(text) : decimalText(text, null);
  if (typeof rate === "number" && Number.isFinite(rate) && rate > 0) return rate;
  throw new Rejection(
    "unreadable_fx_rate",
    "The rate can't be read as one number above 0; write it with a decimal point.",
  );
}

/** The currency that a column names, by its code or its sign; null when it is empty. */
function currencyOf(given: unknown, baseCurrency: string): string | null {
  const text = textOf(given);
  if (text === null) return null;
  const currency = meaningOf(text, baseCurrency);
  if (currency === null)
    throw new Rejection("unknown_currency", "The currency isn't a code of three letters, as in ISO 4217.");
  return currency;
}

/** The currency that a code or a sign stands for, if it may be `expected` that one; null when it can't be told. */
function meaningOf(sign: string, expected: string): string | null {
  if (/^[a-z]{3}$/i.test(sign)) return sign.toUpperCase();
  const currencies = SIGNS.get(sign.toUpperCase()) ?? [];
  if (currencies.includes(expected)) return expected;
  return currencies.length === 1 ? (currencies[0] ?? null) : null;
}

interface AmountParts {
  digits: string;
  /** Code or sign of the currency; empty without one. */
  sign: string;
  isNegative: boolean;
  /** As programs write very large and small numbers. */
  isScientific: boolean;
}

const MINUS = "[-\\u2212\\u2013]";
const NUMBER = /\d[\d.,\u00a0\u2009\u202f'’ ]*|[.,]\d+/;

function partsOf(text: string): AmountParts | null {
  const scientific = /^([+-]?)((?:\d+\.?\d*|\.\d+)e[+-]?\d+)$/i.exec(text);
  if (scientific) {
    return { digits: scientific[2] ?? "", sign: "", isNegative: scientific[1] === "-", isScientific: true };
  }
  const inner = /^\((.+)\)$/.exec(text)?.[1] ?? text;
  const number = NUMBER.exec(inner);
  if (!number) return null;
  const around = [inner.slice(0, number.index), inner.slice(number.index + number[0].length)];
  const minus = around.flatMap((part) => part.match(new RegExp(MINUS, "g")) ?? []).length + (inner === text ? 0 : 1);
  const signs = around
    .flatMap((part) => part.replace(new RegExp(`^\\s*\\+|${MINUS}`, "g"), "").split(/\s+/))
    .filter((part) => part !== "");
  // `USD $5` says it twice: the code says more.
  const [sign = ""] = signs.length === 2 ? signs.filter((part) => /^[a-z]{3}$/i.test(part)) : signs;
  if (minus > 1 || signs.length > 2 || (signs.length === 2 && sign === "")) return null;
  return { digits: number[0].trim(), sign, isNegative: minus === 1, isScientific: false };
}

/** As DECIMAL(18,2) has room for. */
function bounded(value: number): number {
  if (Math.abs(value) < 1e15) return value;
  throw unreadable("amount", "an amount of less than a thousand billions");
}

function unreadable(column: string, what: string): Rejection {
  return new Rejection("unreadable_amount", `The ${column} can't be read as ${what}.`);
}
