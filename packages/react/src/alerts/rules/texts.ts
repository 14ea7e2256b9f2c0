import { joinTexts, momentTexts, type TextKey } from "@northstar/core";
import { alertRulesTexts } from "@northstar/core/alert-rules";
import { liveAlertsTexts } from "@northstar/core/live-alerts";
import type { Interface } from "../../components/interface.ts";

/** What rules and their editor say. */
export const TEXTS = joinTexts(alertRulesTexts, liveAlertsTexts, momentTexts);

export type RulesInterface = Interface<TextKey<typeof TEXTS>>;
