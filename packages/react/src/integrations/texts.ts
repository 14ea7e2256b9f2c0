import { integrationsTexts, joinTexts, momentTexts, type TextKey, valueTexts } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

/** What this folder says. */
export const TEXTS = joinTexts(integrationsTexts, momentTexts, valueTexts);

/** Words and formats of this folder. */
export type IntegrationsInterface = Interface<TextKey<typeof TEXTS>>;
