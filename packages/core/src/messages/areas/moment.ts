import type { Texts } from "../texts.ts";

const es = {
  "moment.today": "hoy {time}",
  "moment.yesterday": "ayer {time}",
  "moment.day": "{day} {time}",
} as const;

export type MomentKey = keyof typeof es;

const en: Record<MomentKey, string> = {
  "moment.today": "today {time}",
  "moment.yesterday": "yesterday {time}",
  "moment.day": "{day} {time}",
};

/** Moments beside a list of recent things. */
export const momentTexts: Texts<MomentKey> = { es, en };
