export * from "./claims.ts";
export * from "./freshness.ts";
export * from "./kpi.ts";
export * from "./query.ts";
export type * from "./register.ts";
