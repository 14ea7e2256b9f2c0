/** Spaces and apostrophes that only ever divide thousands. */
const SPACE = "[ \\u00a0\\u2009\\u202f'’]";

/**
 * A decimal number without a sign as people and spreadsheets write it: `1234.56`, `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`,
 * `12,34,567.80`. Of two kinds of signs the last is the decimal one; one that comes twice divides thousands.
 *
 * One sign with three digits behind it and one to three before may be either: with `decimals` 0 it divides thousands; a point is a decimal one where the
 * currency has three; a comma divides thousands where it has two, since nobody writes three decimals with a comma there.
 *
 * @param decimals how many the currency has; null for a number that isn't money
 * @returns null for what is no number, `"ambiguous"` for what is two
 */
export function decimalText(text: string, decimals: number | null): number | null | "ambiguous" {
  const digits = text.trim();
  if (new RegExp(SPACE).test(digits)) {
    // Thousands are divided already: what else there is is decimal.
    if (!new RegExp(`^\\d{1,3}(${SPACE}\\d{3})+([.,]\\d*)?$`).test(digits)) return null;
    return Number(digits.replace(new RegExp(SPACE, "g"), "").replace(",", "."));
  }
  if (!/^[\d.,]+$/.test(digits) || !/\d/.test(digits)) return null;
  const decimal = digits[Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","))];
  if (decimal === undefined) return Number(digits);
  const other = decimal === "." ? "," : ".";
  const [whole = "", fraction = "", ...more] = digits.split(decimal);
  if (digits.includes(other)) {
    return more.length === 0 && isGrouped(whole, other) ? Number(`${whole.replaceAll(other, "")}.${fraction}`) : null;
  }
  if (more.length > 0) return isGrouped(digits, decimal) ? Number(digits.replaceAll(decimal, "")) : null;
  const asDecimal = Number(`${whole}.${fraction}`);
  if (!/^[1-9]\d{0,2}$/.test(whole) || fraction.length !== 3) return asDecimal;
  if (decimals === 0 || (decimals === 2 && decimal === ",")) return Number(whole + fraction);
  if (decimal === "." && decimals !== 2) return asDecimal;
  return "ambiguous";
}

/** Thousands by three, or as in India the last by three and those before by two. */
function isGrouped(digits: string, sign: string): boolean {
  const groups = digits.split(sign);
  const last = groups.pop() ?? "";
  const first = groups.shift() ?? "";
  if (!/^\d{3}$/.test(last) || !/^\d{1,3}$/.test(first)) return false;
  return (
    groups.every((group) => /^\d{3}$/.test(group)) ||
    (first.length < 3 && groups.every((group) => /^\d{2}$/.test(group)))
  );
}
