import { type AlertRule, type AlertSchedule, type CatalogKpi, type FreshnessReport, isDue } from "@northstar/core";
import type { AlertRow } from "../types.ts";

/** A rule is looked at no more often than this for its sources having moved. */
const REST_MS = 60_000;

/** What is built more seldom than rows come has followed a commit after so long (`SETTLE_SECONDS` of the server). */
const SETTLE_MS = [0, 65_000, 245_000];

const EVERY_MINUTE: AlertSchedule = { everySeconds: 60 };

/**
 * Whether a rule is looked at now: when its schedule says so, when it was changed, or when a source of its KPIs was loaded since it was last
 * looked at. It goes by what is stored alone, so that an engine that takes over, or starts anew, leaves nothing out. A rule with times of the
 * day is looked at in between only while it waits for data.
 */
export function isRuleDue(
  rule: AlertRule,
  row: AlertRow | undefined,
  kpis: readonly Pick<CatalogKpi, "sources">[],
  report: FreshnessReport,
  { now, timeZone }: { now: number; timeZone: string },
): boolean {
  if (!row || row.ruleVersion !== rule.version) return true;
  const schedule = rule.schedule ?? EVERY_MINUTE;
  const { evaluatedAt, blindSince } = row.state;
  if (isDue(schedule, evaluatedAt, now, timeZone)) return true;
  if ("at" in schedule && blindSince === null) return false;
  return now - evaluatedAt >= REST_MS && hasMoved(kpis, report, evaluatedAt, now);
}

function hasMoved(
  kpis: readonly Pick<CatalogKpi, "sources">[],
  report: FreshnessReport,
  since: number,
  now: number,
): boolean {
  const sources = new Set(kpis.flatMap((kpi) => kpi.sources));
  return report.sources.some(({ source, lastLoadedAt }) => {
    if (lastLoadedAt === null || !sources.has(source)) return false;
    const loadedAt = Date.parse(lastLoadedAt);
    // What was loaded in the very millisecond may have been read before it.
    return SETTLE_MS.some((after) => loadedAt + after >= since && loadedAt + after <= now);
  });
}
