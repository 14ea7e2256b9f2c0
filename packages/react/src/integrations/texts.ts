import { joinTexts, momentTexts, type TextKey, valueTexts } from "@northstar/core";
// By its own way: a bundler that splits by files would put these words with the first card.
import { integrationsTexts } from "@northstar/core/integrations";
import type { Interface } from "../components/interface.ts";

/** What this folder says. */
export const TEXTS = joinTexts(integrationsTexts, momentTexts, valueTexts);

/** Words and formats of this folder. */
export type IntegrationsInterface = Interface<TextKey<typeof TEXTS>>;
