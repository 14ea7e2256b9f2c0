import {
  type CatalogKpi,
  type CompiledDefinition,
  kpiFreshness,
  type MetricDetail,
  type MetricSummary,
  type MetricVersion,
} from "@northstar/core";
import { CATALOG } from "../support/catalog.ts";
import { FRESH } from "../support/freshness.ts";

const FORMULAS: Readonly<Record<string, { es: string; en: string }>> = {
  active_professionals: {
    es: "personas distintas con ≥ 1 actividad que cuenta en el mes",
    en: "distinct people with ≥ 1 qualifying activity in the month",
  },
  k_factor: {
    es: "registros por invitación ÷ profesionales activos",
    en: "registrations from invitations ÷ active professionals",
  },
};

/** A KPI of the stories' catalogue as the server sums it up. */
export function summaryOf(kpi: CatalogKpi): MetricSummary {
  const { id, title, definition, unit, owner, sources, version, provisional } = kpi;
  return {
    ...{ id, title, definition, unit, owner, sources, version },
    ...(provisional && { provisional }),
    ...(FORMULAS[id] && { formula: FORMULAS[id] }),
    formerIds: id === "new_registrations" ? ["sign_ups"] : [],
    since: kpi.changelog?.find((change) => change.version === version)?.since ?? null,
    areas: id === "k_factor" ? ["executive", "operational"] : ["executive"],
    freshness: kpiFreshness(kpi, FRESH),
  };
}

const CUBE = [
  "sql:",
  "  SELECT e.user_id,",
  "    e.occurred_at AS at",
  "  FROM events AS e",
  "  WHERE NOT e._deleted",
  "  AND e.user_id IS NOT NULL",
  "  AND e.played_seconds >= 30",
  "  UNION ALL",
  "  SELECT m.user_id,",
  "    m.occurred_at AS at",
  "  FROM messages AS m",
  "  WHERE m.kind = 'clicked'",
  "  UNION ALL",
  "  SELECT i.user_id,",
  "    i.sent_at AS at",
  "  FROM invitations AS i",
];

const MEASURE = ["sql:", "  {CUBE}.user_id", "type: count_distinct"];
const RECORD = [
  "unit: people",
  "polarity: up",
  "grain: month",
  "measure: community.active_professionals",
  "time dimension: community.date",
];

const BEFORE: CompiledDefinition = {
  record: RECORD,
  parts: { "cube activity": CUBE, "measure community.active_professionals": MEASURE },
};
const NOW: CompiledDefinition = {
  ...BEFORE,
  parts: {
    ...BEFORE.parts,
    "cube activity": CUBE.map((line) =>
      line === "  WHERE m.kind = 'clicked'" ? "  WHERE m.kind IN ('clicked', 'answered')" : line,
    ),
    "join community to activity": ["relationship: one_to_many", "sql:", "  {CUBE}.user_id = {activity}.user_id"],
  },
};

/** Versions of a metric, newest first, as an analyst reads them: active professionals have three, of which the first isn't kept. */
function versionsOf({ id, version, changelog = [] }: CatalogKpi): MetricVersion[] {
  if (id === "active_professionals") {
    const [second, first] = changelog;
    return [
      {
        version: 3,
        since: "2026-06-01",
        note: second?.note ?? null,
        definition: "shown",
        compiled: NOW,
      },
      {
        version: 2,
        since: "2025-09-01",
        note: { es: "Las sesiones identificadas cuentan desde 10 s.", en: "Identified sessions count from 10 s." },
        definition: "shown",
        compiled: BEFORE,
      },
      { version: 1, since: "2025-01-01", note: first?.note ?? null, definition: "not_kept" },
    ];
  }
  return Array.from({ length: version }, (_, index) => ({
    version: version - index,
    since: changelog.find((change) => change.version === version - index)?.since ?? null,
    note: changelog.find((change) => change.version === version - index)?.note ?? null,
    definition: "shown" as const,
    compiled: BEFORE,
  }));
}

/** All that the server tells an analyst of a KPI. */
export function detailOf(kpi: CatalogKpi): MetricDetail {
  const versions = versionsOf(kpi);
  const current = versions[0]?.version ?? 1;
  return {
    ...summaryOf(kpi),
    version: current,
    kpi: { ...kpi, version: current },
    sourceFreshness: kpi.sources.flatMap((id) => FRESH.sources.filter(({ source }) => source === id)),
    versions,
    uses: {
      tiles: kpi.id === "active_professionals" ? [{ view: "executive", section: "north_star" }] : [],
      rules: [{ id: "few", title: { es: "Caen los profesionales activos", en: "Active professionals fall" } }],
    },
  };
}

export const METRICS = CATALOG.kpis;
