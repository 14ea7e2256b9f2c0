export { createAlertStore, type OpenAlertStore } from "./alerts/store/createAlertStore.ts";
export { type DeliveryJob, queueOf } from "./alerts/store/jobs.ts";
export { type ChartsOptions, createCharts } from "./charts/createCharts.ts";
export { type ChartStore, createChartStore } from "./charts/store/createChartStore.ts";
export type { AppState } from "./state/AppState.ts";
export { type AuditEntry, createAudit } from "./state/createAudit.ts";
export { type AppStateOptions, openAppState } from "./state/openAppState.ts";
export { createSuggestionStore } from "./suggestions/store/createSuggestionStore.ts";
