import {
  createTranslator,
  type FormatContext,
  formatInstant,
  type Locale,
  type Pack,
  packPeriodLabel,
  type ReportsKey,
  reportsTexts,
  type Translator,
} from "@northstar/core";

/** What all files of a pack say about it, in their reader's language. */
export interface PackWords {
  t: Translator<ReportsKey>;
  format: FormatContext;
  title: string;
  /** Who made it and when, what it was filtered by, which rows it is of: a line each. */
  lines: readonly string[];
}

export function packWords({ snapshot, madeAt, madeBy, roles, hidden }: Pack, locale: Locale): PackWords {
  const t = createTranslator(locale, {}, reportsTexts);
  const { period, values, access, timeZone, currency, sample } = snapshot;
  const format: FormatContext = { locale, currency, timeZone };
  const cuts = (filters: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(filters)
      .filter(([, chosen]) => chosen.length > 0)
      .map(([name, chosen]) => `${name}: ${chosen.join(", ")}`)
      .join("; ");
  const chosen = cuts(values);
  const rows = cuts(access.filters);
  return {
    t,
    format,
    title: `${t(`report.${period.kind}`)} · ${packPeriodLabel(period, format)}`,
    lines: [
      t("report.made", { time: formatInstant(madeAt, format), by: madeBy, roles: roles.join(", ") }),
      chosen === "" ? t("report.all") : t("report.filters", { filters: chosen }),
      ...(rows === "" ? [] : [t("report.rows", { filters: rows })]),
      ...(sample ? [t("report.sample")] : []),
      ...(hidden === 0 ? [] : [t.plural("report.hidden", hidden)]),
    ],
  };
}
