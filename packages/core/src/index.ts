export {
  type AlertResponse,
  type AlertResponses,
  alertResponses,
  type ResponseSummary,
  responsesByWeek,
  responsesSince,
  summariseResponses,
} from "./adoption/alertResponses.ts";
export { judgeCriterion, SUCCESS_CRITERIA, type Verdict } from "./adoption/criteria.ts";
export { type PackShare, packShare } from "./adoption/packShare.ts";
export { type RoleUse, roleUse } from "./adoption/roleUse.ts";
export { advanceAlert } from "./alerts/advanceAlert.ts";
export { alertUnit } from "./alerts/alertUnit.ts";
export { type DrawnLimit, drawnLimits } from "./alerts/drawnLimits.ts";
export { type AlertGroup, groupAlerts, type Tellable } from "./alerts/groupAlerts.ts";
export { judgeRule } from "./alerts/judgeRule.ts";
export { limitBands } from "./alerts/limitBands.ts";
export { limitRuleId, modelRules, sourceRuleId } from "./alerts/modelRules.ts";
export { lookback, type PartPlan, type PartReading, planRule, readPart, settledPoints } from "./alerts/planRule.ts";
export * from "./alerts/port.ts";
export { type PartHistory, type Replay, replayRule } from "./alerts/replayRule.ts";
export {
  DEFAULT_KEEP_FIRING_SECONDS,
  grainOf,
  partsOf,
  periodOfRule,
  type RulePart,
  type SimpleCondition,
  scheduleOf,
  severityOf,
  timingOf,
} from "./alerts/ruleDefaults.ts";
export { type RuleProblem, ruleProblems } from "./alerts/ruleProblems.ts";
export { isDue, momentOfLook, quietUntil } from "./alerts/schedule.ts";
export { type RuleSuggestion, suggestChange } from "./alerts/suggestChange.ts";
export * from "./alerts/types.ts";
export { alignSeries } from "./alignSeries.ts";
export { areaDrawing } from "./charts/areaDrawing.ts";
export { barDrawing } from "./charts/barDrawing.ts";
export {
  type ChartBand,
  type ChartFont,
  type ChartInput,
  type ChartSeries,
  MAX_CATEGORIES,
  type TimeAxis,
} from "./charts/chartInput.ts";
export { type ColumnValues, columnsRange, toColumn, valueAt } from "./charts/column.ts";
export {
  type AreaShape,
  type Bar,
  type BarShape,
  type ChartDrawing,
  type LineShape,
  type PlacedText,
  type Places,
  type Plot,
  placeX,
  type SeriesShape,
  valueY,
} from "./charts/drawing.ts";
export { type HeatScale, heatScale, heatStep, heatSteps } from "./charts/heat.ts";
export { withLabelAt } from "./charts/labelAt.ts";
export { lineDrawing } from "./charts/lineDrawing.ts";
export type { Rectangle } from "./charts/path.ts";
export { type Point, type SparklineShape, sparklineShape } from "./charts/sparkline.ts";
export { type SeriesSummary, summariseSeries } from "./charts/summary.ts";
export { placeFrom, regularStarts } from "./charts/timeAxis.ts";
export { addDays, addMonths, countDays, endOfBucket, isoWeek, startOfBucket } from "./civil.ts";
export * from "./claims.ts";
export { type CsvOptions, type CsvWriter, csvWriter, type ExportCell, guardFormula, toCsv, toTsv } from "./csv.ts";

