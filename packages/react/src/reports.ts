"use client";
export { ReportBuilder, type ReportBuilderProps } from "./reports/ReportBuilder.tsx";
