import type { KpiUnit, Locale, Polarity } from "./kpi.ts";

export interface FormatContext {
  locale: Locale;
  /** ISO 4217 code of `money` values. */
  currency: string;
  /** IANA name of the reporting zone. */
  timeZone: string;
}

/** A value in words: `full` is `text` and `unit` together. The unit is null where none follows the figure. */
export interface FormattedValue {
  text: string;
  unit: string | null;
  full: string;
}

export interface FormatOptions {
  /** Short form for axes and narrow places: `214,9 mil`. */
  compact?: boolean;
  /** Digits after the decimal mark; by unit and size when left out. */
  digits?: number;
}

/** What stands for a value that there isn't. */
export const NO_VALUE = "–";

const NBSP = "\u00a0";
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    // Spanish leaves four-digit numbers ungrouped by default; here grouping is always on.
    formatter = new Intl.NumberFormat(locale, { useGrouping: "always", ...options });
    formatters.set(key, formatter);
  }
  return formatter;
}

/**
 * Formats a value of a KPI. `percent` values are fractions. A value too small for the digits shown is not shown as zero but as
 * `<0,01`; null and what is no number as `–`. Seconds are shown in the largest unit that leaves a figure of 2 or more.
 */
export function formatValue(
  value: number | null,
  unit: KpiUnit,
  context: FormatContext,
  options: FormatOptions = {},
): FormattedValue {
  if (value === null || !Number.isFinite(value)) return { text: NO_VALUE, unit: null, full: NO_VALUE };
  if (unit === "money") return formatMoney(value, context, options);
  const [figure, suffix] = scale(value, unit);
  const text = formatFigure(figure, options.digits ?? defaultDigits(figure, unit), context.locale, options.compact);
  if (suffix === null) return { text, unit: null, full: text };
  const separator = suffix === "%" && context.locale === "en" ? "" : NBSP;
  return { text, unit: suffix, full: `${text}${separator}${suffix}` };
}

function scale(value: number, unit: KpiUnit): [figure: number, suffix: string | null] {
  switch (unit) {
    case "percent":
      return [value * 100, "%"];
    case "minutes":
      return [value, "min"];
    case "seconds": {
      const size = Math.abs(value);
      if (size < 120) return [value, "s"];
      if (size < 2 * 3600) return [value / 60, "min"];
      if (size < 2 * 86_400) return [value / 3600, "h"];
      return [value / 86_400, "d"];
    }
    case "per_second":
      return [value, "/s"];
    default:
      return [value, null];
  }
}

function defaultDigits(figure: number, unit: KpiUnit): number {
  const size = Math.abs(figure);
  switch (unit) {
    case "people":
    case "count":
      return 0;
    case "percent":
      return size >= 100 ? 0 : 1;
    case "ratio":
      return ratioDigits(size);
    case "money":
      return size >= 1000 ? 0 : 2;
    case "minutes":
    case "seconds":
      return size >= 10 || Number.isInteger(figure) ? 0 : 1;
    case "per_second":
      return rateDigits(size);
  }
}

/** A rate keeps two figures that mean something: 3,2 and 0,45 and 0,012. */
function rateDigits(size: number): number {
  if (size >= 100) return 0;
  if (size >= 1 || size === 0) return 1;
  return size >= 0.1 ? 2 : 3;
}

/** A ratio below a tenth shows a third decimal: 0.048 and 0.052 are not the same to who reads them. */
function ratioDigits(size: number): number {
  return size > 0 && size < 0.1 ? 3 : 2;
}

/** A plain figure with exactly `digits` decimals; one that would round to zero is shown as a bound. */
function formatFigure(figure: number, digits: number, locale: Locale, compact = false): string {
  if (compact && Math.abs(figure) >= 1000) {
    return numberFormat(locale, { notation: "compact", maximumFractionDigits: 1, useGrouping: "min2" }).format(figure);
  }
  const formatter = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const smallest = 10 ** -digits;
  if (figure !== 0 && Math.abs(figure) < smallest / 2) {
    return figure > 0 ? `<${formatter.format(smallest)}` : `>${formatter.format(-smallest)}`;
  }
  return formatter.format(figure === 0 ? 0 : figure);
}

