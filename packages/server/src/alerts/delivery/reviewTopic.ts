import type { AlertMessage } from "../types.ts";

/** A rule's id has no colon. */
const REVIEW = "review:";

/** What somebody unsubscribes from who wants no more of a schedule's reviews: stands where a rule's id does. */
export const reviewTopic = (scheduleId: string) => `${REVIEW}${scheduleId}`;

/** The schedule of a topic; null of a rule's id. */
export const scheduleOfTopic = (topic: string) => (topic.startsWith(REVIEW) ? topic.slice(REVIEW.length) : null);

/** What a message is about: rules, or a schedule of reviews. */
export function topicsOf({ alerts, review }: Pick<AlertMessage, "alerts" | "review">): string[] {
  return review ? [reviewTopic(review.scheduleId)] : alerts.map(({ rule }) => rule.id);
}
