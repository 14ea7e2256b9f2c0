import {
  EXECUTIVE_METRICS,
  type KpiRowsOptions,
  OPERATIONAL_METRICS,
  type PeriodSelection,
  type SectionMetrics,
  TECHNICAL_METRICS,
} from "@northstar/core";

export const VIEW_NAMES = ["executive", "operational", "technical"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** Words that name a table: those of its tile. */
export type TableTitle =
  | "section.sponsorship"
  | "operational.channels"
  | "operational.campaigns"
  | "operational.segments"
  | "operational.flows"
  | "operational.content"
  | "operational.topics"
  | "technical.uptime"
  | "technical.ingest"
  | "technical.failures";

/** KPIs side by side, by dimensions: as the tile asks them. */
export interface ViewTable extends Pick<KpiRowsOptions, "order"> {
  title: TableTitle;
  kpis: readonly string[];
  by: readonly string[];
}

/** What a view's file holds: numbers and trends of its KPIs, its tables, its funnels. */
export interface ViewParts {
  /** Until one is chosen, as on screen. */
  period: PeriodSelection;
  kpis: readonly string[];
  tables: readonly ViewTable[];
  funnels: readonly string[];
}

const CAMPAIGNS = ["messages_delivered", "open_rate", "click_rate", "campaign_conversion_rate"];

const TABLES: Readonly<Record<ViewName, readonly ViewTable[]>> = {
  executive: [{ title: "section.sponsorship", kpis: ["sponsorship_revenue", "active_sponsors"], by: ["sponsor_tier"] }],
  operational: [
    { title: "operational.channels", kpis: CAMPAIGNS.toSpliced(1, 0, "delivery_rate"), by: ["channel"] },
    {
      title: "operational.campaigns",
      kpis: CAMPAIGNS,
      by: ["campaign_name", "channel"],
      order: { by: "campaign_conversion_rate", direction: "desc" },
    },
    { title: "operational.segments", kpis: ["segment_people"], by: ["segment"] },
    { title: "operational.flows", kpis: ["segment_flow_people"], by: ["segment_from", "segment_to"] },
    {
      title: "operational.content",
      kpis: ["content_minutes", "plays", "completion_rate"],
      by: ["content_type"],
    },
    { title: "operational.topics", kpis: ["content_minutes", "plays", "completion_rate"], by: ["topic"] },
  ],
  technical: [
    { title: "technical.uptime", kpis: ["flow_uptime"], by: ["flow"] },
    {
      title: "technical.ingest",
      kpis: ["integration_runs", "rows_in", "rows_upserted", "rows_duplicate", "rows_bad"],
      by: ["connector"],
    },
    { title: "technical.failures", kpis: ["delivery_failures"], by: ["failure_channel", "failure_class"] },
  ],
};

const PERIODS: Readonly<Record<ViewName, PeriodSelection>> = {
  executive: { preset: "this_month" },
  operational: { preset: "last_90_days" },
  technical: { preset: "last_30_days" },
};

const SECTIONS: Readonly<Record<ViewName, Readonly<Record<string, SectionMetrics>>>> = {
  executive: EXECUTIVE_METRICS,
  operational: OPERATIONAL_METRICS,
  technical: TECHNICAL_METRICS,
};

export function partsOf(view: ViewName): ViewParts {
  const sections = Object.values(SECTIONS[view]);
  return {
    period: PERIODS[view],
    kpis: [...new Set(sections.flatMap(({ kpis }) => kpis))],
    tables: TABLES[view],
    funnels: [...new Set(sections.flatMap(({ funnels = [] }) => funnels))],
  };
}
