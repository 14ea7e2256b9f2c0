/** As `northstar codegen` writes it: two views, a KPI that was renamed, a funnel. */
export const catalog = {
  kpis: {
    flow_uptime: {
      view: "technical",
      measure: "technical.flow_uptime",
      timeDimension: "technical.uptime_date",
      dimensions: ["technical.flow"],
      rowFilters: [],
    },
    k_factor: {
      view: "executive",
      measure: "executive.k_factor",
      timeDimension: "executive.date",
      dimensions: [],
      rowFilters: [],
    },
    new_registrations: {
      view: "executive",
      measure: "executive.new_registrations",
      timeDimension: "executive.date",
      dimensions: ["executive.country", "executive.source"],
      rowFilters: ["country", "source"],
    },
    sign_ups: {
      renamedTo: "new_registrations",
      view: "executive",
      measure: "executive.new_registrations",
      timeDimension: "executive.date",
      dimensions: ["executive.country", "executive.source"],
      rowFilters: ["country", "source"],
    },
  },
  funnels: {
    acquisition: {
      view: "executive",
      timeDimension: "executive.date",
      steps: ["visitors", "registrations"],
      breakdowns: ["executive.country"],
    },
  },
  views: {
    executive: {
      measures: ["executive.k_factor", "executive.new_registrations"],
      dimensions: ["executive.country", "executive.source", "executive.tenant"],
      timeDimensions: ["executive.date"],
      segments: ["executive.invited"],
    },
    technical: {
      measures: ["technical.flow_uptime"],
      dimensions: ["technical.flow", "technical.tenant"],
      timeDimensions: ["technical.uptime_date"],
      segments: [],
    },
  },
  granularities: ["hour", "day", "week", "month", "quarter", "year"],
  sources: ["billing"],
  roles: ["director", "support"],
  rowFilters: ["country", "plan"],
} as const;

declare module "@northstar/core" {
  interface Register {
    catalog: typeof catalog;
  }
}
