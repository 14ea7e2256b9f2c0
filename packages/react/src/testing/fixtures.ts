import type { Catalog, CatalogKpi, FreshnessReport, SourceId } from "@northstar/core";

/** 22 November 2026, 10:00 in Bogotá. */
export const NOW = new Date("2026-11-22T15:00:00Z");
const text = (word: string) => ({ es: word, en: word });

const kpi = (id: string, sources: readonly SourceId[], rest: Partial<CatalogKpi> = {}): CatalogKpi => ({
  id,
  version: 1,
  title: text(id),
  definition: text(id),
  unit: "people",
  polarity: "up",
  grain: "month",
  owner: "marketing",
  sloSeconds: 300,
  sources,
  roles: ["director"],
  timeDimension: "date",
  measure: `executive.${id}`,
  timeDimensionMember: "executive.date",
  ...rest,
});

export const CATALOG: Catalog = {
  modelVersion: "1",
  timeZone: "America/Bogota",
  currency: "USD",
  sample: true,
  kpis: [
    kpi("new_registrations", ["crm"], { thresholds: { amber: 1000, red: 800, on: "complete" } }),
    kpi("content_minutes", ["content"], { unit: "minutes" }),
    kpi("sponsorship_cost", ["sponsorship"], {
      unit: "money",
      polarity: "down",
      thresholds: { amber: 100, red: 200, on: "complete" },
    }),
  ],
  denied: [{ id: "flow_uptime", title: text("Disponibilidad"), owner: "devops", roles: ["devops", "analyst"] }],
  deniedFunnels: [{ id: "retargeting", title: text("Recuperación"), owner: "marketing", roles: ["marketing"] }],
  funnels: [
    {
      id: "acquisition",
      title: text("Adquisición"),
      definition: text("Adquisición"),
      timeDimensionMember: "executive.visited_at",
      breakdowns: ["executive.utm_source"],
      sources: ["ga4", "crm"],
      sloSeconds: 300,
      steps: [
        { id: "visitors", title: text("Visitas"), measure: "executive.visitors" },
        { id: "registered", title: text("Registros"), measure: "executive.registered" },
      ],
    },
  ],
};

const EXECUTIVE_KPIS = [
  "active_professionals",
  "k_factor",
  "retention_30",
  "retention_60",
  "retention_90",
  "ilt",
  "tav",
  "vnr",
  "sponsorship_revenue",
  "sponsorship_net",
  "sponsorship_roi",
  "active_sponsors",
];

/** `CATALOG` with all that the executive view shows. */
export const EXECUTIVE_CATALOG: Catalog = {
  ...CATALOG,
  kpis: [...CATALOG.kpis, ...EXECUTIVE_KPIS.map((id) => kpi(id, ["crm"]))],
};

const source = (id: SourceId, loadedAt: string) => ({
  source: id,
  lastEventAt: loadedAt,
  lastLoadedAt: loadedAt,
  sloSeconds: 300,
  lagSeconds: 0,
  status: "fresh" as const,
});

export const FRESHNESS: FreshnessReport = {
  now: NOW.toISOString(),
  sources: [
    source("crm", "2026-11-22T14:57:00Z"),
    source("content", "2026-11-22T14:50:00Z"),
    source("sponsorship", "2026-11-22T14:59:00Z"),
    source("ga4", "2026-11-22T14:59:00Z"),
  ],
};

/** Ranges of the fixed clock as they come back in rows. */
export const THIS_MONTH = "2026-11-01T00:00:00.000 - 2026-11-22T23:59:59.999";
export const SAME_PART_BEFORE = "2026-10-01T00:00:00.000 - 2026-10-22T10:59:59.999";
export const LAST_MONTH = "2026-10-01T00:00:00.000 - 2026-10-31T23:59:59.999";

/** An unsigned JWT: the client reads its claims and doesn't check it. */
export function fakeToken(claims: Record<string, unknown>): string {
  const encode = (part: unknown) =>
    btoa(JSON.stringify(part)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${encode({ alg: "HS256" })}.${encode(claims)}.signature`;
}
