import { z } from "zod";
import type { ChannelOf } from "../channelsFile.ts";
import { type DeliveryOutcome, failed, outcomeOfError, outcomeOfStatus, refused } from "../DeliveryOutcome.ts";
import { post } from "../targets/post.ts";
import type { ChannelTools, DeliveryChannel, Shipment } from "./DeliveryChannel.ts";
import { slackMessage } from "./slackMessage.ts";

const answerShape = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

/** Of `chat.postMessage`: they pass by themselves. */
const PASSING = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);
const BUSY = new Set(["ratelimited", "rate_limited"]);
const NO_THREAD = new Set(["thread_not_found", "invalid_thread_ts", "cannot_reply_to_message"]);
/** When Slack doesn't say how long. */
const BUSY_SECONDS = 30;

/**
 * Slack by its Web API. News of an alert answer to the message that it began with; what changes its level, and its end, are shown in the channel
 * too. Slack keeps no key against doubles: the message carries ours in its metadata.
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function slackApi(
  { apiUrl, channel }: Pick<ChannelOf<"slack">, "apiUrl" | "channel">,
  token: string,
  tools: ChannelTools,
): DeliveryChannel {
  async function postMessage(shipment: Shipment, thread: readonly [place: string, ts: string] | null) {
    const { message, words, links, recipient } = shipment;
    const body = {
      ...slackMessage(words, links),
      channel: thread?.[0] ?? recipient.to ?? channel,
      ...(thread && { thread_ts: thread[1], reply_broadcast: message.event !== "reminded" }),
      metadata: {
        event_type: message.news ? `northstar_${message.news.kind}` : "northstar_alert",
        event_payload: { dedup_key: message.dedupKey, event: message.news ? message.news.kind : message.event },
      },
    };
    const headers = { authorization: `Bearer ${token}` };
    return await post(`${apiUrl}/chat.postMessage`, JSON.stringify(body), headers, tools);
  }

  return {
    async send(shipment) {
      try {
        const thread = readReference(shipment.thread);
        const first = await postMessage(shipment, thread);
        const error = thread ? errorOf(first.body) : null;
        // Its first message was deleted: the news stand for themselves.
        const answer = error && NO_THREAD.has(error) ? await postMessage(shipment, null) : first;
        return answer.status === 200 ? outcomeOf(answer.body, answer.retryAfter) : outcomeOfStatus(answer);
      } catch (error) {
        return outcomeOfError(error);
      }
    },
  };
}

function outcomeOf(body: string, retryAfter: number | null): DeliveryOutcome {
  const answer = read(body);
  if (!answer) return failed("Slack's answer can't be read.");
  if (answer.ok) {
    const { channel, ts } = answer;
    return { kind: "sent", reference: channel && ts ? `${channel}:${ts}` : undefined };
  }
  const error = /^[a-z_]{1,60}$/.test(answer.error ?? "") ? (answer.error ?? "") : "unknown";
  if (BUSY.has(error)) return failed("Slack asks for fewer messages.", retryAfter ?? BUSY_SECONDS, true);
  return PASSING.has(error) ? failed(`Slack failed (${error}).`, retryAfter) : refused(`Slack refused it (${error}).`);
}

function errorOf(body: string): string | null {
  return read(body)?.error ?? null;
}

function read(body: string): z.output<typeof answerShape> | null {
  try {
    return answerShape.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

function readReference(reference: string | null): [string, string] | null {
  const [place, ts] = reference?.split(":") ?? [];
  return place && ts ? [place, ts] : null;
}
