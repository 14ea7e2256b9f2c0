import {
  type Catalog,
  dimensionTitle,
  findKpi,
  formatBucketLabel,
  MAX_SUGGESTION_TEXT,
  type SuggestionAnchor,
  textProblem,
} from "@northstar/core";
import { errorWords } from "../components/errorWords.ts";
import type { NorthstarError } from "../errors.ts";
import type { Words } from "./texts.ts";

type Known = Pick<Catalog, "kpis" | "dimensionTitles">;

/** A KPI's name in the reader's language; its id where it isn't known. */
export function kpiName(id: string, catalog: Known | null, { format }: Words): string {
  return findKpi(catalog?.kpis ?? [], id)?.kpi.title[format.locale] ?? id;
}

/** What something is about, in one line: the KPI, with its filters or its day. */
export function anchorWords(anchor: SuggestionAnchor, catalog: Known | null, ui: Words): string {
  const name = kpiName(anchor.kpi, catalog, ui);
  if (anchor.kind === "moment") return `${name} · ${dayWords(anchor.date, ui)}`;
  if (anchor.kind === "kpi") return name;
  const { locale } = ui.format;
  const values = Object.entries(anchor.values)
    .filter(([, chosen]) => chosen.length > 0)
    .map(([key, chosen]) => `${dimensionTitle(key, catalog, locale)}: ${chosen.join(", ")}`);
  const period = anchor.period?.map((date) => dayWords(date, ui)).join(" – ");
  return [name, ...values, ...(period ? [period] : [])].join(" · ");
}

export function dayWords(date: string, { format }: Words): string {
  return formatBucketLabel(date, "day", format);
}

/** What is wrong with a text that was typed; null when nothing is. */
export function textProblemWords(text: string, { t, format }: Words): string | null {
  const problem = textProblem(text);
  const most = new Intl.NumberFormat(format.locale, { useGrouping: "always" }).format(MAX_SUGGESTION_TEXT);
  return problem && t(`suggestions.problem_${problem}`, { most });
}

/** Why something wasn't done. Who is second reads what to do about it. */
export function failureWords(error: NorthstarError, { t }: Words): string {
  return error.code === "suggestion_changed" ? t("suggestions.changed") : errorWords(error, t);
}
