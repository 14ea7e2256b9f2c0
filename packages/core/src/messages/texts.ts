import type { Locale } from "../kpi.ts";

/** Texts of one area in every language. `{name}` is replaced; keys with `_one` and `_other` are plural forms. */
export type Texts<K extends string = string> = Readonly<Record<Locale, Readonly<Record<K, string>>>>;

/** Keys of a set of texts. */
export type TextKey<T> = T extends Texts<infer K> ? K : never;
