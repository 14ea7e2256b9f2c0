/** `@northstar/server/reports`: business reviews, for a host that has an app state (`@northstar/server/state`). */
export { createReports, type Reports, type ReportsOptions } from "./reports/createReports.ts";
export { packFile } from "./reports/files/packFile.ts";
export { createScheduleStore, type ScheduleStore } from "./reports/schedules/createScheduleStore.ts";
export { createSchedules, type Schedules, type SchedulesOptions } from "./reports/schedules/createSchedules.ts";
export { createReportStore, type ReportStore } from "./reports/store/createReportStore.ts";
