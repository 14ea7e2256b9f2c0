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
