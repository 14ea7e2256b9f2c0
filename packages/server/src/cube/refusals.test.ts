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
      expect(error.code).toBe("internal");
      expect(error.message).not.toMatch(/visits|SELECT/);
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
