import { ROLES, type Role } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CubeMeta } from "../packages/server/src/cube/types.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;
let all: CubeMeta;

beforeAll(async () => {
  data = await createModelWarehouse();
  cube = await createModelRuntime(data);
  all = await cube.runtime.metaAll();
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const VIEWS: Record<Role, string[]> = {
  director: ["executive"],
  marketing: ["operational"],
  devops: ["technical"],
  analyst: ["executive", "operational", "technical"],
  consultant: ["executive", "operational", "technical"],
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
  ] as const)("refuses %s %s by name", async (role, measure) => {
    await expect(cube.load({ measures: [measure] }, claims("default", [role]))).rejects.toMatchObject({
      code: "hidden_member",
      members: expect.arrayContaining([measure]),
    });
  });

  it("lets marketing see its part of the executive cards", async () => {
    const [row] = await cube.rows(
      { measures: ["operational.new_registrations", "operational.k_factor", "operational.content_minutes"] },
      claims("default", ["marketing"]),
    );
    expect(row).toEqual({ new_registrations: null, k_factor: null, content_minutes: null });
  });

  it("shows nobody a cube behind a view, nor a part of a formula", () => {
    expect(all.cubes.map(({ name }) => name).sort()).toEqual(["executive", "operational", "technical"]);
    const measures = all.cubes.flatMap(({ measures }) => measures.map(({ name }) => name));
    expect(measures).not.toContain("executive.seconds_played");
    expect(measures).not.toContain("executive.retained_30");
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
