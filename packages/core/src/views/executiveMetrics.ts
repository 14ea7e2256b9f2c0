import type { SectionMetrics } from "./sectionMetrics.ts";

/** What each section of the executive view shows; alerts are of whatever a reader's roles see. */
export const EXECUTIVE_METRICS = {
  north_star: { kpis: ["active_professionals"] },
  alerts: { kpis: [] },
  new_registrations: { kpis: ["new_registrations"] },
  k_factor: { kpis: ["k_factor"] },
  content_minutes: { kpis: ["content_minutes"] },
  retention: { kpis: ["retention_30", "retention_60", "retention_90"] },
  ilt: { kpis: ["ilt"] },
  tav: { kpis: ["tav"] },
  vnr: { kpis: ["vnr"] },
  sponsorship: {
    kpis: ["sponsorship_revenue", "sponsorship_cost", "sponsorship_net", "sponsorship_roi", "active_sponsors"],
  },
} as const satisfies Record<string, SectionMetrics>;
