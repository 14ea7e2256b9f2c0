import type { Texts } from "../texts.ts";

const es = {
  "value.not_set": "Sin dato",
  "value.direct": "Directo",
} as const;

export type ValueMarkerKey = keyof typeof es;

const en: Record<ValueMarkerKey, string> = {
  "value.not_set": "Not set",
  "value.direct": "Direct",
};

/** What stands for no value of a dimension's own. */
export const valueMarkerTexts: Texts<ValueMarkerKey> = { es, en };
