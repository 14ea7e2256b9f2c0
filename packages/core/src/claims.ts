import type { DeclaredName } from "./register.ts";

/** Roles of the five readers. A token may carry several. A host's own model may declare others in the `meta.vocabulary` of its views. */
export const ROLES = ["director", "marketing", "devops", "analyst", "consultant"] as const;
/** The roles of the registered catalogue; these five while nothing is registered. */
export type Role = DeclaredName<"roles", (typeof ROLES)[number]>;

/** What a token may allow beyond reading. */
export const CAPABILITIES = ["export", "comment", "administer"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Keys of the row filters a token may carry; each is the name of a dimension in the views it cuts. */
export const ROW_FILTERS = ["country", "source", "sponsor"] as const;
/** The row filters of the registered catalogue; these three while nothing is registered. */
export type RowFilterKey = DeclaredName<"rowFilters", (typeof ROW_FILTERS)[number]>;

/** Row filters: only rows whose dimension has one of the values are counted. */
export type RowFilters = { readonly [K in RowFilterKey]?: readonly string[] };

/** Who asks, as a verified token says it. It is Cube's security context too. Roles and keys are those the server was told to know. */
export interface Claims {
  sub: string;
  tenant: string;
  roles: readonly string[];
  filters: Readonly<Record<string, readonly string[] | undefined>>;
  can: readonly Capability[];
}
