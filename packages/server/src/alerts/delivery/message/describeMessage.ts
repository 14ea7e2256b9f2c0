import {
  type AlertView,
  baseTexts,
  createTranslator,
  type FormatContext,
  formatAge,
  formatInstant,
  formatPeriodLabel,
  type Locale,
  type Translator,
} from "@northstar/core";
import type { AlertMessage } from "../../types.ts";
import { chartWords } from "./chartWords.ts";
import { comparedWords } from "./figures.ts";
import { type AlertWords, MAX_ITEMS, type MessageWords, type Tone } from "./MessageWords.ts";
import { type MailKey, mailTexts } from "./texts.ts";

export interface WordsContext {
  /** ISO 4217 code of money. */
  currency: string;
  /** As readers know them; a source without a title goes by its id. */
  sourceTitles?: Readonly<Record<string, string>> | undefined;
  /** Who is written to. */
  recipientTitle: string;
}

/** Says a message in its recipient's language and zone: what, value, threshold, since when, why, what to do, of when the data are. */
export function describeMessage(message: AlertMessage, context: WordsContext): MessageWords {
  const { locale, timeZone, alerts } = message;
  const translate = createTranslator(locale, {}, mailTexts);
  const format: FormatContext = { locale, timeZone, currency: context.currency };
  const words: Words = { message, translate, format, context };
  const tone = toneOf(message.event, message.level);
  const rest = alerts.length - MAX_ITEMS;
  return {
    tone,
    badge: badgeOf(tone, message.event, translate),
    headline: headlineOf(words),
    intro: introOf(words),
    items: alerts.slice(0, MAX_ITEMS).map((alert) => alertWords(alert, words)),
    checked: checkedWords(words),
    more: rest > 0 ? translate.plural("mail.more", rest) : null,
    chart: chartWords(message, format, translate),
    labels: {
      open: translate("mail.open"),
      acknowledge: translate("mail.acknowledge"),
      unsubscribe: translate("mail.unsubscribe"),
      todo: translate("mail.todo"),
      why: translate("mail.why", { recipient: context.recipientTitle }),
    },
  };
}

interface Words {
  message: AlertMessage;
  translate: Translator<MailKey>;
  format: FormatContext;
  context: WordsContext;
}

function toneOf(event: AlertMessage["event"], level: AlertMessage["level"]): Tone {
  if (event === "recovered") return "good";
  return event === "lost_sight" ? "neutral" : (level ?? "neutral");
}

function badgeOf(tone: Tone, event: AlertMessage["event"], translate: Translator<MailKey>): string {
  if (event === "test") return translate("mail.test");
  return translate(tone === "neutral" ? "mail.unknown" : `mail.${tone}`);
}

function headlineOf(words: Words): string {
  const { message, translate, format } = words;
  const { alerts, event, level } = message;
  const [first] = alerts;
  if (alerts.length > 1) return severalWords(words);
  const title = first?.rule.title[format.locale] ?? "";
  switch (event) {
    case "test":
      return translate("mail.tested", { title });
    case "fired":
      return translate(`mail.fired_${level ?? "amber"}`, { title });
    case "reminded":
      return translate(`mail.reminded_${level ?? "unknown"}`, { title });
    default:
      return translate(`mail.${event}`, { title });
  }
}

function severalWords({ message, translate }: Words): string {
  const { alerts, event, level, cause } = message;
  const count = alerts.length;
  const several =
    cause?.kind === "label"
      ? translate("mail.several_of", { count, what: cause.value })
      : translate("mail.several", { count });
  const tone = toneOf(event, level);
  const red = alerts.filter((alert) => alert.level === "red").length;
  const amber = alerts.filter((alert) => alert.level === "amber").length;
  if (tone !== "good" && tone !== "neutral" && red > 0 && amber > 0) {
    return translate("mail.several_levels", { several, red, amber });
  }
  return translate(`mail.several_${tone}`, { several });
}

