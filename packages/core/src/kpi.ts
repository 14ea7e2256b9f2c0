/** A text in each language of the user interface. */
export interface LocalizedText {
  es: string;
  en: string;
}

/** Languages the messages exist in. Spanish is the default. */
export type Locale = keyof LocalizedText;

/**
 * What a KPI's value is measured in. `percent` values are fractions (0.123 is 12.3 %),
 * `money` is in the catalogue's base currency, `minutes` and `seconds` are durations, `per_second` is a rate.
 */
export type KpiUnit = "people" | "count" | "percent" | "ratio" | "money" | "minutes" | "seconds" | "per_second";

/** Whether a rise is good (`up`) or bad (`down`). */
export type Polarity = "up" | "down";

/** Periods a KPI is defined over, shortest first. Weeks start on Monday. */
export const GRANULARITIES = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/**
 * Limits of a KPI. With polarity `up` the KPI is amber (red) below the limit, with `down` above it.
 * `on` says which value is held against them: the last complete period, or the running one.
 */
export interface KpiThresholds {
  amber: number;
  red: number;
  on: "complete" | "running";
}

/** One line of a KPI's change log: from which version on, since when, and what changed. */
export interface KpiChange {
  version: number;
  /** ISO date from which the definition is in force. */
  since: string;
  note: LocalizedText;
}

/** A name that a KPI had before. Whoever asks by it gets the KPI and, in development, a warning. */
export interface KpiAlias {
  id: string;
  /** ISO date from which the KPI has its new name. */
  since: string;
}

/** What `meta.kpi` of a Cube measure holds: the one place where a KPI is described. */
export interface KpiMeta {
  /** Stable name, the same in every view that shows the KPI. */
  id: string;
  /** Names it had before. */
  aliases?: readonly KpiAlias[] | undefined;
  /** Raised whenever the definition changes the number. */
  version: number;
  title: LocalizedText;
  /** One or two sentences a business reader understands. */
  definition: LocalizedText;
  /** How it is computed, in words and signs: `referred registrations ÷ active professionals`. */
  formula?: LocalizedText | undefined;
  unit: KpiUnit;
  polarity: Polarity;
  /** The period the KPI is defined over; the target is for one such period. */
  grain: Granularity;
  target?: number | undefined;
  thresholds?: KpiThresholds | undefined;
  owner: string;
  /** How old the newest data of its sources may be, in seconds. */
  sloSeconds: number;
  /** Ids of the sources it is computed from (see `SourceId`). */
  sources: readonly string[];
  /** Roles that see it; `access_policy` enforces it, this says it to readers. */
  roles: readonly string[];
  /** Name (without the view) of the time dimension its period is taken from. */
  timeDimension: string;
  /**
   * Names (without the view) of the dimensions it may be broken down by, where those aren't just the ones of its own cube and the
   * row filters that can cut it.
   */
  breakdowns?: readonly string[] | undefined;
  /**
   * For KPIs of cohorts (retention): days from a person's date until its window is over, 90 for `retention_60`.
   * The number shown is that of the latest cohort of `grain` in which nobody's window is still open.
   */
  cohortLagDays?: number | undefined;
  /**
   * The KPI is only known for whole periods of its `grain`: while one is running, it is compared with the whole of the one before
   * and not with the same stretch of it. Readers are told, and such a change is neither good nor bad.
   */
  comparesWholePeriods?: boolean | undefined;
  /**
   * Of a share: names (without the view) of the measures that count what happened and of how many. Experiments compare it by them; its
   * roles see both.
   */
  ratioOf?: { numerator: string; denominator: string } | undefined;
  changelog?: readonly KpiChange[] | undefined;
  /** Named by the brief without an agreed definition: the UI says so. */
  provisional?: boolean | undefined;
}

