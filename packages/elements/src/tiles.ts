import type { Filters, FunnelId, KpiId } from "@northstar/core";
import {
  AlertTiles,
  ComparisonSelect,
  FreshnessBadge,
  FunnelChart,
  type FunnelChartProps,
  KpiCard,
  type KpiCardProps,
  NorthStarCard,
  PeriodPicker,
  RetentionCard,
  SponsorshipPanel,
} from "@northstar/react";
import type { ComponentType } from "react";
import { flag, json, name, oneOf, text } from "./attributes.ts";
import { tile } from "./tile.ts";
import { VIEW_NAMES, View } from "./View.tsx";

const filters = json<Filters>();

/** Every element but the provider: its component and the attributes that it takes. A new one is a line here. */
export const TILES = {
  "northstar-view": tile(View, { name: oneOf(VIEW_NAMES) }, { required: ["name"] }),
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
  "northstar-freshness": tile(FreshnessBadge, {}, { isInline: true }),
  "northstar-period": tile(PeriodPicker, {}, { isInline: true }),
  "northstar-comparison": tile(ComparisonSelect, {}, { isInline: true }),
} as const;

/** Names of the elements that show something. */
export type TileTag = keyof typeof TILES;
