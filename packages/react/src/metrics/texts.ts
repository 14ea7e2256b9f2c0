import { joinTexts, type TextKey, viewTexts, whyTexts } from "@northstar/core";
// By its own way: a bundler that splits by files would put these words with the first card.
import { metricsTexts } from "@northstar/core/metrics";
import type { Interface } from "../components/interface.ts";

/** What this folder says. */
export const TEXTS = joinTexts(metricsTexts, viewTexts, whyTexts);

/** Words and formats of this folder. */
export type MetricsInterface = Interface<TextKey<typeof TEXTS>>;
