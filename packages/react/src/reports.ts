"use client";
export { DownloadView, type DownloadViewProps } from "./reports/DownloadView.tsx";
export { ReportBuilder, type ReportBuilderProps } from "./reports/ReportBuilder.tsx";
