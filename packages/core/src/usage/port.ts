import type { Claims } from "../claims.ts";
import type { Catalog, CatalogKpi } from "../kpi.ts";
import type { PackKind } from "../reports/types.ts";

/** A KPI that a reader was shown, as a screen tells it: once for each opening of a view. Who it was is the token's to say. */
export interface KpiShown {
  /** A UUID of this one showing: told again, it counts once. */
  id: string;
  /** The view, as the host names it (`executive`); null outside of any. */
  view: string | null;
  kpi: string;
  /** How long ago it was when it was told. */
  ageSeconds: number;
  /** Age of its data that the reader was shown; null where it wasn't known. */
  lagSeconds: number | null;
}

/** Body of `POST /northstar/v1/usage`. */
export interface UsageBatch {
  shown: readonly KpiShown[];
}

/** Answer of `POST /northstar/v1/usage`. */
export interface UsageAnswer {
  /** Showings that are kept. */
  accepted: number;
  /** Those of KPIs that the reader's roles don't see, or that don't exist. */
  dropped: number;
}

/** Kinds of report whose making is an event of use. */
export type ReportMadeKind = PackKind | "export";

/** A report that was made: a review pack, or a file of rows. */
export interface ReportMade {
  kind: ReportMadeKind;
  /** From asking for it until it was made. */
  seconds: number;
  /** Whether it is a review that was made from a pack. */
  fromPack: boolean;
}

/** Takes down what people do with the dashboard. */
export interface UsagePort {
  readonly tenant: string;
  /** @param catalog what the reader sees: anything else of the batch is dropped */
  shown(claims: Claims, batch: UsageBatch, catalog: Pick<Catalog, "kpis">): Promise<UsageAnswer>;
  /** Never rejects: a report isn't lost because nobody could count it. */
  reportMade(claims: Claims, report: ReportMade): Promise<void>;
}

/** A row of `usage_events`, by the names of its columns. */
export interface UsageRow {
  event_id: string;
  /** ISO. */
  occurred_at: string;
  kind: "kpi_view" | "report";
  role: string | null;
  subject_id: string;
  view?: string | null;
  kpi?: string;
  slo_class?: SloClass;
  lag_s?: number | null;
  slo_s?: number;
  report_kind?: ReportMadeKind;
  duration_s?: number;
  baseline_s?: number | null;
  from_pack?: boolean;
}

/** How fast a KPI's data have to come: within 5 minutes, an hour, a day. */
export type SloClass = "tactical" | "operational" | "financial";

/** The class of a KPI by its own objective. */
export function sloClassOf({ sloSeconds }: Pick<CatalogKpi, "sloSeconds">): SloClass {
  if (sloSeconds <= 300) return "tactical";
  return sloSeconds <= 3600 ? "operational" : "financial";
}
