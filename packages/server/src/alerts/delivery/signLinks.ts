import type { AlertMessage, News } from "../types.ts";
import type { AlertLinks } from "./links.ts";
import type { MessageLinks } from "./message/MessageLinks.ts";
import { topicsOf } from "./newsTopics.ts";

/** Events after which there is something to take on. */
const OPEN: ReadonlySet<AlertMessage["event"]> = new Set(["fired", "escalated", "eased", "reminded"]);

interface LinkParts {
  portalUrl?: string | undefined;
  reviewsUrl?: string | undefined;
  suggestionsUrl?: string | undefined;
  publicUrl?: string | undefined;
  tenant: string;
  links: AlertLinks;
}

/** Signs a message's links: to its recipient and its alerts alone. */
export async function signLinks(message: AlertMessage, parts: LinkParts): Promise<MessageLinks> {
  const { alerts, channel, recipientId, event, news } = message;
  const { portalUrl, publicUrl, tenant, links } = parts;
  const deed = {
    tenant,
    channel,
    to: recipientId,
    alerts: news
      ? topicsOf(message).map((topic): [string, null] => [topic, null])
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
    portal: news ? newsUrl(news, parts) : (portalUrl ?? null),
    acknowledge: !news && OPEN.has(event) ? await urlOf("acknowledge") : null,
    unsubscribe: !news && event === "test" ? null : await urlOf("unsubscribe"),
  };
}

const PARAMETERS: Record<News["kind"], string> = { review: "revision", notice: "sugerencia" };

/** It opens there under whoever's role is signed in: nothing but the name of what it leads to is in it. */
function newsUrl({ kind, id }: News, { portalUrl, reviewsUrl, suggestionsUrl }: LinkParts): string | null {
  const page = (kind === "review" ? reviewsUrl : suggestionsUrl) ?? portalUrl;
  if (page === undefined || !URL.canParse(page)) return null;
  const url = new URL(page);
  url.searchParams.set(PARAMETERS[kind], id);
  return url.href;
}
