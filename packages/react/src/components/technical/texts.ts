import {
  gridTexts,
  joinTexts,
  momentTexts,
  type TextKey,
  technicalTexts,
  valueTexts,
  viewTexts,
} from "@northstar/core";
import type { Interface } from "../interface.ts";

/** What the tiles of this folder say. */
export const TEXTS = joinTexts(technicalTexts, gridTexts, momentTexts, valueTexts, viewTexts);

/** Words and formats of this folder's tiles. */
export type TechnicalInterface = Interface<TextKey<typeof TEXTS>>;
