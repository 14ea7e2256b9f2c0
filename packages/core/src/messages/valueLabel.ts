import { type ValueKey, valueTexts } from "./areas/value.ts";
import type { Translator } from "./messages.ts";
import { valueWords } from "./valueWords.ts";

/**
 * A coded value of a dimension for readers: the text `value.<dimension>.<code>` where there is one, the value itself otherwise
 * (`Sin dato` for none). `dimension` may have its view: `technical.flow` is `flow`.
 */
export function valueLabel(dimension: string, value: string, translate: Translator<ValueKey>): string {
  const key = `value.${dimension.slice(dimension.indexOf(".") + 1)}.${value}`;
  return isMessage(key) ? translate(key) : valueWords(value, translate);
}

function isMessage(key: string): key is ValueKey {
  return Object.hasOwn(valueTexts.es, key);
}
