import type { Granularity } from "../kpi.ts";

/** What somebody looks at, to be looked at by somebody else: body of `POST /northstar/v1/links`. */
export interface LinkState {
  /** Filters and what is drilled into, as `filtersToSearch` and `drillToSearch` write them with their own prefix. */
  search: string;
  /** Grain of the trends; null for that of each KPI. */
  grain: Granularity | null;
  /** ISO date-time: periods such as "this month" are those of its day. Null where they go with the time. */
  asOf: string | null;
}

/** A definition that isn't what it was when a link was made. */
export interface ChangedDefinition {
  kpi: string;
  /** The version that the link was made with. */
  from: number;
  /** The one in force. */
  to: number;
}

/** What a link holds, as its reader may see it: answer of `GET /northstar/v1/links/<link>`. */
export interface OpenedLink extends LinkState {
  /** ISO date-time. */
  madeAt: string;
  /** How many dimensions it filters by that cut nothing the reader sees: they aren't in `search`. */
  dropped: number;
  /** Of the KPIs that the reader sees. */
  changed: readonly ChangedDefinition[];
}

/** Answer of `POST /northstar/v1/links`. */
export interface MadeLink {
  /** Letters, digits, `-`, `_` and `.`: to be put into an address as it is. */
  link: string;
  /** ISO date-time. */
  expiresAt: string;
}
