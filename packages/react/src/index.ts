export type {
  Filters,
  FunnelBreakdownRow,
  FunnelStepValue,
  KpiFreshness,
  KpiReading,
  ResolvedFilters,
  SeriesPoint,
} from "@northstar/core";
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
export { useAlerts } from "./hooks/use-alerts.ts";
export { useCatalog } from "./hooks/use-catalog.ts";
export { useFreshness } from "./hooks/use-freshness.ts";
export { useFunnel } from "./hooks/use-funnel.ts";
export { useKpi } from "./hooks/use-kpi.ts";
export { useKpiSeries } from "./hooks/use-kpi-series.ts";
export { type Northstar, useNorthstar } from "./hooks/use-northstar.ts";
export { useRows } from "./hooks/use-rows.ts";
export type { Theme } from "./provider/context.ts";
export { NorthstarProvider, type NorthstarProviderProps } from "./provider/northstar-provider.tsx";
export type { Fetch } from "./transport/http.ts";
export type { GetToken } from "./transport/token.ts";
