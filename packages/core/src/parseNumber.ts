import type { Locale } from "./kpi.ts";

const GROUPED: Readonly<Record<Locale, RegExp>> = { es: /^\d{1,3}(\.\d{3})+$/, en: /^\d{1,3}(,\d{3})+$/ };

/**
 * What somebody typed, as a number: with the decimal mark and the grouping of their language, or with the other mark where it can only be
 * the decimal one (`1.5` in Spanish is one and a half, `1.500` is fifteen hundred).
 * @returns null for what is no number
 */
export function parseNumber(text: string, locale: Locale): number | null {
  const compact = text.replace(/[\s\u00a0\u202f']/g, "").replace(/^[−–]/, "-");
  const [, sign = "", digits = ""] = /^([+-]?)([\d.,]+)$/.exec(compact) ?? [];
  if (!/\d/.test(digits)) return null;
  const value = Number(sign + plain(digits, locale));
  return Number.isFinite(value) ? value : null;
}

function plain(digits: string, locale: Locale): string {
  const decimalAt = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  if (decimalAt < 0) return digits;
  const mark = digits[decimalAt] ?? "";
  const whole = digits.slice(0, decimalAt);
  const hasBoth = digits.includes(",") && digits.includes(".");
  // The same mark twice groups.
  if (GROUPED[locale].test(digits) || (!hasBoth && whole.includes(mark))) return digits.replaceAll(mark, "");
  const grouping = mark === "," ? "." : ",";
  return `${whole.replaceAll(grouping, "")}.${digits.slice(decimalAt + 1)}`;
}
