/**
 * Decimals of currencies that have another number than two, as Stripe writes amounts (https://docs.stripe.com/currencies#zero-decimal). ISK and
 * UGX have none in daily life and two there.
 */
const DECIMALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD JOD KWD OMR TND".split(" ").map((code) => [code, 3])),
};

/** How many decimals amounts of a currency have. */
export function decimalsOf(currency: string): number {
  return DECIMALS[currency.trim().toUpperCase()] ?? 2;
}

/** An amount in minor units (cents) as a decimal text in the currency itself; null when it isn't a whole number. */
export function fromMinorUnits(amount: string, currency: string): string | null {
  const match = /^([+-]?)(\d{1,15})$/.exec(amount.trim());
  if (!match) return null;
  const decimals = decimalsOf(currency);
  const [, sign = "", digits = ""] = match;
  const padded = digits.padStart(decimals + 1, "0");
  const whole = padded.slice(0, padded.length - decimals);
  return `${sign === "-" ? "-" : ""}${whole}${decimals === 0 ? "" : `.${padded.slice(-decimals)}`}`;
}