function formatMoney(value: number, { locale, currency }: FormatContext, options: FormatOptions): FormattedValue {
  const digits = options.digits ?? defaultDigits(value, "money");
  const text = formatFigure(value, digits, locale, options.compact);
  const parts = numberFormat(locale, { style: "currency", currency }).formatToParts(value);
  const symbol = parts.find(({ type }) => type === "currency")?.value ?? currency;
  const isPrefix =
    parts.findIndex(({ type }) => type === "currency") < parts.findIndex(({ type }) => type === "integer");
  if (!isPrefix) return { text, unit: symbol, full: `${text}${NBSP}${symbol}` };
  // The sign or bound stays in front of the symbol: -$1,234 and <$0.01.
  const [, lead = "", figure = text] = /^([<>]?-?)(.*)$/.exec(text) ?? [];
  const joined = `${lead}${symbol}${symbol.length > 1 ? NBSP : ""}${figure}`;
  return { text: joined, unit: null, full: joined };
}

/** A currency as it is written beside figures: `US$`, `€`; its code where it has no sign. */
export function formatCurrencySymbol({ locale, currency }: Pick<FormatContext, "locale" | "currency">): string {
  const parts = numberFormat(locale, { style: "currency", currency }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** A change in words. `tone` is by polarity: a cost that rises is bad. */
export interface FormattedDelta {
  /** Signed: `+4,2 pp`; with `≈` in front when it is too small to speak of; `–` when there is nothing to compare. */
  text: string;
  direction: "up" | "down" | "flat" | "none";
  tone: "good" | "bad" | "neutral";
  /** What it is compared with, formatted in full. */
  previous: string;
}

/**
 * Change from `previous` to `current`: percentages differ in points, ratios by their difference, the rest in per cent of the
 * size of `previous`, for which there is none from zero. A change that shows as 0,1 or less (as 0 for ratios) is flat.
 */
export function formatDelta(
  current: number | null,
  previous: number | null,
  kpi: { unit: KpiUnit; polarity: Polarity },
  context: FormatContext,
): FormattedDelta {
  const previousText = formatValue(previous, kpi.unit, context).full;
  const change = current === null || previous === null ? null : measureChange(current, previous, kpi.unit);
  if (change === null) return { text: NO_VALUE, direction: "none", tone: "neutral", previous: previousText };

  const { figure, digits, suffix, flatBelow } = change;
  const isFlat = Math.abs(figure) < flatBelow;
  const formatter = numberFormat(context.locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: isFlat ? "never" : "exceptZero",
  });
  const separator = suffix === "" || (suffix === "%" && context.locale === "en") ? "" : NBSP;
  const text = `${formatter.format(figure)}${separator}${suffix}`;
  if (isFlat) return { text: `≈${NBSP}${text}`, direction: "flat", tone: "neutral", previous: previousText };
  const direction = figure > 0 ? "up" : "down";
  return { text, direction, tone: direction === kpi.polarity ? "good" : "bad", previous: previousText };
}

interface Change {
  figure: number;
  digits: number;
  suffix: string;
  /** Sizes below this count as no change. */
  flatBelow: number;
}

function measureChange(current: number, previous: number, unit: KpiUnit): Change | null {
  if (!Number.isFinite(current) || !Number.isFinite(previous)) return null;
  if (unit === "ratio") {
    const digits = ratioDigits(Math.max(Math.abs(current), Math.abs(previous)));
    return { figure: current - previous, digits, suffix: "", flatBelow: 10 ** -digits / 2 };
  }
  const difference = current - previous;
  const isPoints = unit === "percent";
  if (!isPoints && previous === 0 && difference !== 0) return null;
  const figure = difference === 0 ? 0 : isPoints ? difference * 100 : (difference / Math.abs(previous)) * 100;
  // A tiny number before can make the quotient overflow: that is as good as from zero.
  if (!Number.isFinite(figure)) return null;
  return { figure, digits: Math.abs(figure) >= 100 ? 0 : 1, suffix: isPoints ? "pp" : "%", flatBelow: 0.15 };
}
