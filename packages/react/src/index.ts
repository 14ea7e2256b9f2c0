"use client";
export type {
  Filters,
  FunnelBreakdownRow,
  FunnelStepValue,
  KpiFreshness,
  KpiReading,
  KpiRow,
  ResolvedFilters,
  SeriesPoint,
} from "@northstar/core";
export { AreaChart, type AreaChartProps } from "./charts/AreaChart.tsx";
export { BarChart, type BarChartProps } from "./charts/BarChart.tsx";
export { BarList, type BarListProps, type BarListRow } from "./charts/BarList.tsx";
export { CohortGrid, type CohortGridProps } from "./charts/CohortGrid.tsx";
export { FunnelPlot, type FunnelPlotProps, type FunnelPlotStep } from "./charts/FunnelPlot.tsx";
export { Heatmap, type HeatmapProps } from "./charts/Heatmap.tsx";
export { LineChart, type LineChartProps } from "./charts/LineChart.tsx";
export type { GridCell } from "./charts/nextCell.ts";
export { ProgressBar, type ProgressBarProps } from "./charts/ProgressBar.tsx";
export { Sparkline, type SparklineProps } from "./charts/Sparkline.tsx";
export type { ColumnSeries, TimeChartProps, TimeSeries, TimeStarts } from "./charts/timeChartProps.ts";
export { UptimeStrip, type UptimeStripDay, type UptimeStripProps } from "./charts/UptimeStrip.tsx";
export { AlertTiles, type AlertTilesProps } from "./components/AlertTiles.tsx";
export {
  EXECUTIVE_SECTIONS,
  type ExecutiveSection,
  ExecutiveView,
  type ExecutiveViewProps,
} from "./components/ExecutiveView.tsx";
export { FreshnessBadge } from "./components/FreshnessBadge.tsx";
export { FunnelChart, type FunnelChartProps } from "./components/FunnelChart.tsx";
export { KpiCard, type KpiCardProps } from "./components/KpiCard.tsx";
export { Masked, useIsMasked } from "./components/Masked.tsx";
export { NorthStarCard, type NorthStarCardProps } from "./components/NorthStarCard.tsx";
export { AcquisitionFunnel, type AcquisitionFunnelProps } from "./components/operational/AcquisitionFunnel.tsx";
export { CampaignTable, type CampaignTableProps } from "./components/operational/CampaignTable.tsx";
export { ChannelComparison, type ChannelComparisonProps } from "./components/operational/ChannelComparison.tsx";
export { ContentConsumption, type ContentConsumptionProps } from "./components/operational/ContentConsumption.tsx";
export {
  OPERATIONAL_SECTIONS,
  type OperationalSection,
  OperationalView,
  type OperationalViewProps,
} from "./components/operational/OperationalView.tsx";
export { ReferralPanel, type ReferralPanelProps } from "./components/operational/ReferralPanel.tsx";
export { SegmentEvolution, type SegmentEvolutionProps } from "./components/operational/SegmentEvolution.tsx";
export { TopTopics, type TopTopicsProps } from "./components/operational/TopTopics.tsx";
export { ComparisonSelect, PeriodPicker, type PeriodPickerProps } from "./components/PeriodPicker.tsx";
export { RetentionCard, type RetentionCardProps } from "./components/RetentionCard.tsx";
export type { BoxProps } from "./components/Root.tsx";
export { SponsorshipPanel, type SponsorshipPanelProps } from "./components/SponsorshipPanel.tsx";
export { TileBoundary, type TileBoundaryProps } from "./components/TileBoundary.tsx";
export { EventVolume, type EventVolumeProps } from "./components/technical/EventVolume.tsx";
export { FreshnessStrip } from "./components/technical/FreshnessStrip.tsx";
export { IngestPanel, type IngestPanelProps } from "./components/technical/IngestPanel.tsx";
export { LatencyChart, type LatencyChartProps } from "./components/technical/LatencyChart.tsx";
export { ReliabilityPanel, type ReliabilityPanelProps } from "./components/technical/ReliabilityPanel.tsx";
export { SecurityPanel, type SecurityPanelProps } from "./components/technical/SecurityPanel.tsx";
export {
  TECHNICAL_SECTIONS,
  type TechnicalSection,
  TechnicalView,
  type TechnicalViewProps,
} from "./components/technical/TechnicalView.tsx";
export { ViewDenied, type ViewDeniedProps } from "./components/ViewDenied.tsx";
export type { OwnSection, ViewProps, ViewSpan } from "./components/ViewFrame.tsx";
export { ViewHeader, type ViewHeaderProps } from "./components/ViewHeader.tsx";
export { Why, type WhyProps } from "./components/Why.tsx";
export type { WhyDefinition, WhySubject } from "./components/why/whySubject.ts";
export { type NorthstarClientErrorCode, NorthstarError, type NorthstarErrorOptions } from "./errors.ts";
export { DrillButton, type DrillButtonProps } from "./filters/DrillButton.tsx";
export { DrillHost } from "./filters/DrillHost.tsx";
export { FilterBar, type FilterBarProps } from "./filters/FilterBar.tsx";
export {
  type ReportSelection,
  type Selection,
  SelectionScope,
  type SelectionScopeProps,
} from "./filters/selection.tsx";
export { type DimensionFilter, useDimensionFilter } from "./filters/useDimensionFilter.ts";
export { type DimensionValues, useDimensionValues } from "./filters/useDimensionValues.ts";
export { type Drill, useDrill } from "./filters/useDrill.tsx";
export { type UrlFilters, type UseUrlFiltersOptions, useUrlFilters } from "./filters/useUrlFilters.ts";
export type {
  AnswerOrigin,
  FunnelValue,
  KpiAlert,
  KpiRowsValue,
  KpiSeries,
  KpiValue,
  Loadable,
  Permissions,
  Rows,
  UseFunnelOptions,
  UseKpiOptions,
  UseKpiRowsOptions,
  UseKpiSeriesOptions,
} from "./hooks/types.ts";
export { useAlerts } from "./hooks/useAlerts.ts";
export { useCatalog } from "./hooks/useCatalog.ts";
export { useFreshness } from "./hooks/useFreshness.ts";
export { useFunnel } from "./hooks/useFunnel.ts";
export { useKpi } from "./hooks/useKpi.ts";
export { useKpiRows } from "./hooks/useKpiRows.ts";
export { useKpiSeries } from "./hooks/useKpiSeries.ts";
export { type Northstar, useNorthstar } from "./hooks/useNorthstar.ts";
export { usePermissions } from "./hooks/usePermissions.ts";
export { useRows } from "./hooks/useRows.ts";
export { useViewAccess, type ViewAccess } from "./hooks/useViewAccess.ts";
export type { Density, Direction, FiltersChange, ReportError, Theme } from "./provider/context.ts";
export { NorthstarProvider, type NorthstarProviderProps } from "./provider/NorthstarProvider.tsx";
export { DataTable, type DataTableProps, type RowOpening } from "./table/DataTable.tsx";
export type { BarScale, CellValue, DataColumn } from "./table/dataColumn.ts";
export type { DataSort } from "./table/useSortedTable.ts";
export type { Fetch } from "./transport/Http.ts";
export type { GetToken } from "./transport/token.ts";
