import {
  type AlertsPort,
  type Catalog,
  type CatalogKpi,
  type Claims,
  type CompiledDefinition,
  compiledVersion,
  EXECUTIVE_METRICS,
  type FreshnessReport,
  kpiFreshness,
  type MetricDetail,
  type MetricHistory,
  type MetricList,
  type MetricReadersPort,
  type MetricSummary,
  type MetricTile,
  type MetricUsesPort,
  type MetricVersion,
  OPERATIONAL_METRICS,
  type SectionMetrics,
  TECHNICAL_METRICS,
} from "@northstar/core";
import { type MadeParts, madeWith } from "./madeWith.ts";

/** The role that reads compiled definitions: the one that writes them. Decision 032. */
const READS_DEFINITIONS = "analyst";

const VIEWS: readonly (readonly [MetricTile["view"], Readonly<Record<string, SectionMetrics>>])[] = [
  ["executive", EXECUTIVE_METRICS],
  ["operational", OPERATIONAL_METRICS],
  ["technical", TECHNICAL_METRICS],
];

export interface MetricsParts {
  /** As the claims see it. */
  catalog: (claims: Claims) => Promise<Catalog>;
  freshness: (claims: Claims) => Promise<FreshnessReport>;
  /** Names of the model's views of which the claims see anything. */
  areas: (claims: Claims) => Promise<ReadonlySet<string>>;
  history: (() => Promise<MetricHistory | null>) | undefined;
  alerts: Pick<AlertsPort, "tenant" | "rules"> | undefined;
  charts: MadeParts["charts"] | undefined;
  reports: MadeParts["reports"] | undefined;
  /** What the host knows of besides. */
  uses: MetricUsesPort | undefined;
  readers: MetricReadersPort | undefined;
}

/** The catalogue of metrics for readers. */
export interface Metrics {
  list(claims: Claims): Promise<MetricList>;
  /** @returns null when these claims see no such metric, whether or not there is one */
  detail(claims: Claims, id: string): Promise<MetricDetail | null>;
}

/** Tells of metrics what the claims may see of them: everything is read through the catalogue of their roles. */
export function createMetrics(parts: MetricsParts): Metrics {
  return {
    async list(claims) {
      const [{ kpis }, report] = await Promise.all([parts.catalog(claims), parts.freshness(claims)]);
      return { metrics: kpis.map((kpi) => summarise(kpi, report)) };
    },
    async detail(claims, asked) {
      const catalog = await parts.catalog(claims);
      const kpi = catalog.kpis.find(
        ({ id, aliases = [] }) => id === asked || aliases.some((alias) => alias.id === asked),
      );
      if (!kpi) return null;
      const [report, areas, history, rules, kept, given, readers] = await Promise.all([
        parts.freshness(claims),
        parts.areas(claims),
        // Nobody else is shown any of it, so nobody else makes it be read.
        claims.roles.includes(READS_DEFINITIONS) ? parts.history?.() : undefined,
        own(parts.alerts, claims)?.rules(claims),
        madeWith(kpi, { claims, catalog }, { charts: own(parts.charts, claims), reports: own(parts.reports, claims) }),
        own(parts.uses, claims)?.usedIn(kpi.id, claims),
        own(parts.readers, claims)?.readersOf(kpi.id, claims),
      ]);
      return {
        ...summarise(kpi, report),
        kpi,
        sourceFreshness: kpi.sources.flatMap((id) => report.sources.filter(({ source }) => source === id)),
        versions: versionsOf(kpi, claims, history ?? null),
        uses: {
          tiles: tilesOf(kpi.id, areas),
          ...(rules && {
            rules: rules.filter(({ watch }) => watch?.kpi === kpi.id).map(({ id, title }) => ({ id, title })),
          }),
          ...((kept || given) && { made: [...(kept ?? []), ...(given ?? [])] }),
        },
        ...(readers && { readers }),
      };
    },
  };
}

/** A port is of one tenant: readers of another are told nothing of it, not even that it is empty. */
function own<Port extends { tenant: string }>(port: Port | undefined, { tenant }: Claims): Port | undefined {
  return port?.tenant === tenant ? port : undefined;
}

function summarise(kpi: CatalogKpi, report: FreshnessReport): MetricSummary {
  const { id, title, definition, formula, unit, owner, sources, version, provisional } = kpi;
  const measures = [kpi.measure, ...(kpi.alsoIn ?? []).map((place) => place.measure)];
  return {
    ...{ id, title, definition, unit, owner, sources, version },
    ...(formula && { formula }),
    ...(provisional !== undefined && { provisional }),
    formerIds: (kpi.aliases ?? []).map((alias) => alias.id),
    since: kpi.changelog?.find((change) => change.version === version)?.since ?? null,
    areas: [...new Set(measures.map((measure) => measure.split(".")[0] ?? ""))],
    freshness: kpiFreshness(kpi, report),
  };
}

/** Every version up to the one in force, newest first. */
function versionsOf(kpi: CatalogKpi, claims: Claims, history: MetricHistory | null): MetricVersion[] {
  const kept = history?.kpis[kpi.id] ?? [];
  const mayRead = claims.roles.includes(READS_DEFINITIONS);
  return Array.from({ length: kpi.version }, (_, index) => kpi.version - index).map((version) => {
    const change = kpi.changelog?.find((line) => line.version === version);
    const compiled = mayRead && history ? compiledVersion(history, kept, version) : null;
    return {
      version,
      since: change?.since ?? null,
      note: change?.note ?? null,
      ...shown(mayRead, compiled),
    };
  });
}

function shown(mayRead: boolean, compiled: CompiledDefinition | null): Pick<MetricVersion, "definition" | "compiled"> {
  if (!mayRead) return { definition: "role" };
  return compiled ? { definition: "shown", compiled } : { definition: "not_kept" };
}

/** Sections of Northstar's own views that show a KPI, of the views that the reader's model has. */
function tilesOf(id: string, areas: ReadonlySet<string>): MetricTile[] {
  return VIEWS.flatMap(([view, sections]) =>
    areas.has(view)
      ? Object.entries(sections)
          .filter(([, { kpis }]) => kpis.includes(id))
          .map(([section]) => ({ view, section }))
      : [],
  );
}
