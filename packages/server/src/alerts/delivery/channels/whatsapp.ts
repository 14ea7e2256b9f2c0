import { z } from "zod";
import type { ChannelOf } from "../channelsFile.ts";
import { type DeliveryOutcome, failed, outcomeOfError, outcomeOfStatus, refused } from "../DeliveryOutcome.ts";
import type { MessageWords } from "../message/MessageWords.ts";
import { oneLine } from "../message/mailText.ts";
import { post } from "../targets/post.ts";
import type { ChannelTools, DeliveryChannel } from "./DeliveryChannel.ts";

const sentShape = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const errorShape = z.object({ error: z.object({ code: z.number() }) });

/** Rates: of the app, of the account, of the number, of the pair of numbers. */
const BUSY = new Set([4, 80007, 130429, 131056]);
/** Unknown, out of service, overloaded, something went wrong. */
const PASSING = new Set([1, 2, 131000, 131016, 133004]);
const BUSY_SECONDS = 60;
const PARAMETER = 300;

/**
 * WhatsApp by a template of the Cloud API with three parameters in its body: what, figures, what to do. Words go by a template because an alert
 * opens the conversation.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function whatsapp(
  { apiUrl, phoneNumberId, template }: Pick<ChannelOf<"whatsapp">, "apiUrl" | "phoneNumberId" | "template">,
  token: string,
  tools: ChannelTools,
): DeliveryChannel {
  return {
    async send({ message, words, recipient }) {
      const body = {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to: (recipient.to ?? "").replace(/^\+/, ""),
        type: "template",
        template: {
          name: template,
          language: { code: message.locale },
          components: [{ type: "body", parameters: whatsappParameters(words).map((text) => ({ type: "text", text })) }],
        },
        // Comes back with the message's status: there the double is seen.
        biz_opaque_callback_data: message.dedupKey,
      };
      try {
        const headers = { authorization: `Bearer ${token}` };
        const answer = await post(`${apiUrl}/${phoneNumberId}/messages`, JSON.stringify(body), headers, tools);
        const sent = answer.status === 200 ? read(answer.body, sentShape) : null;
        if (sent) return { kind: "sent", reference: sent.messages[0]?.id };
        if (answer.status === 200) return failed("WhatsApp's answer can't be read.");
        const error = read(answer.body, errorShape)?.error.code ?? null;
        return error === null ? outcomeOfStatus(answer) : outcomeOf(error, answer.retryAfter);
      } catch (error) {
        return outcomeOfError(error);
      }
    },
  };
}

/** Parameters may hold neither line breaks nor runs of spaces, and not be empty. */
export function whatsappParameters({ headline, items, more, intro }: MessageWords): [string, string, string] {
  const [only, ...others] = items;
  const figures =
    others.length === 0
      ? [only?.figure, only?.limit, ...(only?.facts ?? []).slice(0, 2).map(({ label, text }) => `${label}: ${text}`)]
      : [...items.map(({ title, figure }) => (figure ? `${title}: ${figure}` : title)), more];
  const todo = only?.todo ?? only?.cause ?? intro;
  return [parameter(headline), parameter(figures.filter(Boolean).join(" · ")), parameter(todo ?? "")];
}

function parameter(text: string): string {
  const line = oneLine(text);
  if (line === "") return "–";
  return line.length > PARAMETER ? `${line.slice(0, PARAMETER - 1)}…` : line;
}

function outcomeOf(code: number, retryAfter: number | null): DeliveryOutcome {
  if (BUSY.has(code)) return failed(`WhatsApp asks for fewer messages (${code}).`, retryAfter ?? BUSY_SECONDS, true);
  if (PASSING.has(code)) return failed(`WhatsApp failed (${code}).`, retryAfter);
  return refused(`WhatsApp refused it (${code}).`);
}

function read<T>(body: string, shape: z.ZodType<T>): T | null {
  try {
    return shape.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
