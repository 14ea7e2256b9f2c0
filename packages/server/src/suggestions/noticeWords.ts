import { createTranslator, type Locale, type Texts } from "@northstar/core";
import { suggestionsTexts } from "@northstar/core/suggestions";
import type { MessageWords } from "../alerts/delivery/message/MessageWords.ts";
import type { StoredNotice } from "./types.ts";

const es = {
  "notice.badge": "Comentarios",
  "notice.open": "Abrir la conversación",
  "notice.unsubscribe": "No recibir más avisos de menciones y respuestas",
  "notice.why": "Lo recibe {recipient}. La conversación se abre con el rol de quien la abre.",
} as const;

type NoticeKey = keyof typeof es;

const en: Record<NoticeKey, string> = {
  "notice.badge": "Comments",
  "notice.open": "Open the conversation",
  "notice.unsubscribe": "Don't tell me of mentions and replies",
  "notice.why": "{recipient} gets this. The conversation opens under the role of whoever opens it.",
};

const noticeTexts: Texts<NoticeKey> = { es, en };

export interface NoticeWordsContext {
  locale: Locale;
  /** Name of who wrote or decided. */
  who: string;
  /** Title of the KPI. */
  kpi: string;
  recipientTitle: string;
}

/** Says a notice in a line, with the beginning of what was written. Plain texts: each channel escapes them. */
export function noticeWords(
  { reason, excerpt }: Pick<StoredNotice, "reason" | "excerpt">,
  { locale, who, kpi, recipientTitle }: NoticeWordsContext,
): MessageWords {
  const t = createTranslator(locale, {}, noticeTexts);
  const shared = createTranslator(locale, {}, suggestionsTexts);
  return {
    tone: "neutral",
    badge: t("notice.badge"),
    headline: shared(`suggestions.notice_${reason}`, { who, kpi }),
    intro: locale === "es" ? `«${excerpt}»` : `“${excerpt}”`,
    items: [],
    checked: null,
    more: null,
    chart: null,
    labels: {
      open: t("notice.open"),
      acknowledge: "",
      unsubscribe: t("notice.unsubscribe"),
      todo: "",
      why: t("notice.why", { recipient: recipientTitle }),
    },
  };
}
