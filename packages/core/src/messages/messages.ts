import type { Locale } from "../kpi.ts";
import type { Messages } from "./allMessages.ts";
import { type BaseKey, baseTexts } from "./areas/base.ts";
import type { TextKey, Texts } from "./texts.ts";

type PluralStem<K> = K extends `${infer Stem}_one` ? Stem : never;

export type MessageValues = Readonly<Record<string, string | number>>;

/** Reads texts of one language: those that are always there, and those of area `K`. */
export interface Translator<K extends string = never> {
  /** The text with each `{name}` replaced; a name without a value stays as it is written, so that it is noticed. */
  (key: BaseKey | K, values?: MessageValues): string;
  /** The form that the language uses for `count`, which is also the value of `{count}`. The key is without `_one` and `_other`. */
  plural(key: PluralStem<BaseKey | K>, count: number, values?: MessageValues): string;
}

export function interpolate(text: string, values: MessageValues = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** Joins a language's words, and those of an area, with a host's own for some of them. */
export function createTranslator<K extends string = never>(
  locale: Locale,
  overrides: Partial<Messages> = {},
  texts?: Texts<K>,
): Translator<K> {
  const own: Readonly<Record<string, string | undefined>> = overrides;
  const area: Readonly<Record<string, string | undefined>> = texts?.[locale] ?? {};
  const base: Readonly<Record<string, string | undefined>> = baseTexts[locale];
  const translate = (key: string, values?: MessageValues) =>
    interpolate(own[key] ?? area[key] ?? base[key] ?? key, values);
  const plural = (key: string, count: number, values?: MessageValues) => {
    // Spanish has a third form, "many" (1,000,000 de…), which these texts write as "other".
    const form = pluralRules(locale).select(count) === "one" ? "one" : "other";
    return translate(`${key}_${form}`, { count: countWords(count, locale), ...values });
  };
  return Object.assign(translate, { plural });
}

const countFormats = new Map<Locale, Intl.NumberFormat>();

/** Grouped as every number is: `1.284.310`. */
function countWords(count: number, locale: Locale): string {
  if (Math.abs(count) < 1000) return String(count);
  const known = countFormats.get(locale) ?? new Intl.NumberFormat(locale, { useGrouping: "always" });
  countFormats.set(locale, known);
  return known.format(count);
}

const rules = new Map<Locale, Intl.PluralRules>();

function pluralRules(locale: Locale): Intl.PluralRules {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, known);
  return known;
}

/** Texts of several areas as one, for a component that needs them all. Made once, outside of it. */
export function joinTexts<T extends readonly Texts[]>(...areas: T): Texts<TextKey<T[number]>> {
  return {
    es: Object.assign({}, ...areas.map(({ es }) => es)),
    en: Object.assign({}, ...areas.map(({ en }) => en)),
  };
}
