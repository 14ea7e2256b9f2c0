import type { Catalog, Locale } from "../kpi.ts";
import type { Translator } from "./messages.ts";
import { capitalise } from "./periodWords.ts";
import { valueWords } from "./valueWords.ts";

/** A dimension's name for readers: the model's own, or the name in the query made readable where the server doesn't say. */
export function dimensionTitle(name: string, catalog: Pick<Catalog, "dimensionTitles"> | null, locale: Locale): string {
  const short = name.slice(name.indexOf(".") + 1);
  const titles = catalog?.dimensionTitles ?? {};
  const title = Object.hasOwn(titles, short) ? titles[short]?.[locale] : undefined;
  return title ?? capitalise(short.replaceAll("_", " "), { locale });
}

/** Codes of Northstar's own model that have words. */
const CODES = {
  "channel.email": "filters.value.email",
  "channel.whatsapp": "filters.value.whatsapp",
  "segment.cold": "filters.value.cold",
  "segment.warm": "filters.value.warm",
  "segment.hot": "filters.value.hot",
  "content_type.podcast": "filters.value.podcast",
  "content_type.clip": "filters.value.clip",
  "content_type.webinar": "filters.value.webinar",
} as const;

const regions = new Map<Locale, Intl.DisplayNames>();

/** A dimension's value for readers: a country by its name, a channel and a segment in words, others as they are. */
export function dimensionValueWords(name: string, value: string, translate: Translator, locale: Locale): string {
  const short = name.slice(name.indexOf(".") + 1);
  if (short === "country" && /^[A-Z]{2}$/.test(value)) return regionNames(locale).of(value) ?? value;
  const code = `${short.startsWith("segment") ? "segment" : short}.${value}`;
  return isCode(code) ? translate(CODES[code]) : valueWords(value, translate);
}

function regionNames(locale: Locale): Intl.DisplayNames {
  const known = regions.get(locale) ?? new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  regions.set(locale, known);
  return known;
}

function isCode(code: string): code is keyof typeof CODES {
  return Object.hasOwn(CODES, code);
}
