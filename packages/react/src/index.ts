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
