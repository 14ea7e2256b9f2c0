/** `@northstar/core/own-charts`: charts that people make for themselves, and boards of them. */
export { type OwnChartsKey, ownChartsTexts } from "./messages/areas/ownCharts.ts";
export * from "./ownCharts/boardLayout.ts";
export { readChartFile, writeChartFile } from "./ownCharts/chartFile.ts";
export { type ChartShape, chartKind, chartKinds } from "./ownCharts/chartKind.ts";
export { type ChartLine, type ChartLines, chartLines } from "./ownCharts/chartLines.ts";
export { checkSpec, withNewNames } from "./ownCharts/checkSpec.ts";
export {
  type ChartCatalog,
  chartMeasures,
  type FoundMeasure,
  findMeasure,
  shortName,
} from "./ownCharts/findMeasure.ts";
export { specForReader } from "./ownCharts/forReader.ts";
export { parseSpec, type SpecFault } from "./ownCharts/parseSpec.ts";
export {
  type ChartColumn,
  type ChartPlan,
  type ChartReading,
  type ChartRow,
  chartQueries,
  planChart,
  readChart,
  specFilters,
  specMeasures,
} from "./ownCharts/planChart.ts";
export * from "./ownCharts/port.ts";
export * from "./ownCharts/types.ts";
