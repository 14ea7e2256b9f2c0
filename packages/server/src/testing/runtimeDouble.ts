import type { CubeAnswer, CubeMeta, CubeRuntime } from "../cube/types.ts";

const member = (name: string, type: string, meta: Record<string, unknown> = {}) => ({
  name,
  title: name,
  shortTitle: name,
  type,
  meta,
});

const kpi = (id: string, sources: string[], sloSeconds: number) => ({
  id,
  version: 1,
  title: { es: id, en: id },
  definition: { es: id, en: id },
  unit: "people",
  polarity: "up",
  grain: "month",
  owner: "growth",
  sloSeconds,
  sources,
  roles: ["director"],
  timeDimension: "date",
});

/** One view, `executive`, with a member of each type; and one that only `metaAll` knows. */
export const META: CubeMeta = {
  cubes: [
    {
      name: "executive",
      type: "view",
      title: "Executive",
      measures: [
        member("executive.people", "number", { row_filters: ["country"], kpi: kpi("people", ["crm"], 300) }),
        member("executive.revenue", "number", { row_filters: [], kpi: kpi("revenue", ["sponsorship"], 600) }),
      ],
      dimensions: [
        member("executive.tenant", "string"),
        member("executive.country", "string"),
        member("executive.age", "number"),
        member("executive.invited", "boolean"),
        member("executive.date", "time"),
        member("executive.day", "time"),
      ],
      segments: [member("executive.invited_people", "")],
    },
  ],
};

export const META_ALL: CubeMeta = {
  cubes: [
    ...META.cubes,
    {
      name: "technical",
      type: "view",
      title: "Technical",
      measures: [member("technical.runs", "number", { row_filters: [], kpi: kpi("runs", ["ops"], 60) })],
      dimensions: [member("technical.tenant", "string")],
      segments: [],
    },
  ],
};

export const ANSWER: CubeAnswer = {
  data: [{ "executive.people": "4" }],
  annotation: {},
  lastRefreshTime: null,
  usedPreAggregations: {},
};

/** A runtime whose `load` a test writes itself: for what the real one can't be made to do at will. */
export function createRuntimeDouble(load: CubeRuntime["load"] = async () => ANSWER): CubeRuntime & { closed: number } {
  const double = {
    load,
    async *stream() {},
    meta: async () => META,
    metaAll: async () => META_ALL,
    refresh: async () => {},
    buildRollups: async () => {},
    checkWarehouse: async () => {},
    handle: () => {},
    buildsRollups: false,
    modelVersion: () => "v1",
    namesReader: () => false,
    featuresOff: [],
    closed: 0,
    async close() {
      double.closed++;
    },
  };
  return double;
}
