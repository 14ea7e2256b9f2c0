import {
  type Claims,
  comparisonRange,
  comparisonSentence,
  createTranslator,
  dimensionTitle,
  dimensionValueWords,
  type FormatContext,
  formatInstant,
  joinTexts,
  type Locale,
  operationalTexts,
  periodWords,
  type ResolvedFilters,
  reportsTexts,
  resolvePeriod,
  type TextKey,
  type Translator,
  technicalTexts,
  valueTexts,
  viewTexts,
} from "@northstar/core";
import type { AnsweredView } from "./askView.ts";
import type { ViewName } from "./viewParts.ts";

const TEXTS = joinTexts(reportsTexts, viewTexts, operationalTexts, technicalTexts, valueTexts);

/** What all files of a view say about it, in their reader's language. */
export interface ViewWords {
  t: Translator<TextKey<typeof TEXTS>>;
  format: FormatContext;
  title: string;
  /** Period, comparison, filters, rows, how fresh, for whom and when: a line each. */
  lines: readonly string[];
  hasComparison: boolean;
  /** Titles of funnels by id. */
  funnels: ReadonlyMap<string, string>;
}

export interface ViewAsked {
  view: ViewName;
  filters: ResolvedFilters;
  claims: Claims;
  now: Date;
}

export function viewWords(
  { catalog, report, hidden }: AnsweredView,
  { view, filters, claims, now }: ViewAsked,
  locale: Locale,
): ViewWords {
  const t = createTranslator(locale, {}, TEXTS);
  const { timeZone, currency, sample } = catalog;
  const format: FormatContext = { locale, currency, timeZone };
  const context = { now, timeZone };
  const period = resolvePeriod(filters.period, context);
  const compared = comparisonSentence(period, comparisonRange(period, filters.comparison, context), format, t);
  const cuts = (chosen: Readonly<Record<string, readonly string[] | undefined>>) =>
    Object.entries(chosen)
      .flatMap(([name, values]) => (values && values.length > 0 ? [{ name, values }] : []))
      .map(
        ({ name, values }) =>
          `${dimensionTitle(name, catalog, locale)}: ${values.map((value) => dimensionValueWords(name, value, t, locale)).join(", ")}`,
      )
      .join("; ");
  const chosen = cuts(filters.values);
  const rows = cuts(claims.filters);
  const loaded = report.sources.flatMap(({ lastLoadedAt }) => lastLoadedAt ?? []).sort();
  return {
    t,
    format,
    title: t(`view.${view}`),
    lines: [
      [periodWords(period, format, t), compared].filter((part) => part !== null).join(" · "),
      chosen === "" ? t("report.all") : t("report.filters", { filters: chosen }),
      ...(rows === "" ? [] : [t("report.rows", { filters: rows })]),
      ...(loaded[0] === undefined ? [] : [t("view_file.fresh", { time: formatInstant(loaded[0], format) })]),
      t("report.made", { time: formatInstant(now, format), by: claims.sub, roles: claims.roles.join(", ") }),
      ...(sample ? [t("report.sample")] : []),
      ...(hidden === 0 ? [] : [t.plural("report.hidden", hidden)]),
    ],
    hasComparison: filters.comparison !== "none",
    funnels: new Map(catalog.funnels.map(({ id, title }) => [id, title[locale]])),
  };
}