function checkedWords({ message, translate, format }: Words): string | null {
  const { alerts, event } = message;
  const [oldest] = alerts.map(({ evaluatedAt }) => evaluatedAt).toSorted();
  if (alerts.length < 2 || event === "lost_sight" || oldest === undefined) return null;
  return translate("mail.all_checked", { time: formatInstant(oldest, format) });
}

function introOf({ message, translate, format, context }: Words): string | null {
  const { cause, event, alerts } = message;
  if (event === "test") return translate("mail.test_intro");
  if (cause?.kind !== "source" || alerts.length < 2) return null;
  return translate("mail.common_source", { what: sourceList(cause.sources, format.locale, context) });
}

function alertWords(alert: AlertView, words: Words): AlertWords {
  const { message, translate, format } = words;
  const { event } = message;
  const tone = toneOf(
    event,
    event === "fired" || event === "reminded" ? (alert.level ?? message.level) : message.level,
  );
  const isKnown = event !== "lost_sight" && alert.compared !== null;
  const compare = (value: number) => comparedWords(value, alert, format, translate);
  return {
    tone,
    badge: badgeOf(tone, event, translate),
    title: alert.rule.title[format.locale],
    figure: isKnown && alert.compared !== null ? compare(alert.compared) : null,
    limit: isKnown && alert.limit !== null ? `${translate("mail.limit")} ${compare(alert.limit)}` : null,
    facts: factsOf(alert, words),
    todo: event === "recovered" || event === "lost_sight" ? null : (alert.rule.note?.[format.locale] ?? null),
    cause: causeWords(alert, words),
  };
}

/** Among many, only what tells one from the other. */
function factsOf(alert: AlertView, { message, translate, format }: Words): AlertWords["facts"] {
  const { event, kpiTitles, createdAt } = message;
  const facts: { label: string; text: string }[] = [];
  const title = alert.rule.title[format.locale];
  const names = alert.kpis.map((id) => kpiTitles[id]?.[format.locale] ?? id).filter((name) => name !== title);
  const isOne = message.alerts.length === 1;
  if (names.length > 0 && isOne) facts.push({ label: translate("mail.indicator"), text: names.join(", ") });
  if (alert.period && event !== "lost_sight") {
    const [start, end] = alert.period;
    facts.push({ label: translate("mail.period"), text: formatPeriodLabel({ start, end }, format) });
  }
  const since = event === "recovered" || event === "lost_sight" ? alert.since : (alert.firingSince ?? alert.since);
  if (event !== "test") {
    const seconds = (createdAt - Date.parse(since)) / 1000;
    const time = formatInstant(since, format);
    facts.push({
      label: translate("mail.since"),
      text: seconds < 60 ? time : translate("mail.since_ago", { time, age: formatAge(seconds, format) }),
    });
  }
  if (!isOne) return facts;
  const isBlind = event === "lost_sight" || alert.status === "no_data" || alert.status === "error";
  facts.push({
    label: translate("mail.data"),
    text: translate(isBlind ? "mail.unchecked" : "mail.checked", {
      time: formatInstant(isBlind ? alert.since : alert.evaluatedAt, format),
    }),
  });
  facts.push({ label: translate("mail.owner"), text: alert.rule.owner });
  return facts;
}

function causeWords({ cause }: AlertView, { translate, format, context }: Words): string | null {
  if (!cause) return null;
  switch (cause.kind) {
    case "late_source":
      return translate("mail.cause_late", { sources: sourceList(cause.sources, format.locale, context) });
    case "no_rows":
      return translate("mail.cause_no_rows");
    case "too_little_history":
      return translate("mail.cause_history");
    case "too_early":
      return translate("mail.cause_early");
    case "failed":
      return translate("mail.cause_failed", { code: cause.code });
  }
}

function sourceList(sources: readonly string[], locale: Locale, { sourceTitles = {} }: WordsContext): string {
  const known: Readonly<Record<string, string>> = baseTexts[locale];
  return sources.map((id) => sourceTitles[id] ?? known[`source.${id}`] ?? id).join(", ");
}
