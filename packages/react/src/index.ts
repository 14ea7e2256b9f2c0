export type {
  Filters,
  FunnelBreakdownRow,
  FunnelStepValue,
  KpiFreshness,
  KpiReading,
  ResolvedFilters,
  SeriesPoint,
} from "@northstar/core";
export { BarChart, type BarChartProps } from "./charts/bar-chart.tsx";
export { FunnelPlot, type FunnelPlotProps, type FunnelPlotStep } from "./charts/funnel-plot.tsx";
export { LineChart, type LineChartProps } from "./charts/line-chart.tsx";
export { ProgressBar, type ProgressBarProps } from "./charts/progress-bar.tsx";
export { Sparkline, type SparklineProps } from "./charts/sparkline.tsx";
export type { TimeChartProps, TimeSeries } from "./charts/time-chart.tsx";
export { AlertTiles, type AlertTilesProps } from "./components/alert-tiles.tsx";
export { ExecutiveView } from "./components/executive-view.tsx";
export { FreshnessBadge } from "./components/freshness-badge.tsx";
export { FunnelChart, type FunnelChartProps } from "./components/funnel-chart.tsx";
export { KpiCard, type KpiCardProps } from "./components/kpi-card.tsx";
export { NorthStarCard, type NorthStarCardProps } from "./components/north-star-card.tsx";
export { ComparisonSelect, PeriodPicker } from "./components/period-picker.tsx";
export { RetentionCard, type RetentionCardProps } from "./components/retention-card.tsx";
export type { BoxProps } from "./components/root.tsx";
export { SponsorshipPanel, type SponsorshipPanelProps } from "./components/sponsorship-panel.tsx";
export { type NorthstarClientErrorCode, NorthstarError, type NorthstarErrorOptions } from "./errors.ts";
export type {
  FunnelValue,
  KpiAlert,
  KpiSeries,
  KpiValue,
  Loadable,
  Rows,
  UseFunnelOptions,
  UseKpiOptions,
  UseKpiSeriesOptions,
} from "./hooks/types.ts";
export { useAlerts } from "./hooks/useAlerts.ts";
export { useCatalog } from "./hooks/useCatalog.ts";
export { useFreshness } from "./hooks/useFreshness.ts";
export { useFunnel } from "./hooks/useFunnel.ts";
export { useKpi } from "./hooks/useKpi.ts";
export { useKpiSeries } from "./hooks/useKpiSeries.ts";
export { type Northstar, useNorthstar } from "./hooks/useNorthstar.ts";
export { useRows } from "./hooks/useRows.ts";
export type { Theme } from "./provider/context.ts";
export { NorthstarProvider, type NorthstarProviderProps } from "./provider/northstar-provider.tsx";
export type { Fetch } from "./transport/http.ts";
export type { GetToken } from "./transport/token.ts";
