import type { AlertMessage } from "../types.ts";
import type { AlertLinks } from "./links.ts";
import type { MessageLinks } from "./message/MessageLinks.ts";

/** Events after which there is something to take on. */
const OPEN: ReadonlySet<AlertMessage["event"]> = new Set(["fired", "escalated", "eased", "reminded"]);

/** Signs a message's links: to its recipient and its alerts alone. */
export async function signLinks(
  { alerts, channel, recipientId, event }: AlertMessage,
  {
    portalUrl,
    publicUrl,
    tenant,
    links,
  }: { portalUrl?: string | undefined; publicUrl?: string | undefined; tenant: string; links: AlertLinks },
): Promise<MessageLinks> {
  const deed = {
    tenant,
    channel,
    to: recipientId,
    alerts: alerts.map(({ rule, firingSince }): [string, number | null] => [
      rule.id,
      firingSince === null ? null : Date.parse(firingSince),
    ]),
  };
  const urlOf = async (kind: "acknowledge" | "unsubscribe") =>
    publicUrl === undefined
      ? null
      : `${publicUrl.replace(/\/+$/, "")}/northstar/v1/alerts/links/${await links.sign({ ...deed, do: kind })}`;
  return {
    portal: portalUrl ?? null,
    acknowledge: OPEN.has(event) ? await urlOf("acknowledge") : null,
    unsubscribe: event === "test" ? null : await urlOf("unsubscribe"),
  };
}
