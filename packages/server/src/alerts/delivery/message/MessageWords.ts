/** How it looks: bad, nearly, well again, or neither. */
export type Tone = "red" | "amber" | "good" | "neutral";

/** A message in its reader's language, before any channel has given it a form. Plain texts: each channel escapes them. */
export interface MessageWords {
  tone: Tone;
  badge: string;
  headline: string;
  /** What several have in common, or that it is a test. */
  intro: string | null;
  /** Worst first; at most `MAX_ITEMS`. */
  items: readonly AlertWords[];
  /** Of when the data of several are, once for all; null of one, whose facts say it. */
  checked: string | null;
  /** `y 12 más en el portal`; null when all are here. */
  more: string | null;
  /** Of the first alert. */
  chart: ChartWords | null;
  labels: { open: string; acknowledge: string; unsubscribe: string; todo: string; why: string };
}

export interface AlertWords {
  tone: Tone;
  badge: string;
  title: string;
  /** `1.284`; null when nothing is known. */
  figure: string | null;
  /** `Umbral 2.000` */
  limit: string | null;
  facts: readonly { label: string; text: string }[];
  /** What to do, as the rule's owner wrote it. */
  todo: string | null;
  cause: string | null;
}

/** What is written around a line's picture. */
export interface ChartWords {
  title: string;
  /** For whoever doesn't see it. */
  description: string;
  first: string;
  last: string;
  /** `Entre 1.284 y 3.006`; null where their unit isn't known. */
  range: string | null;
}

/** More alerts than these in one message are only counted. */
export const MAX_ITEMS = 10;
