import type { Locale } from "../kpi.ts";

/** Texts of one area in every language. `{name}` is replaced; keys with `_one` and `_other` are plural forms. */
export type Texts<K extends string = string> = Readonly<Record<Locale, Readonly<Record<K, string>>>>;

/** Keys of a set of texts. */
export type TextKey<T> = T extends Texts<infer K> ? K : never;

/** Texts of several areas as one, for a component that needs them all. Made once, outside of it. */
export function joinTexts<T extends readonly Texts[]>(...areas: T): Texts<TextKey<T[number]>> {
  return {
    es: Object.assign({}, ...areas.map(({ es }) => es)),
    en: Object.assign({}, ...areas.map(({ en }) => en)),
  };
}
