import type { Locale } from "../kpi.ts";
import { en } from "./en.ts";
import { es, type Messages } from "./es.ts";

/** Name of a text of the user interface. */
export type MessageKey = keyof typeof es;

type PluralStem<K> = K extends `${infer Stem}_one` ? Stem : never;

/** Names of texts that have `_one` and `_other` forms, without the ending. */
export type PluralKey = PluralStem<MessageKey>;

export type MessageValues = Readonly<Record<string, string | number>>;

export const MESSAGES: Readonly<Record<Locale, Messages>> = { es, en };

/** Reads texts of one language. */
export interface Translator {
  /** The text with each `{name}` replaced; a name without a value stays as it is written, so that it is noticed. */
  (key: MessageKey, values?: MessageValues): string;
  /** The form that the language uses for `count`, which is also the value of `{count}`. */
  plural(key: PluralKey, count: number, values?: MessageValues): string;
}

export function interpolate(text: string, values: MessageValues = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** Joins a language's texts with a host's own words for some of them. */
export function createTranslator(locale: Locale, overrides: Partial<Messages> = {}): Translator {
  const messages: Messages = { ...MESSAGES[locale], ...overrides };
  const rules = new Intl.PluralRules(locale);
  const translate = (key: MessageKey, values?: MessageValues) => interpolate(messages[key], values);
  const plural = (key: PluralKey, count: number, values?: MessageValues) => {
    // Spanish has a third form, "many" (1,000,000 de…), which these texts write as "other".
    const form: MessageKey = rules.select(count) === "one" ? `${key}_one` : `${key}_other`;
    return translate(form, { count, ...values });
  };
  return Object.assign(translate, { plural });
}
