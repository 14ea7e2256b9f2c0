import { joinTexts, momentTexts, periodTexts, type TextKey, valueTexts } from "@northstar/core";
import { ownChartsTexts } from "@northstar/core/own-charts";
import type { Interface } from "../components/interface.ts";

/** What own charts, their builder and boards say. */
export const TEXTS = joinTexts(ownChartsTexts, periodTexts, valueTexts, momentTexts);

export type ChartsInterface = Interface<TextKey<typeof TEXTS>>;
