import type { Query, RowFilters } from "@northstar/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

/*
 * A row filter on the joined side of a LEFT JOIN makes it an INNER one (cube-js/cube#11574): whoever has nothing there would be lost.
 * Four people: ana CO/ads, bo MX/(none), cy (none)/ads, dee (none)/(none); each registered in March and played once for a minute.
 * A play of somebody unknown. Two entries of 31 over March: of s1, which is a sponsor, and of s2, which isn't in the table of sponsors;
 * s3 is a sponsor without an entry.
 */
const NAMES = ["ana", "bo", "cy", "dee"] as const;

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await data.insert(
    "default",
    "users",
    ["user_id", "registered_at", "country", "first_utm_source"],
    [
      ["ana", "2026-03-02 15:00", "CO", "ads"],
      ["bo", "2026-03-03 15:00", "MX", null],
      ["cy", "2026-03-04 15:00", null, "ads"],
      ["dee", "2026-03-05 15:00", null, null],
    ],
  );
  const play = (id: string, person: string | null) => [id, person, "2026-03-10 15:00", 60] as const;
  await data.insert(
    "default",
    "content_consumption",
    ["id", "user_id", "started_at", "seconds_played"],
    [...NAMES.map((name) => play(`c-${name}`, name)), play("c-unknown", null)],
  );
  await data.insert(
    "default",
    "sponsors",
    ["sponsor_id", "name"],
    [
      ["s1", "Uno"],
      ["s3", "Tres"],
    ],
  );
  const entry = (id: string, sponsor: string) => [id, sponsor, "revenue", "2026-03-01", "2026-03-31", 31] as const;
  const columns = ["entry_id", "sponsor_id", "kind", "period_start", "period_end", "amount_base"];
  await data.insert("default", "sponsorship_entries", columns, [entry("n1", "s1"), entry("n2", "s2")]);
  // The same people of another tenant: no policy of `default` may reach them.
  await data.insert(
    "other",
    "users",
    ["user_id", "registered_at", "country", "first_utm_source"],
    [["ana", "2026-03-02 15:00", "CO", "ads"]],
  );
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const March = ["2026-03-01", "2026-03-31"] as const;
const community: Query = {
  measures: ["executive.active_professionals", "executive.new_registrations", "executive.plays"],
  timeDimensions: [{ dimension: "executive.date", dateRange: March }],
};
const numbers = async (query: Query, filters: RowFilters = {}) =>
  (await cube.rows(query, claims("default", ["analyst"], filters))).map((row) => Object.values(row));

it("loses nobody under no policy but the tenant's, which is on a joined cube too", async () => {
  expect(await numbers(community)).toEqual([[4, 4, 5]]);
});

it.each<[string, RowFilters, number[]]>([
  ["every country", { country: ["CO", "MX", "(not set)"] }, [4, 4, 5]],
  ["every source", { source: ["ads", "(not set)"] }, [4, 4, 5]],
  ["both", { country: ["CO", "MX", "(not set)"], source: ["ads", "(not set)"] }, [4, 4, 5]],
  ["one country", { country: ["CO"] }, [1, 1, 1]],
  ["those without a country: cy, dee and the play of somebody unknown", { country: ["(not set)"] }, [2, 2, 3]],
  ["those without a source: bo, dee and the play of somebody unknown", { source: ["(not set)"] }, [2, 2, 3]],
  ["without either", { country: ["(not set)"], source: ["(not set)"] }, [1, 1, 2]],
  ["a country that nobody has", { country: ["BR"] }, [0, 0, 0]],
])("counts under %s exactly whom it lets through", async (_, filters, expected) => {
  const [row = []] = await numbers(community, filters);
  expect(row.map((value) => value ?? 0)).toEqual(expected);
});

it("keeps a breakdown by what only some have: who has none is a group, not gone", async () => {
  const byPerson = { ...community, dimensions: ["executive.person"], order: [["executive.person", "asc"]] } as Query;
  const rows = await cube.rows(byPerson, claims("default", ["analyst"], { country: ["MX", "(not set)"] }));
  expect(rows.map(({ person, plays }) => [person, plays]).sort()).toEqual([
    [null, 1],
    ["bo", 1],
    ["cy", 1],
    ["dee", 1],
  ]);
});

it("counts entries of a sponsor that has no row of its own, and no sponsor without entries", async () => {
  const query: Query = {
    measures: ["executive.sponsorship_revenue", "executive.active_sponsors"],
    timeDimensions: [{ dimension: "executive.sponsorship_date", dateRange: March }],
  };
  expect(await numbers(query)).toEqual([[62, 2]]);
  expect(await numbers(query, { sponsor: ["s1", "s2", "s3"] })).toEqual([[62, 2]]);
  expect(await numbers(query, { sponsor: ["s2"] })).toEqual([[31, 1]]);
  expect(await numbers(query, { sponsor: ["s3"] })).toEqual([[null, 0]]);
});
