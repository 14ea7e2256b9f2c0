"use client";
export { MetricCatalog, type MetricCatalogProps } from "./metrics/MetricCatalog.tsx";
