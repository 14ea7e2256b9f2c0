import type { Granularity } from "./kpi.ts";
import type { Query, QueryFilter, QueryTimeDimension } from "./query.ts";

/**
 * A host registers its generated catalogue here by module augmentation, and every name becomes a literal type:
 * `declare module "@northstar/core" { interface Register { catalog: typeof catalog } }`. While nothing is registered, any string works.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by module augmentation
export interface Register {}

/** What `northstar codegen` writes, as far as the types below need it. A list that a catalogue lacks leaves its names open. */
export interface GeneratedCatalog {
  kpis: Record<string, unknown>;
  funnels: Record<string, unknown>;
}

type Registered = Register extends { catalog: infer C extends GeneratedCatalog } ? C : GeneratedCatalog;

/** The names under `Key` of an entry; any string where there is no such list. */
type Listed<Entry, Key extends string> = Entry extends { readonly [K in Key]: readonly (infer Name extends string)[] }
  ? Name
  : string;

/** Names that a model declares for itself, such as its roles; those of Northstar's own model while nothing is registered. */
export type DeclaredName<Key extends string, BuiltIn extends string> = Registered extends {
  readonly [K in Key]: readonly (infer Name extends string)[];
}
  ? Name
  : BuiltIn;

/** `executive.country` may also be written `country`. */
type WithShort<Name extends string> = Name | (Name extends `${string}.${infer Short}` ? Short : never);

/** Names of the registered KPIs, those they had before among them. */
export type KpiId = Extract<keyof Registered["kpis"], string>;

/** Names that KPIs had before: they work, and editors strike them through. */
export type RenamedKpiId = {
  [K in KpiId]: Registered["kpis"][K] extends { renamedTo: string } ? K : never;
}[KpiId];

/** Dimensions that a KPI may be broken down by, with or without their view. */
export type KpiDimension<K extends KpiId = KpiId> = WithShort<Listed<Registered["kpis"][K], "dimensions">>;

/** What `KpiDimension` is for a KPI of that name, and any string where the registered catalogue has none. */
export type DimensionOf<Name extends string> = Name extends KpiId ? KpiDimension<Name> : string;

/** Names of the registered funnels. */
export type FunnelId = Extract<keyof Registered["funnels"], string>;

/** Dimensions that a funnel may be broken down by, with or without their view. */
export type FunnelBreakdown<F extends FunnelId = FunnelId> = WithShort<Listed<Registered["funnels"][F], "breakdowns">>;

type Views = Registered extends { views: infer V extends Record<string, unknown> } ? V : Record<string, unknown>;

/** Names of the registered views. */
export type ViewId = Extract<keyof Views, string>;

/** Measures of a view, fully qualified. */
export type MeasureName<V extends ViewId = ViewId> = Listed<Views[V], "measures">;

/** Dimensions of a view that hold no time, fully qualified. */
export type DimensionName<V extends ViewId = ViewId> = Listed<Views[V], "dimensions">;

/** Time dimensions of a view, fully qualified. */
export type TimeDimensionName<V extends ViewId = ViewId> = Listed<Views[V], "timeDimensions">;

/** Segments of a view, fully qualified. */
export type SegmentName<V extends ViewId = ViewId> = Listed<Views[V], "segments">;

type MemberName<V extends ViewId> = MeasureName<V> | DimensionName<V> | TimeDimensionName<V>;

/** A query of one view that names only what the view has. */
export interface ViewQuery<V extends ViewId> extends Pick<Query, "limit" | "offset" | "timezone"> {
  measures?: readonly MeasureName<V>[] | undefined;
  dimensions?: readonly (DimensionName<V> | TimeDimensionName<V>)[] | undefined;
  segments?: readonly SegmentName<V>[] | undefined;
  timeDimensions?:
    | readonly (Omit<QueryTimeDimension, "dimension" | "granularity"> & {
        dimension: TimeDimensionName<V>;
        granularity?: Granularity | undefined;
      })[]
    | undefined;
  filters?: readonly QueryFilter<MemberName<V>>[] | undefined;
  order?: readonly (readonly [member: MemberName<V>, direction: "asc" | "desc"])[] | undefined;
}

/** A query of any one of the registered views; `Query` while nothing is registered. */
export type CatalogQuery = { [V in ViewId]: ViewQuery<V> }[ViewId];
