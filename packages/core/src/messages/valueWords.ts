import type { ValueMarkerKey } from "./areas/valueMarker.ts";
import type { Translator } from "./messages.ts";

/** What the model and GA4 call values that are no value of their own. */
const WORDS = { "": "value.not_set", "(not set)": "value.not_set", "(direct)": "value.direct" } as const;

/** A dimension's value for readers: `Sin dato` for `(not set)` and for none at all, `Directo` for `(direct)`, others as they are. */
export function valueWords(value: string, translate: Translator<ValueMarkerKey>): string {
  return isKnown(value) ? translate(WORDS[value]) : value;
}

function isKnown(value: string): value is keyof typeof WORDS {
  return Object.hasOwn(WORDS, value);
}
