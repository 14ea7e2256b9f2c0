import { outcomeOfError, outcomeOfStatus } from "../DeliveryOutcome.ts";
import { post } from "../targets/post.ts";
import type { ChannelTools, DeliveryChannel } from "./DeliveryChannel.ts";
import { slackMessage } from "./slackMessage.ts";

/** Slack by an incoming webhook: one place, no threads. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackWebhook(url: string, tools: ChannelTools): DeliveryChannel {
  return {
    async send({ words, links }) {
      try {
        const answer = await post(url, JSON.stringify(slackMessage(words, links)), {}, tools);
        return answer.status >= 200 && answer.status < 300 ? { kind: "sent" } : outcomeOfStatus(answer);
      } catch (error) {
        return outcomeOfError(error);
      }
    },
  };
}
