import type { Locale } from "@northstar/core";
import type { AlertMessage, News, Recipient } from "../types.ts";

/**
 * A message that isn't about alerts, to one recipient, as far as their audience sees what it says.
 * @param key the same for what must go out once
 * @param at ms
 */
export function newsMessage(
  { channel, id, timeZone, audience }: Recipient,
  key: string,
  news: Omit<News, "audienceId">,
  { locale, at }: { locale: Locale; at: number },
): AlertMessage {
  return {
    dedupKey: key,
    channel,
    recipientId: id,
    locale,
    timeZone,
    event: "fired",
    level: null,
    alerts: [],
    cause: null,
    series: null,
    kpiTitles: {},
    historyIds: [],
    threadKey: key,
    createdAt: at,
    // At once: jobs wait by the machine's clock, which needn't be the one that is handed in.
    notBefore: 0,
    news: { ...news, audienceId: audience.id },
  };
}
