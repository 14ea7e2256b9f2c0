export { type NorthstarClientErrorCode, NorthstarError, type NorthstarErrorOptions } from "./errors.ts";
export type {
  Filters,
  FunnelStepValue,
  FunnelValue,
  KpiAlert,
  KpiFreshness,
  KpiSeries,
  KpiValue,
  Loadable,
  ResolvedFilters,
  Rows,
  SeriesPoint,
  UseFunnelOptions,
  UseKpiOptions,
  UseKpiSeriesOptions,
} from "./hooks/types.ts";
