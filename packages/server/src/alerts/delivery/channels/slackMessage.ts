import type { MessageLinks } from "../message/MessageLinks.ts";
import type { AlertWords, MessageWords, Tone } from "../message/MessageWords.ts";
import { oneLine } from "../message/mailText.ts";

const COLOURS: Record<Tone, string> = { red: "#c0271d", amber: "#d18b00", good: "#0b7a53", neutral: "#667085" };
/** Slack takes 3,000 characters in a text and 50 blocks. */
const TEXT = 2900;

type Block =
  | { type: "section"; text: Mrkdwn; fields?: Mrkdwn[] }
  | { type: "section"; fields: Mrkdwn[] }
  | { type: "context"; elements: Mrkdwn[] };
interface Mrkdwn {
  type: "mrkdwn";
  text: string;
}

export interface SlackBody {
  /** Above the attachment, and what a notification says. */
  text: string;
  attachments: { color: string; fallback: string; blocks: Block[] }[];
  unfurl_links: false;
  unfurl_media: false;
}

/**
 * A message in Block Kit, with a bar in the alert's colour. Its links are texts: buttons would ask for an app that answers to them.
 * @see https://docs.slack.dev/reference/block-kit
 */
export function slackMessage(words: MessageWords, links: MessageLinks): SlackBody {
  const { headline, items, intro, more, checked, tone, labels, badge } = words;
  const [only] = items;
  const isOne = items.length === 1;
  const blocks: Block[] = [];
  if (intro) blocks.push({ type: "section", text: mrkdwn(escapeSlack(intro)) });
  for (const item of items) blocks.push(...(isOne ? oneBlocks(item, labels.todo) : itemBlocks(item)));
  const last = [more, checked].filter((line) => line !== null).join(" · ");
  if (last) blocks.push({ type: "context", elements: [mrkdwn(escapeSlack(last))] });
  const ways = [linkTo(links.portal, labels.open), linkTo(links.acknowledge, labels.acknowledge)].filter(
    (way) => way !== null,
  );
  if (ways.length > 0) blocks.push({ type: "section", text: mrkdwn(ways.join("   ·   ")) });
  const figure = isOne && only?.figure ? `: ${only.figure}` : "";
  return {
    text: `*${escapeSlack(oneLine(headline))}*`,
    attachments: [{ color: COLOURS[tone], fallback: escapeSlack(oneLine(`[${badge}] ${headline}${figure}`)), blocks }],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function oneBlocks({ figure, limit, facts, todo, cause }: AlertWords, todoLabel: string): Block[] {
  const blocks: Block[] = [];
  const first = [figure && `*${escapeSlack(figure)}*`, limit && escapeSlack(limit)].filter(Boolean).join("   ");
  if (first) blocks.push({ type: "section", text: mrkdwn(first) });
  if (cause) blocks.push({ type: "section", text: mrkdwn(escapeSlack(cause)) });
  if (todo) blocks.push({ type: "section", text: mrkdwn(`*${escapeSlack(todoLabel)}*\n${escapeSlack(todo)}`) });
  const fields = facts.slice(0, 10).map(({ label, text }) => mrkdwn(`*${escapeSlack(label)}*\n${escapeSlack(text)}`));
  if (fields.length > 0) blocks.push({ type: "section", fields });
  return blocks;
}

function itemBlocks({ badge, title, figure, limit, facts, todo, cause }: AlertWords): Block[] {
  const figures = [figure && `*${escapeSlack(figure)}*`, limit && escapeSlack(limit)].filter(Boolean).join("   ");
  const lines = [
    `*${escapeSlack(title)}* · ${escapeSlack(badge)}`,
    figures,
    escapeSlack(cause ?? ""),
    escapeSlack(todo ?? ""),
  ];
  return [
    { type: "section", text: mrkdwn(lines.filter((line) => line !== "").join("\n")) },
    {
      type: "context",
      elements: [mrkdwn(escapeSlack(facts.map(({ label, text }) => `${label}: ${text}`).join(" · ")))],
    },
  ];
}

function mrkdwn(text: string): Mrkdwn {
  return { type: "mrkdwn", text: text.length > TEXT ? `${text.slice(0, TEXT)}…` : text };
}

function linkTo(url: string | null, label: string): string | null {
  return url && `<${escapeSlack(url)}|${escapeSlack(label)}>`;
}

/** @see https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