export { DRILL_ROWS, type DrillState, drillFilters } from "./drill.ts";
export { drillFromSearch, drillToSearch } from "./drillSearch.ts";
export * from "./erasure.ts";
export { CoreError, type CoreErrorCode } from "./errors.ts";
export { fileName } from "./fileName.ts";
export { type FilterSearchOptions, filtersFromSearch, filtersToSearch } from "./filterSearch.ts";
export {
  chosenValues,
  countFilters,
  type FilterChip,
  type FilterValues,
  filterChips,
  toggleValue,
  withoutChip,
  withValues,
} from "./filterState.ts";
export {
  type Filterable,
  type Filters,
  ignoredFilters,
  layFilters,
  NO_FILTER_VALUE,
  qualify,
  type ResolvedFilters,
  resolveFilters,
  valueFilters,
} from "./filters.ts";
export { findKpi, type NamedKpi } from "./findKpi.ts";
export { findMisfit, type MisfitOptions } from "./findMisfit.ts";
export { type Folded, type FoldMeasure, type FoldOptions, foldOther } from "./foldOther.ts";
export {
  type FormatContext,
  type FormatOptions,
  type FormattedDelta,
  type FormattedValue,
  formatCurrencySymbol,
  formatDelta,
  formatValue,
  NO_VALUE,
} from "./format.ts";
export { formatAge, formatBucketLabel, formatInstant, formatMonthName, formatPeriodLabel } from "./formatTime.ts";
export * from "./freshness.ts";
export * from "./integrations.ts";
export * from "./kpi.ts";
export {
  advancedSources,
  ageFreshness,
  inSourceOrder,
  type KpiFreshness,
  kpiFreshness,
  mergeWatermarks,
} from "./kpiFreshness.ts";
export { type MergedQuery, mergeQueries, splitAnswer } from "./mergeQueries.ts";
export { allMessages, type MessageKey, type Messages } from "./messages/allMessages.ts";
export { type AlertsKey, alertsTexts } from "./messages/areas/alerts.ts";
export { type BaseKey, baseTexts } from "./messages/areas/base.ts";
export { type DrillKey, drillTexts } from "./messages/areas/drill.ts";
export { type ElementsKey, elementsTexts } from "./messages/areas/elements.ts";
export { type ExportKey, exportTexts } from "./messages/areas/export.ts";
export { type FiltersKey, filtersTexts } from "./messages/areas/filters.ts";
export { type FunnelKey, funnelTexts } from "./messages/areas/funnel.ts";
export { type GridKey, gridTexts } from "./messages/areas/grid.ts";
export { type ListChartKey, listChartTexts } from "./messages/areas/listChart.ts";
export { type MomentKey, momentTexts } from "./messages/areas/moment.ts";
export { type OperationalKey, operationalTexts } from "./messages/areas/operational.ts";
export { type PeriodKey, periodTexts } from "./messages/areas/period.ts";
export { type ReportSchedulesKey, reportSchedulesTexts } from "./messages/areas/reportSchedules.ts";
export { type ReportsKey, reportsTexts } from "./messages/areas/reports.ts";
export { type RetentionKey, retentionTexts } from "./messages/areas/retention.ts";
export { type SponsorshipKey, sponsorshipTexts } from "./messages/areas/sponsorship.ts";
export { type TableKey, tableTexts } from "./messages/areas/table.ts";
export { type TechnicalKey, technicalTexts } from "./messages/areas/technical.ts";
export { type TimeChartKey, timeChartTexts } from "./messages/areas/timeChart.ts";
export { type ValueKey, valueTexts } from "./messages/areas/value.ts";
export { type ValueMarkerKey, valueMarkerTexts } from "./messages/areas/valueMarker.ts";
export { type ViewKey, viewTexts } from "./messages/areas/view.ts";
export { type WhyKey, whyTexts } from "./messages/areas/why.ts";
export { dimensionTitle } from "./messages/dimensionTitle.ts";
export { dimensionValueWords } from "./messages/dimensionWords.ts";
export { createTranslator, joinTexts, type MessageValues, type Translator } from "./messages/messages.ts";
export { momentWords } from "./messages/momentWords.ts";
export {
  type ComparisonPhrase,
  capitalise,
  comparisonPhrase,
  comparisonSentence,
  comparisonWords,
  periodWords,
} from "./messages/periodWords.ts";
export type { TextKey, Texts } from "./messages/texts.ts";
export { valueLabel } from "./messages/valueLabel.ts";
export { valueWords } from "./messages/valueWords.ts";
export { zoneWords } from "./messages/zoneWords.ts";
export { type DefinitionChange, definitionChanges } from "./metrics/definitionChanges.ts";
export {
  type DefinitionLine,
  type DefinitionSection,
  diffDefinitions,
} from "./metrics/diffDefinitions.ts";
export { type DiffedLine, diffLines } from "./metrics/diffLines.ts";
export * from "./metrics/port.ts";
export { type MetricSearch, searchMetrics } from "./metrics/searchMetrics.ts";
export * from "./metrics/types.ts";
export { clampDate, monthGrid } from "./monthGrid.ts";
export { isNeverLoaded, type NoValueReason } from "./noValue.ts";
export { parseNumber } from "./parseNumber.ts";
export {
  bucketStarts,
  COMPARISONS,
  type Comparison,
  comparisonRange,
  completeRange,
  elapsedRange,
  isPartialBucket,
  kpiPeriod,
  PERIOD_PRESETS,
  type Period,
  type PeriodContext,
  type PeriodPreset,
  type PeriodSelection,
  resolvePeriod,
  trailingRange,
} from "./period.ts";
export {
  type DimensionValue,
  type DimensionValuesPlan,
  planDimensionValues,
  readDimensionValues,
  searchable,
} from "./planDimensionValues.ts";
export { type DrillRowsPlan, planDrillRows } from "./planDrillRows.ts";
export {
  divide,
  type FunnelBreakdownRow,
  type FunnelPlan,
  type FunnelStepValue,
  findBreakdown,
  planFunnel,
  readFunnelBreakdown,
  readFunnelSteps,
} from "./planFunnel.ts";
export { filterableKpi, type KpiPlan, type KpiReading, planKpi, readKpi } from "./planKpi.ts";
export {
  type KpiRow,
  type KpiRowsOptions,
  type KpiRowsPlan,
  planKpiRows,
  readKpiRows,
} from "./planKpiRows.ts";
export { planSeries, readSeries, type SeriesPlan, type SeriesPoint } from "./planSeries.ts";
export * from "./query.ts";
export { queryKey } from "./queryKey.ts";
export type * from "./register.ts";
export { changedSince, type RestatedKpi } from "./reports/changedSince.ts";
export { draftNarrative } from "./reports/draftNarrative.ts";
export { type ExceptionReason, exceptionsOf, type PackException } from "./reports/exceptions.ts";
export {
  MAX_NARRATIVE,
  NARRATIVE_PARTS,
  type NarrativePart,
  type NarrativePiece,
  type NarrativeProblem,
  narrativeProblems,
  narrativeText,
  ownPeriodLabel,
  renderNarrative,
} from "./reports/narrative.ts";
export { closedPackPeriods, PACK_GRAIN, packPeriod, previousPackPeriod } from "./reports/packPeriod.ts";
export { packPeriodLabel } from "./reports/packPeriodLabel.ts";
export {
  type PackKpiAnswer,
  type PackKpiPlan,
  planPack,
  readPackKpi,
  recordOf,
  toSnapshot,
} from "./reports/planPack.ts";
export * from "./reports/port.ts";
export { dueReview, nextReview, type ReviewSlot, reviewSlot, unsettledSources } from "./reports/schedules/dueReview.ts";
export * from "./reports/schedules/types.ts";
export * from "./reports/types.ts";
export { missesTarget, VARIANCE_BASES, type Variance, type VarianceBase, variancesOf } from "./reports/variances.ts";
export { digestSecurity, type SecurityDigest, type SecurityEvent } from "./securityDigest.ts";
export {
  mayWriteKind,
  nextStatuses,
  type SuggestionActor,
  suggestionDeeds,
} from "./suggestions/deeds.ts";
export {
  type ExperimentMeasure,
  type ExperimentResult,
  experimentMeasure,
  experimentPhase,
  MAX_VARIANTS,
  planExperiment,
  readExperiment,
  type VariantComparison,
  type VariantNumbers,
} from "./suggestions/experimentResult.ts";
export { type ExperimentProblem, experimentProblems } from "./suggestions/inputProblems.ts";
export { findMentions, type Mention, mentionedIds } from "./suggestions/mentions.ts";
export * from "./suggestions/port.ts";
export { type SuggestionRows, seesRows, suggestionRows } from "./suggestions/rows.ts";
export { type TextProblem, textLength, textProblem } from "./suggestions/text.ts";
export * from "./suggestions/types.ts";
export { type Level, levelOf } from "./thresholds.ts";
export { toNumber } from "./toNumber.ts";
export { type UptimeStripData, uptimeStrips } from "./uptimeStrips.ts";
export {
  type KpiShown,
  type ReportMade,
  type ReportMadeKind,
  type SloClass,
  sloClassOf,
  type UsageAnswer,
  type UsageBatch,
  type UsagePort,
  type UsageRow,
} from "./usage/port.ts";
export { EXECUTIVE_METRICS } from "./views/executiveMetrics.ts";
export { OPERATIONAL_METRICS } from "./views/operationalMetrics.ts";
export type { SectionMetrics } from "./views/sectionMetrics.ts";
export { TECHNICAL_METRICS } from "./views/technicalMetrics.ts";
export { dayTotals, type WeekdayHours, weekdayHours } from "./weekdayHours.ts";
export { isLikeForLike } from "./wholePeriods.ts";
export { type WallClock, wallClock } from "./zone.ts";
