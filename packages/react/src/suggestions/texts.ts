import { joinTexts, momentTexts } from "@northstar/core";
import { suggestionMarksTexts } from "@northstar/core/suggestion-marks";
import { suggestionsTexts } from "@northstar/core/suggestions";
import type { Interface } from "../components/interface.ts";

/** Texts of all that is drawn of suggestions. */
export const TEXTS = joinTexts(suggestionMarksTexts, suggestionsTexts, momentTexts);

export type Words = Interface<keyof typeof TEXTS.es>;
