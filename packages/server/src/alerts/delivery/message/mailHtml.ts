import { PICTURE_HEIGHT, PICTURE_WIDTH } from "../picture/lineSvg.ts";
import { escapeHtml as e } from "./html.ts";
import type { MessageLinks } from "./MessageLinks.ts";
import type { AlertWords, MessageWords, Tone } from "./MessageWords.ts";

/** Content-ID of the line's picture. */
export const PICTURE_ID = "line@northstar";

const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** Text on its tint and the tint, contrast of at least 4.5:1; beside them those for the dark. */
const TONES: Record<Tone, { text: string; tint: string; darkText: string; darkTint: string }> = {
  red: { text: "#b3211a", tint: "#fdeceb", darkText: "#ff9088", darkTint: "#3a1a1a" },
  amber: { text: "#855500", tint: "#fff4dc", darkText: "#f5c069", darkTint: "#372b13" },
  good: { text: "#086043", tint: "#e4f5ee", darkText: "#5fdcab", darkTint: "#10302a" },
  neutral: { text: "#4a515f", tint: "#eef0f3", darkText: "#b7bfcb", darkTint: "#262b35" },
};

const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0}a{text-decoration:none}
@media(max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.outer{padding:0!important}.card{border-radius:0!important;border-left:0!important;border-right:0!important}.button{display:block!important;text-align:center!important;margin-right:0!important}.figure{font-size:32px!important;line-height:38px!important}}
@media(prefers-color-scheme:dark){.canvas{background:#0e1014!important}.card{background:#15181e!important;border-color:#2a2f39!important}.ink{color:#eef0f4!important}.soft{color:#a5adba!important}.rule{border-color:#2a2f39!important}.main{background:#8aa4ff!important;color:#0e1014!important;border-color:#8aa4ff!important}.second{color:#aebfff!important;border-color:#3a4250!important}
${Object.entries(TONES)
  .map(
    ([tone, { darkText, darkTint }]) =>
      `.t-${tone}{color:${darkText}!important}.b-${tone}{background:${darkTint}!important;color:${darkText}!important}`,
  )
  .join("")}}`;

/**
 * The mail as HTML: tables and styles on each element, which is what mail programs keep; the dark by `prefers-color-scheme` where they keep
 * that. It fetches nothing: the picture comes with it.
 */
export function mailHtml(
  words: MessageWords,
  links: MessageLinks,
  { locale, hasPicture }: { locale: string; hasPicture: boolean },
): string {
  const { headline, badge, tone, intro, items, labels } = words;
  const [first] = items;
  const isOne = items.length === 1;
  const chart =
    words.chart && hasPicture && first
      ? chartHtml(words.chart, isOne ? first.limit : null, first.tone === "amber" ? "amber" : "red")
      : "";
  const preview = first ? [first.figure, first.limit, first.todo].filter((part) => part !== null).join(" · ") : "";
  return `<!doctype html>
<html lang="${e(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${e(headline)}</title><style>${STYLE}</style></head>
<body class="canvas" style="margin:0;padding:0;background:#f7f8fa">
<div style="display:none;max-height:0;overflow:hidden">${e(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="canvas" style="background:#f7f8fa"><tr><td align="center" class="outer" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="card" style="max-width:600px;background:#ffffff;border:1px solid #e6e8ec;border-radius:8px;border-collapse:separate">
<tr><td class="pad" style="padding:28px 32px 0">${badgeHtml(tone, badge)}
<h1 class="ink" style="margin:12px 0 0;font:600 20px/28px ${FONT};color:#16181d">${e(headline)}</h1>
${intro ? `<p class="soft" style="margin:6px 0 0;font:400 14px/21px ${FONT};color:#5b6270">${e(intro)}</p>` : ""}</td></tr>
${isOne && first ? oneHtml(first) : ""}
${isOne && first ? `${chart}${factsHtml(first, labels.todo)}` : items.map((item, index) => itemHtml(item) + (index === 0 ? chart : "")).join("\n")}
${[words.more, words.checked]
  .filter((line) => line !== null)
  .map(
    (line) =>
      `<tr><td class="pad soft" style="padding:12px 32px 0;font:400 14px/20px ${FONT};color:#5b6270">${e(line)}</td></tr>`,
  )
  .join("")}
<tr><td class="pad" style="padding:24px 32px 28px">${buttonsHtml(links, labels)}</td></tr>
<tr><td class="pad rule" style="padding:16px 32px 20px;border-top:1px solid #e6e8ec;font:400 12px/18px ${FONT};color:#5b6270"><span class="soft">${e(labels.why)}</span>${
    links.unsubscribe
      ? ` <a class="soft" href="${e(links.unsubscribe)}" style="color:#5b6270;text-decoration:underline">${e(labels.unsubscribe)}</a>`
      : ""
  }</td></tr>
</table></td></tr></table></body></html>
`;
}

function badgeHtml(tone: Tone, badge: string): string {
  const { text, tint } = TONES[tone];
  return `<span class="b-${tone}" style="display:inline-block;padding:3px 10px;border-radius:12px;background:${tint};color:${text};font:600 12px/18px ${FONT}">${e(badge)}</span>`;
}

/** The number first. */
function oneHtml({ figure, limit, tone }: AlertWords): string {
  if (figure === null) return "";
  return `<tr><td class="pad" style="padding:16px 32px 0"><div class="figure t-${tone}" style="font:600 36px/42px ${FONT};color:${TONES[tone].text};font-variant-numeric:tabular-nums">${e(figure)}</div>${
    limit ? `<div class="soft" style="font:400 14px/20px ${FONT};color:#5b6270">${e(limit)}</div>` : ""
  }</td></tr>`;
}

function chartHtml(
  { description, first, last, range }: NonNullable<MessageWords["chart"]>,
  limit: string | null,
  tone: Tone,
): string {
  const label = `font:400 12px/16px ${FONT};color:#5b6270;font-variant-numeric:tabular-nums`;
  const pair = (left: string, right: string) =>
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="soft" style="${label}">${left}</td><td align="right" class="soft" style="${label}">${right}</td></tr></table>`;
  const dashes = `<span class="t-${tone}" style="color:${TONES[tone].text};font-weight:600" aria-hidden="true">- -</span> `;
  return `<tr><td class="pad" style="padding:18px 32px 0">${range ? pair(e(range), limit ? dashes + e(limit) : "") : ""}
<img src="cid:${PICTURE_ID}" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" alt="${e(description)}" style="display:block;width:100%;max-width:${PICTURE_WIDTH}px;height:auto;border:0;${label}">
${pair(e(first), e(last))}</td></tr>`;
}

function factsHtml({ facts, todo, cause, tone }: AlertWords, todoLabel: string): string {
  const rows = facts.map(
    ({ label, text }) =>
      `<tr><td class="soft" valign="top" style="padding:3px 16px 3px 0;width:1%;white-space:nowrap;font:400 14px/20px ${FONT};color:#5b6270">${e(label)}</td><td class="ink" valign="top" style="padding:3px 0;font:400 14px/20px ${FONT};color:#16181d">${e(text)}</td></tr>`,
  );
  const paragraph = (text: string) =>
    `<p class="ink" style="margin:0 0 12px;font:400 14px/21px ${FONT};color:#16181d">${text}</p>`;
  return `<tr><td class="pad" style="padding:20px 32px 0">${cause ? paragraph(e(cause)) : ""}${
    todo
      ? paragraph(
          `<strong class="t-${tone}" style="font-weight:600;color:${TONES[tone].text}">${e(todoLabel)}</strong><br>${e(todo)}`,
        )
      : ""
  }<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.join("")}</table></td></tr>`;
}

/** One of many: a row each. */
function itemHtml({ tone, badge, title, figure, limit, facts, todo, cause }: AlertWords): string {
  const since = facts.map(({ label, text }) => `${label}: ${text}`).join(" · ");
  return `<tr><td class="pad" style="padding:16px 32px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="rule" style="border-top:1px solid #e6e8ec"><tr>
<td valign="top" class="ink" style="padding:14px 12px 0 0;font:600 14px/20px ${FONT};color:#16181d">${e(title)}<div style="padding-top:4px">${badgeHtml(tone, badge)}</div></td>
<td valign="top" align="right" style="padding:14px 0 0;font:600 18px/24px ${FONT};font-variant-numeric:tabular-nums">${
    figure ? `<span class="t-${tone}" style="color:${TONES[tone].text}">${e(figure)}</span>` : ""
  }${limit ? `<div class="soft" style="font:400 12px/18px ${FONT};color:#5b6270;white-space:nowrap">${e(limit)}</div>` : ""}</td></tr>
<tr><td colspan="2" class="soft" style="padding:6px 0 0;font:400 12px/18px ${FONT};color:#5b6270">${e(since)}</td></tr>
${[cause, todo]
  .filter((text) => text !== null)
  .map(
    (text) =>
      `<tr><td colspan="2" class="ink" style="padding:4px 0 0;font:400 14px/20px ${FONT};color:#16181d">${e(text)}</td></tr>`,
  )
  .join("")}
</table></td></tr>`;
}

function buttonsHtml({ portal, acknowledge }: MessageLinks, labels: MessageWords["labels"]): string {
  const shape = `display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:6px;font:600 14px/20px ${FONT}`;
  return [
    portal &&
      `<a class="button main" href="${e(portal)}" style="${shape};background:#3157d5;border:1px solid #3157d5;color:#ffffff">${e(labels.open)}</a>`,
    acknowledge &&
      `<a class="button second" href="${e(acknowledge)}" style="${shape};border:1px solid #c9ced8;color:#3157d5">${e(labels.acknowledge)}</a>`,
  ]
    .filter((button) => button !== null)
    .join("");
}
