export { addDays, addMonths, countDays, endOfBucket, isoWeek, startOfBucket } from "./civil.ts";
export * from "./claims.ts";
export { CoreError, type CoreErrorCode } from "./errors.ts";
export {
  type FormatContext,
  type FormatOptions,
  type FormattedDelta,
  type FormattedValue,
  formatDelta,
  formatValue,
  NO_VALUE,
} from "./format.ts";
export { formatAge, formatBucketLabel, formatInstant, formatPeriodLabel } from "./format-time.ts";
export * from "./freshness.ts";
export * from "./kpi.ts";
export {
  bucketStarts,
  type Comparison,
  comparisonRange,
  completeRange,
  elapsedRange,
  isPartialBucket,
  kpiPeriod,
  type Period,
  type PeriodContext,
  type PeriodPreset,
  type PeriodSelection,
  resolvePeriod,
  trailingRange,
} from "./period.ts";
export * from "./query.ts";
export type * from "./register.ts";
export { type Level, levelOf } from "./thresholds.ts";
export { toNumber } from "./to-number.ts";
export { type WallClock, wallClock } from "./zone.ts";