/** A KPI as a role sees it: its record and the member to ask for. */
export interface CatalogKpi extends KpiMeta {
  /** Fully qualified measure, e.g. `executive.active_professionals`. */
  measure: string;
  /** Fully qualified time dimension, e.g. `executive.date`. */
  timeDimensionMember: string;
  /** Other views in which these roles see it, for questions together with KPIs that only those have; absent when there is none. */
  alsoIn?: readonly KpiPlace[] | undefined;
  /** Dimensions (without the view) among country, source, sponsor that it can be filtered by; a filter by another is refused. */
  rowFilters?: readonly string[] | undefined;
  /**
   * Dimensions (without the view) that it may be broken down and filtered by, as far as these roles may: those it names itself, or
   * those of its own cube and its row filters. Absent from a server that doesn't say: then any is tried.
   */
  dimensions?: readonly string[] | undefined;
  /** Dimensions, fully qualified, that show the rows behind the number, as far as these roles see them; some may be masked. */
  drill?: readonly string[] | undefined;
}

/** A view that shows a KPI: the same number under the names that it has there. */
export interface KpiPlace {
  /** Fully qualified, like the time dimension. */
  measure: string;
  timeDimensionMember: string;
  dimensions?: readonly string[] | undefined;
}

/** One step of a funnel: the measures that count it and time it, fully qualified. */
export interface FunnelStep {
  id: string;
  title: LocalizedText;
  measure: string;
  /** Median seconds from the step before; absent on the first. */
  medianSecondsMeasure?: string | undefined;
}

/** A funnel as a role sees it. */
export interface CatalogFunnel {
  id: string;
  title: LocalizedText;
  definition: LocalizedText;
  steps: readonly FunnelStep[];
  timeDimensionMember: string;
  /** Dimensions it can be broken down by, fully qualified. */
  breakdowns: readonly string[];
  sources: readonly string[];
  sloSeconds: number;
  owner?: string | undefined;
  /** Roles that see it; `access_policy` enforces it, this says it to readers. */
  roles?: readonly string[] | undefined;
}

/** What the token of the reader allows. */
export interface ReaderAccess {
  roles: readonly string[];
  /** Capabilities: `export`, `comment`, `administer`, or a host's own. */
  can: readonly string[];
  /** Row filters that cut all that this reader sees: dimension (without the view) → values. */
  filters: Readonly<Record<string, readonly string[]>>;
}

/** Answer of `GET /northstar/v1/catalog`: what the token's roles may see. */
export interface Catalog {
  /** Absent from a server that doesn't say. */
  access?: ReaderAccess | undefined;
  /** Changes whenever the model does. */
  modelVersion: string;
  /** IANA zone in which periods are cut. */
  timeZone: string;
  /** ISO 4217 code of every `money` KPI. */
  currency: string;
  /** True while the warehouse holds generated sample data. */
  sample: boolean;
  /** Whether the server keeps alerts for these readers: `GET /northstar/v1/alerts` answers. */
  alerts?: boolean | undefined;
  /** Whether it keeps business reviews for them: `GET /northstar/v1/reports` answers. */
  reports?: boolean | undefined;
  /** Whether the server keeps charts that people make: `GET /northstar/v1/charts` answers. */
  charts?: boolean | undefined;
  /** Whether it keeps suggestions and comments for them: `GET /northstar/v1/suggestions` answers. */
  suggestions?: boolean | undefined;
  /** Whether it takes down what these readers use: `POST /northstar/v1/usage` takes it. */
  usage?: boolean | undefined;
  kpis: readonly CatalogKpi[];
  /** KPIs that exist but that these roles may not see: enough to say what is missing and whom to ask. */
  denied: readonly {
    id: string;
    title: LocalizedText;
    owner: string;
    roles: readonly string[];
    aliases?: readonly KpiAlias[] | undefined;
  }[];
  funnels: readonly CatalogFunnel[];
  /** Funnels that exist but that these roles may not see. `roles` is empty where the model doesn't say. */
  deniedFunnels?:
    | readonly { id: string; title: LocalizedText; owner?: string | undefined; roles: readonly string[] }[]
    | undefined;
  /**
   * Members with personal data of which these roles see a mask in place of every value, fully qualified: they can be
   * shown, and are refused as filter or order.
   */
  masked?: readonly string[] | undefined;
  /** Names of the dimensions that these roles see, by their name without the view. */
  dimensionTitles?: Readonly<Record<string, LocalizedText>> | undefined;
}
