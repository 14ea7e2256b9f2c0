import { createHmac } from "node:crypto";
import type { AlertMessage } from "../../types.ts";
import { outcomeOfError, outcomeOfStatus, refused } from "../DeliveryOutcome.ts";
import { post } from "../targets/post.ts";
import type { ChannelTools, DeliveryChannel } from "./DeliveryChannel.ts";

/** Reads `whsec_<base64>` of 24 to 64 bytes. @returns null when it is none */
export function parseWebhookSecret(secret: string): Buffer | null {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const key = encoded ? Buffer.from(encoded, "base64") : null;
  return key && key.length >= 24 && key.length <= 64 ? key : null;
}

/**
 * Any receiver, by Standard Webhooks: a message that goes again has the same `webhook-id`.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhook(key: Buffer, tools: ChannelTools): DeliveryChannel {
  return {
    async send({ message, words, links, recipient }) {
      const body = JSON.stringify({
        type: `alert.${message.event}`,
        timestamp: new Date(message.createdAt).toISOString(),
        data: { ...dataOf(message), text: words.headline, portalUrl: links.portal },
      });
      const timestamp = String(Math.floor(tools.now() / 1000));
      const headers = {
        "webhook-id": message.dedupKey,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signWebhook(key, message.dedupKey, timestamp, body)}`,
      };
      try {
        const answer = await post(recipient.to ?? "", body, headers, tools);
        if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
        return answer.status === 410 ? refused("The receiver wants no more messages (410).") : outcomeOfStatus(answer);
      } catch (error) {
        return outcomeOfError(error);
      }
    },
  };
}

export function signWebhook(key: Buffer, id: string, timestamp: string, body: string): string {
  return createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
}

/** What a receiver works with; who was told and what belongs to the platform stays here. */
function dataOf({ event, level, alerts, cause, kpiTitles, threadKey }: AlertMessage) {
  return { event, level, alerts, cause, kpiTitles, thread: threadKey };
}
