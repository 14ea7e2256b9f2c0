import { type FreshnessReport, SOURCES, type SourceId } from "@northstar/core";
import { NOW } from "./clock.ts";

const SLO_SECONDS: Readonly<Record<SourceId, number>> = {
  ga4: 300,
  crm: 300,
  email: 300,
  whatsapp: 300,
  content: 3600,
  sponsorship: 86_400,
  referrals: 3600,
  ops: 300,
  usage: 3600,
};

function report(late: readonly SourceId[]): FreshnessReport {
  return {
    now: NOW.toISOString(),
    sources: SOURCES.map((source) => {
      const isLate = late.includes(source);
      const lagSeconds = isLate ? 6000 : 180;
      const at = new Date(NOW.getTime() - lagSeconds * 1000).toISOString();
      // A late source is late whatever its objective.
      const sloSeconds = isLate ? Math.min(SLO_SECONDS[source], 300) : SLO_SECONDS[source];
      return { source, lastEventAt: at, lastLoadedAt: at, sloSeconds, lagSeconds, status: isLate ? "late" : "fresh" };
    }),
  };
}

export const FRESH = report([]);
export const CRM_LATE = report(["crm"]);
export const TWO_LATE = report(["crm", "ga4"]);
