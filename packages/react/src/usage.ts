"use client";
export { UsageReporter, type UsageReporterProps } from "./usage/UsageReporter.tsx";
