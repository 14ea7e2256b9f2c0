import type { LocalizedText } from "@northstar/core";
import type { AlertMessage } from "../types.ts";

// What somebody unsubscribes from stands where a rule's id does, and a rule's id has no colon.

const REVIEW = "review:";

/** For who wants no more of a schedule's reviews. */
export const reviewTopic = (scheduleId: string) => `${REVIEW}${scheduleId}`;

/** The schedule of a topic; null of others. */
export const scheduleOfTopic = (topic: string) => (topic.startsWith(REVIEW) ? topic.slice(REVIEW.length) : null);

/** For who wants no more word of mentions and answers. */
export const NOTICES_TOPIC = "notices:";

export const NOTICES_TITLE: LocalizedText = { es: "Menciones y respuestas", en: "Mentions and replies" };

/** What a message is about: rules, or what else goes out. */
export function topicsOf({ alerts, news }: Pick<AlertMessage, "alerts" | "news">): string[] {
  return news ? [news.topic] : alerts.map(({ rule }) => rule.id);
}
