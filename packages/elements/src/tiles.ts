import type { Filters, FunnelId, KpiId } from "@northstar/core";
import {
  AcquisitionFunnel,
  AlertTiles,
  CampaignTable,
  ChannelComparison,
  ComparisonSelect,
  ContentConsumption,
  EventVolume,
  FilterBar,
  FreshnessBadge,
  FreshnessStrip,
  FunnelChart,
  type FunnelChartProps,
  IngestPanel,
  KpiCard,
  type KpiCardProps,
  LatencyChart,
  NorthStarCard,
  PeriodPicker,
  ReferralPanel,
  ReliabilityPanel,
  RetentionCard,
  SecurityPanel,
  SegmentEvolution,
  SponsorshipPanel,
  TopTopics,
} from "@northstar/react";
import type { ComponentType } from "react";
import { flag, json, list, name, number, oneOf, text } from "./attributes.ts";
import { tile } from "./tile.ts";
import { VIEW_NAMES, View } from "./View.tsx";

const filters = json<Filters>();

/** Every element but the provider: its component and the attributes that it takes. A new one is a line here. */
export const TILES = {
  "northstar-view": tile(View, { name: oneOf(VIEW_NAMES), sections: list() }, { required: ["name"] }),
  "northstar-kpi": tile(
    KpiCard as ComponentType<KpiCardProps>,
    { kpi: name<KpiId>(), hasTrend: flag, filters },
    { required: ["kpi"] },
  ),
  "northstar-northstar": tile(NorthStarCard as ComponentType<{ kpi?: KpiId; filters?: Filters }>, {
    kpi: name<KpiId>(),
    filters,
  }),
  "northstar-alerts": tile(AlertTiles, { filters }),
  "northstar-funnel": tile(
    FunnelChart as ComponentType<FunnelChartProps>,
    { funnel: name<FunnelId>(), breakdown: name(), breakdownTitle: text, filters },
    { required: ["funnel"] },
  ),
  "northstar-retention": tile(RetentionCard, { kpis: json(), filters }),
  "northstar-sponsorship": tile(SponsorshipPanel, { tierDimension: name(), filters }),
  "northstar-acquisition": tile(AcquisitionFunnel, { breakdown: oneOf(["source", "country"]), filters }),
  "northstar-campaigns": tile(CampaignTable, { filters }),
  "northstar-channels": tile(ChannelComparison, { filters }),
  "northstar-content": tile(ContentConsumption, { filters }),
  "northstar-topics": tile(TopTopics, { count: number, filters }),
  "northstar-segments": tile(SegmentEvolution, { filters }),
  "northstar-referrals": tile(ReferralPanel, { count: number, filters }),
  "northstar-reliability": tile(ReliabilityPanel, { filters }),
  "northstar-events": tile(EventVolume, { filters }),
  "northstar-latency": tile(LatencyChart, { filters }),
  "northstar-security": tile(SecurityPanel, { filters }),
  "northstar-ingest": tile(IngestPanel, { filters }),
  "northstar-sources": tile(FreshnessStrip, {}),
  "northstar-filters": tile(FilterBar, { dimensions: list() }),
  "northstar-freshness": tile(FreshnessBadge, {}, { isInline: true }),
  "northstar-period": tile(PeriodPicker, {}, { isInline: true }),
  "northstar-comparison": tile(ComparisonSelect, {}, { isInline: true }),
} as const;

/** Names of the elements that show something. */
export type TileTag = keyof typeof TILES;
