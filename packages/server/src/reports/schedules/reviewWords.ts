import {
  baseTexts,
  createTranslator,
  exceptionsOf,
  type FormatContext,
  formatDelta,
  formatValue,
  type Locale,
  type Pack,
  type PackException,
  packPeriodLabel,
  reportsTexts,
} from "@northstar/core";
import type { AlertWords, MessageWords, Tone } from "../../alerts/delivery/message/MessageWords.ts";
import { reviewTexts } from "./texts.ts";

/** Exceptions that a message names: the review has them all. */
const NAMED = 5;

export interface ReviewWordsContext {
  locale: Locale;
  /** Of the schedule. */
  title: string;
  recipientTitle: string;
  /** Sources that it went out without. */
  unsettled: readonly string[];
}

/** Says a review in a few lines. @param pack as its recipient may see it: nothing else is said */
export function reviewWords(
  pack: Pack,
  { locale, title, recipientTitle, unsettled }: ReviewWordsContext,
): MessageWords {
  const t = createTranslator(locale, {}, reviewTexts);
  const reports = createTranslator(locale, {}, reportsTexts);
  const { period, currency, timeZone, kpis, sources } = pack.snapshot;
  const format: FormatContext = { locale, currency, timeZone };
  const exceptions = exceptionsOf(kpis);
  const known: Readonly<Record<string, string>> = baseTexts[locale];
  // Of sources that the recipient's KPIs rest on: others are none of theirs.
  const own = new Set(kpis.flatMap(({ kpi }) => kpi.sources));
  const missing = sources
    .filter(({ source }) => unsettled.includes(source) && own.has(source))
    .map(({ source }) => known[`source.${source}`] ?? source);
  const count = kpis.length;
  const found =
    exceptions.length === 0
      ? t("review.well", { count })
      : t(exceptions.length === 1 ? "review.found_one" : "review.found_other", {
          exceptions: exceptions.length,
          count,
        });
  const [first] = exceptions;
  const rest = exceptions.length - NAMED;
  return {
    tone: first ? toneOf(first) : "good",
    badge: t("review.badge"),
    headline: t("review.headline", {
      kind: reports(`report.${period.kind}`),
      period: packPeriodLabel(period, format),
    }),
    intro: [found, ...(missing.length > 0 ? [t("review.unsettled", { sources: missing.join(", ") })] : [])].join(" "),
    items: exceptions.slice(0, NAMED).map((exception) => itemOf(exception, exceptions.length === 1)),
    checked: null,
    more: rest > 0 ? t.plural("review.more", rest) : null,
    chart: null,
    labels: {
      open: t("review.open"),
      acknowledge: "",
      unsubscribe: t("review.unsubscribe"),
      todo: "",
      why: t("review.why", { recipient: recipientTitle, title }),
    },
  };

  /** A message about one thing shows neither its title nor its badge, which are the review's: both go among its facts. */
  function itemOf({ entry, reason }: PackException, isOnly: boolean): AlertWords {
    const { kpi, value, previous } = entry;
    const badge = reports(`report.reason_${reason}`);
    const figure = formatValue(value, kpi.unit, format).full;
    const change = formatDelta(value, previous, kpi, format).text;
    return {
      tone: toneOf({ entry, reason }),
      badge,
      title: kpi.title[locale],
      figure: isOnly ? null : figure,
      limit: null,
      facts: isOnly
        ? [{ label: kpi.title[locale], text: t("review.value", { value: figure, change }) }]
        : [{ label: t("review.change"), text: change }],
      todo: null,
      cause: isOnly ? badge : null,
    };
  }
}

function toneOf({ reason }: PackException): Tone {
  if (reason === "red" || reason === "amber") return reason;
  return reason === "missing" ? "neutral" : "amber";
}
