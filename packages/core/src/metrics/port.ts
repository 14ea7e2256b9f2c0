import type { Claims } from "../claims.ts";
import type { SourceFreshness } from "../freshness.ts";
import type { CatalogKpi, LocalizedText } from "../kpi.ts";
import type { KpiFreshness } from "../kpiFreshness.ts";
import type { CompiledDefinition } from "./types.ts";

/** A metric as a line of the catalogue. */
export interface MetricSummary
  extends Pick<
    CatalogKpi,
    "id" | "title" | "definition" | "formula" | "unit" | "owner" | "sources" | "version" | "provisional"
  > {
  /** Names it had before: readers may still look for one. */
  formerIds: readonly string[];
  /** ISO date from which its version is in force; null where its changelog doesn't say. */
  since: string | null;
  /** Views of the model in which these roles see it: `executive`, `operational`… */
  areas: readonly string[];
  freshness: KpiFreshness;
}

/** One version of a metric as a reader sees it. */
export interface MetricVersion {
  version: number;
  /** Null for a version that no line of the changelog tells of. */
  since: string | null;
  note: LocalizedText | null;
  /**
   * - `shown`: its compiled definition is here
   * - `not_kept`: it is from before versions were kept
   * - `role`: it is shown to the role `analyst` alone
   */
  definition: "shown" | "not_kept" | "role";
  /** Present with `shown`. */
  compiled?: CompiledDefinition | undefined;
}

/** A section of one of Northstar's own views. */
export interface MetricTile {
  view: "executive" | "operational" | "technical";
  section: string;
}

/** Something that people made and that shows a metric. */
export interface MetricUse {
  kind: "chart" | "board" | "report";
  id: string;
  title: string;
}

/** Where a metric is used, as far as the reader may see. A part that this server doesn't know of is absent. */
export interface MetricUses {
  tiles: readonly MetricTile[];
  rules?: readonly { id: string; title: LocalizedText }[] | undefined;
  made?: readonly MetricUse[] | undefined;
}

/** Who looked at a metric lately, by role: nobody is named. */
export interface MetricReaders {
  /** Days counted, up to today. */
  days: number;
  roles: readonly { role: string; readers: number }[];
  /** ISO; null when nobody has yet. */
  lastAt: string | null;
}

/** All that is known of a metric. */
export interface MetricDetail extends MetricSummary {
  /** Its record as these roles see it, with the member to ask for. */
  kpi: CatalogKpi;
  /** Its sources in the record's order. */
  sourceFreshness: readonly SourceFreshness[];
  /** Newest first. */
  versions: readonly MetricVersion[];
  uses: MetricUses;
  /** Absent where usage isn't kept. */
  readers?: MetricReaders | undefined;
}

/** Answer of `GET /northstar/v1/metrics`. */
export interface MetricList {
  metrics: readonly MetricSummary[];
}

/** Where people's own things show a metric: charts, boards, reports. Answers what these claims may see, and nothing else. */
export interface MetricUsesPort {
  readonly tenant: string;
  usedIn(kpi: string, claims: Claims): Promise<readonly MetricUse[]>;
}

/** Who looks at metrics. Null means that there is nothing to say yet. */
export interface MetricReadersPort {
  readonly tenant: string;
  readersOf(kpi: string, claims: Claims): Promise<MetricReaders | null>;
}
