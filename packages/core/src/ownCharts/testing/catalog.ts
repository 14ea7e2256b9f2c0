import { testKpi } from "../../alerts/testing/kpi.ts";
import type { Catalog, CatalogKpi } from "../../kpi.ts";
import type { ChartSpec } from "../types.ts";

const text = (es: string, en = es) => ({ es, en });

export const PLAYS: CatalogKpi = testKpi({
  id: "plays",
  title: text("Reproducciones", "Plays"),
  grain: "month",
  measure: "operational.plays",
  timeDimensionMember: "operational.date",
  dimensions: ["country", "topic"],
  aliases: [{ id: "views", since: "2026-11-01" }],
});
export const MINUTES: CatalogKpi = testKpi({
  ...PLAYS,
  id: "minutes",
  unit: "minutes",
  measure: "operational.minutes",
  aliases: undefined,
});
export const STARTS: CatalogKpi = testKpi({
  ...PLAYS,
  id: "starts",
  measure: "operational.starts",
  aliases: undefined,
});
export const SENT: CatalogKpi = testKpi({
  ...PLAYS,
  id: "sent",
  measure: "operational.sent",
  timeDimensionMember: "operational.sent_date",
  dimensions: ["channel", "country"],
  aliases: undefined,
});
export const RETENTION: CatalogKpi = testKpi({
  ...PLAYS,
  id: "retention",
  measure: "operational.retention",
  cohortLagDays: 60,
  aliases: undefined,
});

export const CHART_CATALOG: Catalog = {
  modelVersion: "1",
  timeZone: "America/Bogota",
  currency: "USD",
  sample: false,
  kpis: [PLAYS, MINUTES, STARTS, SENT, RETENTION],
  denied: [
    {
      id: "revenue",
      title: text("Ingresos", "Revenue"),
      owner: "Finanzas",
      roles: ["director"],
      aliases: [{ id: "income", since: "2026-01-01" }],
    },
  ],
  funnels: [
    {
      id: "acquisition",
      title: text("Embudo", "Funnel"),
      definition: text("Embudo", "Funnel"),
      timeDimensionMember: "operational.first_visit_date",
      breakdowns: ["operational.country"],
      sources: ["ga4"],
      sloSeconds: 300,
      steps: [{ id: "visitors", title: text("Visitantes", "Visitors"), measure: "operational.funnel_visitors" }],
    },
  ],
};

/** Plays of this month. */
export function chartSpec(own: Partial<ChartSpec> = {}): ChartSpec {
  return {
    title: "Plays",
    measures: ["plays"],
    dimensions: [],
    filters: {},
    period: { preset: "this_month" },
    comparison: "none",
    grain: null,
    kind: null,
    ...own,
  };
}
