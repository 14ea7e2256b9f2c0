/** How a language writes decimals. */
export function decimalMark(locale: string): "point" | "comma" {
  return new Intl.NumberFormat(locale).format(0.5).includes(",") ? "comma" : "point";
}
