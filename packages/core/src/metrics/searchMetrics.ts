import type { Locale } from "../kpi.ts";
import { searchable } from "../planDimensionValues.ts";
import type { MetricSummary } from "./port.ts";

/** What a reader looks for in the catalogue; null filters nothing. */
export interface MetricSearch {
  /** Every word of it has to be somewhere in what is said of a metric, in either language; accents and case don't count. */
  text: string;
  area: string | null;
  owner: string | null;
  source: string | null;
}

/**
 * The metrics that fit, by name in the reader's language; those whose own name has every word come first.
 * @param sourceName what readers call a source
 */
export function searchMetrics(
  metrics: readonly MetricSummary[],
  { text, area, owner, source }: MetricSearch,
  locale: Locale,
  sourceName: (source: string) => string,
): MetricSummary[] {
  const words = searchable(text).split(/\s+/).filter(Boolean);
  const hasAll = (where: string) => words.every((word) => where.includes(word));
  const found = metrics
    .filter(
      (metric) =>
        (area === null || metric.areas.includes(area)) &&
        (owner === null || metric.owner === owner) &&
        (source === null || metric.sources.includes(source)),
    )
    .flatMap((metric) => {
      const name = searchable([metric.id, ...metric.formerIds, ...Object.values(metric.title)].join(" "));
      if (hasAll(name)) return [{ metric, rank: 0 }];
      const rest = [
        ...Object.values(metric.definition),
        ...Object.values(metric.formula ?? {}),
        metric.owner,
        ...metric.sources.flatMap((id) => [id, sourceName(id)]),
      ];
      return hasAll(`${name} ${searchable(rest.join(" "))}`) ? [{ metric, rank: 1 }] : [];
    });
  return found
    .sort((a, b) => a.rank - b.rank || a.metric.title[locale].localeCompare(b.metric.title[locale], locale))
    .map(({ metric }) => metric);
}
