/** Roles of the five readers. A token may carry several. */
export const ROLES = ["director", "marketing", "devops", "analyst", "consultant"] as const;
export type Role = (typeof ROLES)[number];

/** What a token may allow beyond reading. */
export const CAPABILITIES = ["export", "comment", "administer"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Keys of the row filters a token may carry; each is the name of a dimension in the views it cuts. */
export const ROW_FILTERS = ["country", "source", "sponsor"] as const;
export type RowFilterKey = (typeof ROW_FILTERS)[number];

/** Row filters: only rows whose dimension has one of the values are counted. */
export type RowFilters = { readonly [K in RowFilterKey]?: readonly string[] };

/** Who asks, as a verified token says it. It is Cube's security context too. */
export interface Claims {
  sub: string;
  tenant: string;
  roles: readonly Role[];
  filters: RowFilters;
  can: readonly Capability[];
}
