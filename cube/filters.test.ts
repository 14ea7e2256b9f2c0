import {
  type Catalog,
  type LoadLine,
  planDimensionValues,
  planDrillRows,
  type Query,
  type Role,
  readDimensionValues,
  resolveFilters,
} from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNorthstar, type Northstar } from "../packages/server/src/createNorthstar.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

// What the filter bar and the drill panel ask, of the real model under each role: everything the catalogue offers can be had.

const CONTEXT = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
// A consultant sees every view, the executive one first; the others have one view each.
const ROLES = ["consultant", "marketing", "devops"] as const;
/** The first question of each group waits for its rollups to be built. */
const BUILDING = { timeout: 180_000 };

let data: ModelWarehouse;
let cube: ModelRuntime;
let northstar: Northstar;

beforeAll(async () => {
  data = await createModelWarehouse();
  await data.setNow("2026-11-22 15:00:00");
  await data.insert(
    "default",
    "users",
    ["user_id", "registered_at", "country", "first_utm_source"],
    [
      ["ana", "2026-11-02 15:00", "CO", "google"],
      ["luis", "2026-11-03 15:00", "CO", "linkedin"],
      ["eva", "2026-11-04 15:00", "MX", "google"],
      ["teo", "2026-10-04 15:00", "PE", "meta"],
    ],
  );
  cube = await createModelRuntime(data);
  northstar = await createNorthstar({
    secret: "a-secret-of-the-tests-with-more-than-32-bytes",
    production: true,
    cube: cube.runtime,
    watermarks: async () => [],
  });
});

afterAll(async () => {
  await northstar?.close();
  await data?.close();
});

const ask = (queries: readonly Query[], role: Role): Promise<LoadLine[]> =>
  northstar.load(
    queries.map((query, index) => ({ id: `q${index}`, query })),
    claims("default", [role]),
  );
const catalogOf = (role: Role): Promise<Catalog> => northstar.catalog(claims("default", [role]));
const errorsOf = (lines: readonly LoadLine[]) => lines.flatMap((line) => ("error" in line ? [line.error.detail] : []));

describe.each(ROLES)("%s", (role) => {
  it("gets the values of every dimension that it may choose by, searched for too", BUILDING, async () => {
    const { kpis } = await catalogOf(role);
    const names = [...new Set(kpis.flatMap(({ dimensions = [] }) => dimensions))];
    expect(names.length).toBeGreaterThan(0);
    const plans = names.flatMap((name) =>
      ["", "a%_'\\"].flatMap((search) => planDimensionValues(name, search, kpis, resolveFilters(), CONTEXT) ?? []),
    );
    expect(
      errorsOf(
        await ask(
          plans.map(({ query }) => query),
          role,
        ),
      ),
    ).toEqual([]);
  });

  it("gets the rows behind every number", BUILDING, async () => {
    const { kpis } = await catalogOf(role);
    const plans = kpis.flatMap((kpi) => planDrillRows(kpi, resolveFilters(), CONTEXT) ?? []);
    expect(plans).toHaveLength(kpis.length);
    expect(
      errorsOf(
        await ask(
          plans.map(({ query }) => query),
          role,
        ),
      ),
    ).toEqual([]);
  });
});

it("offers the values of the period, those of the other choices only, largest first", async () => {
  const { kpis } = await catalogOf("marketing");
  const valuesUnder = async (values: Record<string, string[]>, search = "") => {
    const plan = planDimensionValues(
      "source",
      search,
      kpis.filter(({ id }) => id === "new_registrations"),
      resolveFilters({ values }),
      CONTEXT,
    );
    const [line] = await ask(plan ? [plan.query] : [], "marketing");
    return plan && line && "data" in line ? readDimensionValues(plan, line.data) : null;
  };
  expect(await valuesUnder({})).toEqual([
    { value: "google", weight: 2 },
    { value: "linkedin", weight: 1 },
  ]);
  expect(await valuesUnder({ country: ["MX"], source: ["linkedin"] })).toEqual([{ value: "google", weight: 1 }]);
  expect(await valuesUnder({}, "LINK")).toEqual([{ value: "linkedin", weight: 1 }]);
});

it("shows a consultant rows of masks, and an analyst who they are", async () => {
  const personsFor = async (role: Role) => {
    const { kpis } = await catalogOf(role);
    const kpi = kpis.find(({ id }) => id === "new_registrations");
    const plan = kpi ? planDrillRows(kpi, resolveFilters({ values: { country: ["CO"] } }), CONTEXT) : null;
    const [line] = await ask(plan ? [plan.query] : [], role);
    return line && "data" in line ? line.data.map((row) => row["executive.person"]) : null;
  };
  expect(await personsFor("analyst")).toEqual(["luis", "ana"]);
  expect(new Set(await personsFor("consultant"))).toEqual(new Set(["***"]));
});
