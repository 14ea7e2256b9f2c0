import type { SectionMetrics } from "./sectionMetrics.ts";

/** Of one campaign and of one channel. */
const OF_CAMPAIGNS = { kpis: ["messages_delivered", "open_rate", "click_rate", "campaign_conversion_rate"] } as const;

/** What each section of the operational view shows. */
export const OPERATIONAL_METRICS = {
  funnel: { kpis: [], funnels: ["acquisition"] },
  channels: OF_CAMPAIGNS,
  campaigns: OF_CAMPAIGNS,
  segments: { kpis: ["segment_people", "segment_flow_people"] },
  content: { kpis: ["content_minutes", "plays", "completion_rate"] },
  topics: { kpis: ["content_minutes", "completion_rate"] },
  referrals: { kpis: ["invitations", "referred_registrations", "k_factor"] },
} as const satisfies Record<string, SectionMetrics>;
