import { formatPeriodLabel, type MetricSummary, type MetricTile } from "@northstar/core";
import type { MetricsKey } from "@northstar/core/metrics";
import type { MetricsInterface } from "./texts.ts";

const AREAS: Readonly<Record<string, MetricsKey>> = {
  executive: "metrics.area_executive",
  operational: "metrics.area_operational",
  technical: "metrics.area_technical",
};

/** What readers call a view of the model; its own name where it is a host's. */
export function areaName(area: string, { t }: MetricsInterface): string {
  const key = AREAS[area];
  return key === undefined ? area : t(key);
}

/** `v2, desde el 1 oct 2026`. */
export function versionWords(
  { version, since }: Pick<MetricSummary, "version" | "since">,
  ui: MetricsInterface,
): string {
  return since === null
    ? ui.t("metrics.line_version", { version })
    : ui.t("metrics.line_since", { version, since: dayWords(since, ui) });
}

/** An ISO date for readers. */
export function dayWords(date: string, { format }: MetricsInterface): string {
  return formatPeriodLabel({ start: date, end: date }, format);
}

const SECTIONS: Readonly<Record<string, MetricsKey>> = {
  "executive north_star": "metrics.section_executive_north_star",
  "executive new_registrations": "metrics.section_executive_card",
  "executive k_factor": "metrics.section_executive_card",
  "executive content_minutes": "metrics.section_executive_card",
  "executive retention": "metrics.section_executive_retention",
  "executive ilt": "metrics.section_executive_card",
  "executive tav": "metrics.section_executive_card",
  "executive vnr": "metrics.section_executive_card",
  "executive sponsorship": "metrics.section_executive_sponsorship",
  "operational channels": "metrics.section_operational_channels",
  "operational campaigns": "metrics.section_operational_campaigns",
  "operational segments": "metrics.section_operational_segments",
  "operational content": "metrics.section_operational_content",
  "operational topics": "metrics.section_operational_topics",
  "operational referrals": "metrics.section_operational_referrals",
  "technical reliability": "metrics.section_technical_reliability",
  "technical events": "metrics.section_technical_events",
  "technical latency": "metrics.section_technical_latency",
  "technical security": "metrics.section_technical_security",
  "technical ingest": "metrics.section_technical_ingest",
};

/** `Vista ejecutiva: métrica norte`. */
export function tileWords({ view, section }: MetricTile, { t }: MetricsInterface): string {
  const key = SECTIONS[`${view} ${section}`];
  return `${t(`view.${view}`)}: ${key === undefined ? section : t(key)}`;
}
