import type { SectionMetrics } from "./sectionMetrics.ts";

/** What each section of the technical view shows; how fresh the sources are is for everyone. */
export const TECHNICAL_METRICS = {
  freshness: { kpis: [] },
  reliability: {
    kpis: ["flow_uptime", "flow_failure_rate", "mttr", "mttr_median", "incidents_resolved", "incidents_opened"],
  },
  events: {
    kpis: [
      "events_ingested",
      "events_received",
      "events_per_second",
      "events_per_second_now",
      "events_per_second_peak",
    ],
  },
  latency: { kpis: ["crm_latency_p50", "crm_latency_p95", "crm_latency_p99", "crm_clock_skew_events"] },
  security: { kpis: ["unauthorised_attempts", "bad_signatures", "replays", "rate_limited", "delivery_failures"] },
  ingest: {
    kpis: ["integration_runs", "integration_failure_rate", "rows_in", "rows_upserted", "rows_duplicate", "rows_bad"],
  },
} as const satisfies Record<string, SectionMetrics>;
