"use client";
export { ChartBoard, type ChartBoardProps } from "./ownCharts/ChartBoard.tsx";
export { ChartBuilder, type ChartBuilderProps } from "./ownCharts/ChartBuilder.tsx";
export { SavedChart, type SavedChartProps } from "./ownCharts/SavedChart.tsx";
