import type { AlertMessage } from "../types.ts";
import type { AlertLinks } from "./links.ts";
import type { MessageLinks } from "./message/MessageLinks.ts";
import { reviewTopic } from "./reviewTopic.ts";

/** Events after which there is something to take on. */
const OPEN: ReadonlySet<AlertMessage["event"]> = new Set(["fired", "escalated", "eased", "reminded"]);

/** Signs a message's links: to its recipient and its alerts alone. */
export async function signLinks(
  { alerts, channel, recipientId, event, review }: AlertMessage,
  {
    portalUrl,
    reviewsUrl = portalUrl,
    publicUrl,
    tenant,
    links,
  }: {
    portalUrl?: string | undefined;
    reviewsUrl?: string | undefined;
    publicUrl?: string | undefined;
    tenant: string;
    links: AlertLinks;
  },
): Promise<MessageLinks> {
  const deed = {
    tenant,
    channel,
    to: recipientId,
    alerts: review
      ? [[reviewTopic(review.scheduleId), null] satisfies [string, null]]
      : alerts.map(({ rule, firingSince }): [string, number | null] => [
          rule.id,
          firingSince === null ? null : Date.parse(firingSince),
        ]),
  };
  const urlOf = async (kind: "acknowledge" | "unsubscribe") =>
    publicUrl === undefined
      ? null
      : `${publicUrl.replace(/\/+$/, "")}/northstar/v1/alerts/links/${await links.sign({ ...deed, do: kind })}`;
  return {
    portal: review ? reviewUrl(reviewsUrl, review.packId) : (portalUrl ?? null),
    acknowledge: !review && OPEN.has(event) ? await urlOf("acknowledge") : null,
    unsubscribe: !review && event === "test" ? null : await urlOf("unsubscribe"),
  };
}

/** It opens there under whoever's role is signed in: nothing but the review's name is in it. */
function reviewUrl(page: string | undefined, packId: string): string | null {
  if (page === undefined || !URL.canParse(page)) return null;
  const url = new URL(page);
  url.searchParams.set("revision", packId);
  return url.href;
}
