import type { MessageLinks } from "./MessageLinks.ts";
import type { AlertWords, MessageWords } from "./MessageWords.ts";

/** Subject of a mail: `[Rojo] Profesionales activos está en rojo: 1.284 (Umbral 2.000)`. One line, whatever titles hold. */
export function mailSubject({ badge, headline, items }: MessageWords): string {
  const [only, ...others] = items;
  const figures =
    only && others.length === 0 && only.figure ? `: ${only.figure}${only.limit ? ` (${only.limit})` : ""}` : "";
  return oneLine(`[${badge}] ${headline}${figures}`);
}

/** The mail for whoever reads without HTML. */
export function mailText({ headline, intro, items, more, checked, labels }: MessageWords, links: MessageLinks): string {
  const blocks = [
    headline,
    ...(intro ? [intro] : []),
    ...items.map((item) => itemText(item, items.length > 1, labels.todo)),
    ...(more ? [more] : []),
    ...(checked ? [checked] : []),
    [
      links.portal && `${labels.open}: ${links.portal}`,
      links.acknowledge && `${labels.acknowledge}: ${links.acknowledge}`,
    ]
      .filter(Boolean)
      .join("\n"),
    `-- \n${labels.why}${links.unsubscribe ? `\n${labels.unsubscribe}: ${links.unsubscribe}` : ""}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function itemText(
  { badge, title, figure, limit, facts, todo, cause }: AlertWords,
  isOneOfMany: boolean,
  todoLabel: string,
): string {
  return [
    ...(isOneOfMany ? [`[${badge}] ${title}`] : []),
    [figure, limit].filter((part) => part !== null).join(" · "),
    ...facts.map(({ label, text }) => `${label}: ${text}`),
    cause ?? "",
    todo ? `${todoLabel}: ${todo}` : "",
  ]
    .map(oneLine)
    .filter((line) => line !== "")
    .join("\n");
}

export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, (space) => (space === "\u00a0" ? space : " ")).trim();
}
