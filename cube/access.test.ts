import { type Claims, type LoadLine, type Query, ROLES, ROW_FILTERS, type Role } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccessMatrix, readAccessMatrix } from "../packages/cli/src/access/accessMatrix.ts";
import { readModel } from "../packages/cli/src/codegen/readModel.ts";
import { createNorthstar, type Northstar } from "../packages/server/src/createNorthstar.ts";
import type { CubeMeta, CubeMetaCube, CubeMetaMember } from "../packages/server/src/cube/types.ts";
import { claims, createModelRuntime, MODEL_PATH, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;
let all: CubeMeta;
let northstar: Northstar;
let matrix: AccessMatrix;

beforeAll(async () => {
  data = await createModelWarehouse();
  cube = await createModelRuntime(data);
  all = await cube.runtime.metaAll();
  northstar = await createNorthstar({
    secret: "a-secret-of-the-tests-with-more-than-32-bytes",
    production: true,
    cube: cube.runtime,
    watermarks: async () => [],
  });
  matrix = readAccessMatrix(await readModel(MODEL_PATH));
});

afterAll(async () => {
  await northstar?.close();
  await data?.close();
});

/** A view with what Cube's meta says beside its members. */
interface Explorable extends Omit<CubeMetaCube, "measures"> {
  measures: (CubeMetaMember & { drillMembers: string[] })[];
  hierarchies: { name: string; levels: string[]; public: boolean }[];
}

const VIEWS: Record<Role, string[]> = {
  director: ["executive"],
  marketing: ["operational"],
  devops: ["technical"],
  analyst: ["adoption", "executive", "operational", "technical"],
  consultant: ["adoption", "executive", "operational", "technical"],
};

describe("access", () => {
  it.each(ROLES)("shows %s its views and nothing else", async (role) => {
    const { cubes } = await cube.runtime.meta(claims("default", [role]));
    expect(cubes.map(({ name }) => name).sort()).toEqual(VIEWS[role]);
    expect(cubes.every(({ type }) => type === "view")).toBe(true);
  });

  it.each([
    ["director", "operational.funnel_visitors"],
    ["marketing", "executive.active_professionals"],
    ["marketing", "executive.sponsorship_revenue"],
    ["devops", "executive.new_registrations"],
    ["devops", "operational.new_registrations"],
    ["director", "technical.events_ingested"],
    ["devops", "adoption.weekly_readers"],
    ["director", "executive.person"],
    ["marketing", "operational.person"],
  ] as const)("refuses %s %s by name", async (role, member) => {
    for (const query of [{ measures: [member] }, { dimensions: [member] }]) {
      await expect(cube.load(query, claims("default", [role]))).rejects.toMatchObject({
        code: "hidden_member",
        members: expect.arrayContaining([member]),
      });
    }
  });

  it("lets marketing see its part of the executive cards", async () => {
    const [row] = await cube.rows(
      { measures: ["operational.new_registrations", "operational.k_factor", "operational.content_minutes"] },
      claims("default", ["marketing"]),
    );
    expect(row).toEqual({ new_registrations: null, k_factor: null, content_minutes: null });
  });

  it("shows nobody a cube behind a view, nor a part of a formula", () => {
    expect(all.cubes.map(({ name }) => name).sort()).toEqual(VIEWS.analyst);
    const measures = all.cubes.flatMap(({ measures }) => measures.map(({ name }) => name));
    expect(measures).not.toContain("executive.seconds_played");
    expect(measures).not.toContain("executive.retained_30");
  });
});

/** What the server makes of each query: `rows`, or the code of its refusal, which must be a 403. */
async function answersOf(queries: readonly Query[], reader: Claims): Promise<{ answer: string; line: LoadLine }[]> {
  const lines = await northstar.load(
    queries.map((query, index) => ({ id: `q${index}`, query })),
    reader,
  );
  return lines.map((line) => {
    if (!("error" in line)) return { answer: "rows", line };
    expect(line.error.status, line.error.detail).toBe(403);
    return { answer: line.error.code, line };
  });
}

describe("the matrix of access", () => {
  it.each(ROLES)("is what the server answers %s of every KPI", async (role) => {
    const queries = matrix.kpis.map(({ member }) => ({ measures: [member] }));
    const answers = await answersOf(queries, claims("default", [role]));
    expect(answers.length).toBe(matrix.kpis.length);
    expect(matrix.kpis.map(({ member }, index) => [member, answers[index]?.answer])).toEqual(
      matrix.kpis.map(({ member, access }) => [member, access[role] === "denied" ? "member_denied" : "rows"]),
    );
  });

  it.each(ROW_FILTERS)("is what the server answers of every KPI to a reader limited by %s", async (key) => {
    const queries = matrix.kpis.map(({ member }) => ({ measures: [member] }));
    const answers = await answersOf(queries, claims("default", ["analyst"], { [key]: ["CO"] }));
    expect(matrix.kpis.map(({ member }, index) => [member, answers[index]?.answer])).toEqual(
      matrix.kpis.map(({ member, rowFilters }) => [
        member,
        rowFilters.includes(key) ? "rows" : "row_filter_not_applicable",
      ]),
    );
  });

  it.each(ROLES)("is what the server answers %s of every member that some role doesn't see whole", async (role) => {
    expect(matrix.restricted.length).toBeGreaterThan(5);
    const queries = matrix.restricted.map(({ member }) => ({ dimensions: [member] }));
    const filtered = matrix.restricted.map(({ member }) => ({
      dimensions: [member],
      filters: [{ member, operator: "set" }],
    }));
    const expected = {
      rows: ["rows", "rows"],
      masked: ["rows", "member_masked"],
      denied: ["member_denied", "member_denied"],
    };
    const [plain, cut] = [
      await answersOf(queries, claims("default", [role])),
      await answersOf(filtered, claims("default", [role])),
    ];
    expect(matrix.restricted.map(({ member }, index) => [member, plain[index]?.answer, cut[index]?.answer])).toEqual(
      matrix.restricted.map(({ member, access }) => [member, ...expected[access[role] ?? "denied"]]),
    );
  });

  it("holds every KPI and every member that is there, each under a policy", async () => {
    const kpis = all.cubes.flatMap(({ measures }) => measures.filter(({ meta }) => meta?.kpi).map(({ name }) => name));
    expect(matrix.kpis.map(({ member }) => member)).toEqual(expect.arrayContaining(kpis));
    expect(matrix.kpis.length).toBe(kpis.length);
    const { cubes, views } = await readModel(MODEL_PATH);
    expect(cubes.filter(({ definition }) => definition.public !== false).map(({ name }) => name)).toEqual([]);
    expect(views.filter(({ groups }) => groups.length === 0).map(({ name }) => name)).toEqual([]);
    expect(views.map(({ name }) => name).sort()).toEqual(VIEWS.analyst);
  });
});

describe("what goes with a member", () => {
  it("is there for every measure: the row filters that can cut it, and each is a dimension of its view", () => {
    for (const view of all.cubes) {
      const dimensions = view.dimensions.map(({ name }) => name);
      expect(dimensions).toContain(`${view.name}.tenant`);
      for (const { name, meta } of [...view.measures, ...view.dimensions]) {
        const keys = meta?.row_filters;
        expect(Array.isArray(keys), name).toBe(true);
        for (const key of keys as string[]) {
          if (!name.endsWith(".tenant")) expect(dimensions, name).toContain(`${view.name}.${key}`);
        }
      }
    }
  });

  it("can be explored: drills and hierarchies of what the role sees, and of nothing else", async () => {
    for (const role of ROLES) {
      const { cubes } = await cube.runtime.meta(claims("default", [role]));
      for (const view of cubes as unknown as Explorable[]) {
        const seen = new Set([...view.measures, ...view.dimensions].map(({ name }) => name));
        for (const { name, drillMembers } of view.measures) {
          expect(
            drillMembers.filter((member) => !seen.has(member)),
            `${role} ${name}`,
          ).toEqual([]);
        }
        for (const { name, levels, public: shown } of view.hierarchies) {
          expect(shown, `${role} ${name}`).toBe(levels.every((level) => seen.has(level)));
        }
      }
    }
    const of = async (role: Role) => {
      const { cubes } = await cube.runtime.meta(claims("default", [role]));
      const view = cubes.find(({ name }) => name === "executive") as unknown as Explorable;
      const { drillMembers } = view.measures.find(({ name }) => name === "executive.retention_30") ?? {};
      return { drillMembers, hierarchies: view.hierarchies.filter((each) => each.public).map(({ name }) => name) };
    };
    expect(await of("analyst")).toMatchObject({
      drillMembers: expect.arrayContaining(["executive.person", "executive.country"]),
      hierarchies: expect.arrayContaining(["executive.people_by_profession", "executive.sponsors_by_tier"]),
    });
    const director = await of("director");
    expect(director.drillMembers).toContain("executive.country");
    expect(director.drillMembers).not.toContain("executive.person");
    expect(director.hierarchies).toContain("executive.sponsors_by_tier");
    expect(director.hierarchies).not.toContain("executive.people_by_profession");
  });

  it("comes through the views: the KPI with its own time dimension, the funnel with its steps", () => {
    const executive = all.cubes.find(({ name }) => name === "executive");
    const retention = executive?.measures.find(({ name }) => name === "executive.retention_60");
    expect(retention?.meta?.kpi).toMatchObject({ id: "retention_60", timeDimension: "cohort_date", cohortLagDays: 90 });
    const operational = all.cubes.find(({ name }) => name === "operational");
    expect(operational?.meta?.funnels).toMatchObject([
      { id: "acquisition", steps: [{ measure: "funnel_visitors" }, {}, {}, { measure: "funnel_active" }] },
    ]);
  });

  it("roles of a KPI are those whose view shows it", async () => {
    for (const role of ROLES) {
      const { cubes } = await cube.runtime.meta(claims("default", [role]));
      const seen = new Set(cubes.flatMap(({ measures }) => measures.map(({ meta }) => idOf(meta))));
      for (const { meta } of all.cubes.flatMap(({ measures }) => measures)) {
        const kpi = meta?.kpi as { id: string; roles: string[] } | undefined;
        if (kpi) expect(seen.has(kpi.id), `${role} ${kpi.id}`).toBe(kpi.roles.includes(role));
      }
    }
  });
});

function idOf(meta: Record<string, unknown> | undefined): string | undefined {
  return (meta?.kpi as { id: string } | undefined)?.id;
}
