import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { failure } from "./testing/failure.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeCell, CubeRuntime } from "./types.ts";

/** More than an answer may have. */
const VISITS = 60_000;
const director = claimsOf("director");
const marketing = claimsOf("marketing");
const analyst = claimsOf("analyst");

let warehouse: TestWarehouse;
let cube: CubeRuntime;
beforeAll(async () => {
  warehouse = await createTestWarehouse({ visits: VISITS });
  cube = await createTestRuntime(warehouse);
});
afterAll(async () => {
  await cube?.close();
  warehouse?.close();
});

async function collect(parts: AsyncIterable<CubeCell[][]>): Promise<{ rows: CubeCell[][]; longest: number }> {
  const rows: CubeCell[][] = [];
  let longest = 0;
  for await (const part of parts) {
    longest = Math.max(longest, part.length);
    rows.push(...part);
  }
  return { rows, longest };
}

const SALES = ["sales.country", "sales.created_at", "sales.amount"];
const sales = { dimensions: ["sales.country", "sales.created_at"], measures: ["sales.amount"] };

describe("rows as they come", () => {
  it("are those of the answer, in the order of the members asked for", async () => {
    const query = { ...sales, order: [["sales.created_at", "asc"]] as [string, "asc"][] };
    const { data } = await cube.load(query, director);
    const { rows } = await collect(cube.stream(query, director, SALES));
    expect(rows).toEqual(data.map((row) => SALES.map((member) => row[member])));
    expect(rows.length).toBe(data.length);
    expect(rows.length).toBeGreaterThan(3);
  });

  it("come in parts, all of them, whatever the limit of an answer is", async () => {
    const members = ["traffic.visited_at", "traffic.count"];
    const { rows, longest } = await collect(
      cube.stream({ dimensions: ["traffic.visited_at"], measures: ["traffic.count"] }, analyst, members),
    );
    expect(rows.length).toBe(VISITS);
    expect(longest).toBeLessThanOrEqual(2048);
    expect(new Set(rows.map(([at]) => at)).size).toBe(VISITS);
  });

  it("are none where nothing fits", async () => {
    const filters = [{ member: "sales.country", operator: "equals" as const, values: ["ZZ"] }];
    expect((await collect(cube.stream({ ...sales, filters }, director, SALES))).rows).toEqual([]);
  });

  it("of two who ask the same at once reach both", async () => {
    const [one, other] = await Promise.all([
      collect(cube.stream(sales, director, SALES)),
      collect(cube.stream(sales, director, SALES)),
    ]);
    expect(one.rows.length).toBeGreaterThan(0);
    expect(other.rows.length).toBe(one.rows.length);
  });
});

describe("what can't be streamed", () => {
  it("is a member that the role may not see", async () => {
    const denied = await failure(
      collect(cube.stream({ dimensions: ["sales.note"], measures: ["sales.count"] }, marketing, ["sales.note"])),
    );
    expect(denied.code).toBe("hidden_member");
  });

  it("is a comparison of periods", async () => {
    const query = {
      measures: ["sales.count"],
      timeDimensions: [
        {
          dimension: "sales.created_at",
          compareDateRange: [
            ["2026-01-01", "2026-01-31"],
            ["2026-02-01", "2026-02-28"],
          ],
        },
      ],
    };
    expect((await failure(collect(cube.stream(query as never, director, ["sales.count"])))).code).toBe("bad_query");
  });

  it("is what its caller has given up", async () => {
    const leaving = new AbortController();
    const parts = cube.stream(
      { dimensions: ["traffic.visited_at"], measures: ["traffic.count"] },
      analyst,
      ["traffic.visited_at"],
      { signal: leaving.signal },
    );
    const left = async () => {
      for await (const _ of parts) leaving.abort();
    };
    expect((await failure(left())).code).toBe("aborted");
  });
});
