import { joinTexts, momentTexts, reportSchedulesTexts, reportsTexts, type TextKey } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

export const TEXTS = joinTexts(reportsTexts, momentTexts, reportSchedulesTexts);

export type ReportsInterface = Interface<TextKey<typeof TEXTS>>;
