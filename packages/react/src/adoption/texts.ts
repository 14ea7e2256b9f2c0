import { joinTexts, type TextKey, viewTexts } from "@northstar/core";
// By its own way: a bundler that splits by files would put these words with the first card.
import { adoptionTexts } from "@northstar/core/adoption";
import type { Interface } from "../components/interface.ts";

/** What this folder says. */
export const TEXTS = joinTexts(adoptionTexts, viewTexts);

/** Words and formats of this folder. */
export type AdoptionInterface = Interface<TextKey<typeof TEXTS>>;
