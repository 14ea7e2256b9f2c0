import type { Locale } from "../kpi.ts";
import type { ValueKey } from "./areas/value.ts";
import type { Translator } from "./messages.ts";
import { valueLabel } from "./valueLabel.ts";

const regions = new Map<Locale, Intl.DisplayNames>();

/** A dimension's value for readers: a country by its name, codes of the model in words, others as they are. */
export function dimensionValueWords(
  name: string,
  value: string,
  translate: Translator<ValueKey>,
  locale: Locale,
): string {
  const short = name.slice(name.indexOf(".") + 1);
  if (short === "country" && /^[A-Z]{2}$/.test(value)) return regionNames(locale).of(value) ?? value;
  // A segment may be that of a day, or the one that somebody came from or went to.
  return valueLabel(short.startsWith("segment") ? "segment" : short, value, translate);
}

function regionNames(locale: Locale): Intl.DisplayNames {
  const known = regions.get(locale) ?? new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  regions.set(locale, known);
  return known;
}
