/**
 * A host registers its generated catalogue here by module augmentation, and every KPI name becomes a literal type:
 * `declare module "@northstar/core" { interface Register { catalog: typeof catalog } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by module augmentation
export interface Register {}

/** What `northstar codegen` writes. */
export interface GeneratedCatalog {
  kpis: Record<string, unknown>;
  funnels: Record<string, unknown>;
}

type Registered = Register extends { catalog: infer C extends GeneratedCatalog } ? C : GeneratedCatalog;

/** Names of the registered KPIs; any string while nothing is registered. */
export type KpiId = Extract<keyof Registered["kpis"], string>;

/** Names of the registered funnels; any string while nothing is registered. */
export type FunnelId = Extract<keyof Registered["funnels"], string>;
