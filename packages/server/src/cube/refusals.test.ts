import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { failure } from "./testing/failure.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeRuntime } from "./types.ts";

const director = claimsOf("director");
const analyst = claimsOf("analyst");

let warehouse: TestWarehouse;
let cube: CubeRuntime;

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  cube = await createTestRuntime(warehouse);
});

afterAll(async () => {
  await cube?.close();
  warehouse?.close();
});

/** A filter in as many groups: as JSON it is no larger than a body may be. */
function groups(depth: number): object {
  let filter: object = { member: "sales.country", operator: "set" };
  for (let level = 0; level < depth; level++) filter = level % 2 === 0 ? { and: [filter] } : { or: [filter] };
  return filter;
}

describe("refusals", () => {
  const day = { dimension: "sales.created_at", granularity: "day" } as const;
  it.each([
    ["an unknown member", { measures: ["sales.nothing"] }, "sales.nothing"],
    ["an unknown view", { measures: ["nothing.count"] }, "nothing.count"],
    ["no members", {}, "Query should contain"],
    [
      "an unknown operator",
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "like", values: ["C"] }] },
      "filters[0]",
    ],
    [
      "a filter without values",
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "equals" }] },
      "Values required",
    ],
    [
      "an unknown granularity",
      { measures: ["sales.count"], timeDimensions: [{ ...day, granularity: "decade" }] },
      "decade",
    ],
    [
      "a day that does not exist",
      { measures: ["sales.count"], timeDimensions: [{ ...day, dateRange: ["2026-02-01", "2026-02-31"] }] },
      "2026-02-31",
    ],
    [
      "a single day that does not exist",
      { measures: ["sales.count"], timeDimensions: [{ ...day, dateRange: "2026-02-31" }] },
      "2026-02-31",
    ],
    [
      "a day with more behind it",
      { measures: ["sales.count"], timeDimensions: [{ ...day, dateRange: "2026-02-01' OR 1=1" }] },
      "is not a date",
    ],
    [
      "a range that ends before it starts",
      { measures: ["sales.count"], timeDimensions: [{ ...day, dateRange: ["2026-02-02", "2026-02-01"] }] },
      "before it starts",
    ],
    [
      "a date filter that is no date",
      {
        measures: ["sales.count"],
        filters: [{ member: "sales.created_at", operator: "beforeDate", values: ["2026-99-99"] }],
      },
      "2026-99-99",
    ],
    [
      "a text where a number must be",
      { measures: ["sales.count"], filters: [{ member: "sales.amount", operator: "gt", values: ["many"] }] },
      "can't be read",
    ],
    ["an unknown zone", { measures: ["sales.count"], timezone: "Mars/Olympus" }, "Mars/Olympus"],
    ["SQL in a member", { measures: [{ expression: ["return '1'"], cubeName: "sales", name: "x" }] }, "must be a name"],
    ["SQL in a join", { measures: ["sales.count"], subqueryJoins: [{ sql: "SELECT 1" }] }, "subqueryJoins"],
    ["single rows", { measures: ["sales.count"], ungrouped: true }, "'ungrouped' is not allowed"],
    [
      "a comparison that is no list",
      { measures: ["sales.count"], timeDimensions: [{ ...day, compareDateRange: "x" }] },
      "must be a list",
    ],
    ["a group that filters nothing", { measures: ["sales.count"], filters: [{ or: [] }] }, "filters nothing"],
    ["an empty group in a group", { measures: ["sales.count"], filters: [{ or: [{ and: [] }] }] }, "filters nothing"],
    [
      "words in a time",
      { measures: ["sales.count"], filters: [{ member: "sales.created_at", operator: "contains", values: ["x"] }] },
      "not contains",
    ],
    [
      "a day in words",
      {
        measures: ["sales.count"],
        filters: [{ or: [{ dimension: "sales.country", operator: "onTheDate", values: ["2026-01-01"] }] }],
      },
      "not onTheDate",
    ],
    [
      "the SQL API's operator",
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "measureFilter" }] },
      "not measureFilter",
    ],
    [
      "a text that ends early",
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "equals", values: ["CO\u0000"] }] },
      "not well-formed",
    ],
    [
      "half a character",
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "equals", values: ["\ud800"] }] },
      "not well-formed",
    ],
    [
      "a prototype",
      JSON.parse('{"__proto__":{"measures":["orders.count"]},"dimensions":["sales.country"]}'),
      "__proto__",
    ],
    ["too many measures", { measures: Array(101).fill("sales.count") }, "at most 100"],
    [
      "too many filters in groups",
      {
        measures: ["sales.count"],
        filters: Array(60).fill({ and: Array(60).fill({ member: "sales.country", operator: "set" }) }),
      },
      "parts",
    ],
    [
      "too many values",
      {
        measures: ["sales.count"],
        filters: [{ member: "sales.country", operator: "equals", values: Array(20_001).fill("CO") }],
      },
      "values",
    ],
    ["no end of groups", { measures: ["sales.count"], filters: [groups(50_000)] }, "nested deeper"],
    ["a limit without end", { measures: ["sales.count"], limit: 1_000_000_000 }, "limit"],
  ])("refuses %s, saying what is wrong", async (_, query, reason) => {
    const error = await failure(cube.load(query as never, director));
    expect(error.code).toBe("bad_query");
    expect(error.message).toContain(reason);
    expect(error.message).not.toMatch(/SELECT|FROM|node_modules|\n/);
  });

  it("shows no SQL when the warehouse fails, and keeps the reason", async () => {
    const broken = await createTestWarehouse();
    const other = await createTestRuntime(broken);
    try {
      await broken.run("DROP TABLE visits");
      const error = await failure(other.load({ measures: ["traffic.count"] }, analyst));
      expect(error.code).toBe("warehouse_incomplete");
      expect(error.message).not.toMatch(/count\(|SELECT/i);
      expect(JSON.stringify(error.cause)).toContain("visits");
    } finally {
      await other.close();
      broken.close();
    }
  });

  it("stops waiting when the caller gives up", async () => {
    const given = AbortSignal.abort("closed the page");
    expect(await failure(cube.load({ measures: ["sales.count"] }, director, { signal: given }))).toMatchObject({
      code: "aborted",
    });
  });
});
