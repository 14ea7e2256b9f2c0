import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeRuntime } from "./types.ts";

const director = claimsOf("director");
const INSERT =
  "INSERT INTO orders VALUES (6, 'default', 'CO', NULL, true, 1, 1, '2026-03-20 12:00:00', '2026-03-20 12:00:01')";

let warehouse: TestWarehouse;
let cube: CubeRuntime;

beforeEach(async () => {
  warehouse = await createTestWarehouse();
});

afterEach(async () => {
  await cube?.close();
  warehouse?.close();
});

// `big` is in no rollup, `count` is in one.
const total = async (measure: string) => (await cube.load({ measures: [measure] }, director)).data[0]?.[measure];

describe("new rows", () => {
  it.each([
    ["sales.big", "9007199254740999", "9007199254741000"],
    ["sales.count", "5", "6"],
  ])("are in the next answer for %s once refresh() was called", async (measure, before, after) => {
    cube = await createTestRuntime(warehouse);
    expect(await total(measure)).toBe(before);
    await warehouse.run(INSERT);
    await cube.refresh();
    expect(await total(measure)).toBe(after);
  });

  it("are noticed by the model's refresh key alone, and in the first answer after its interval", async () => {
    cube = await createTestRuntime(warehouse);
    expect(await total("sales.big")).toBe("9007199254740999");
    await warehouse.run(INSERT);
    // The model's `every` is one second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await total("sales.big")).toBe("9007199254741000");
  });

  it("do not change an answer whose refresh key did not move", async () => {
    cube = await createTestRuntime(warehouse);
    expect(await total("sales.big")).toBe("9007199254740999");
    await warehouse.run("UPDATE orders SET big = 0 WHERE id = 1");
    await cube.refresh();
    expect(await total("sales.big")).toBe("9007199254740999");
  });
});

describe("rollups", () => {
  const daily = {
    measures: ["sales.count", "sales.amount"],
    dimensions: ["sales.country"],
    timeDimensions: [{ dimension: "sales.created_at", granularity: "day" }],
    order: [["sales.created_at", "asc"]],
  } as const;

  /** The same by SQL on the table. */
  const RAW = `SELECT date_trunc('day', timezone('America/Bogota', timezone('UTC', created_at))) AS day, country,
    count(*), sum(amount) FROM orders GROUP BY ALL ORDER BY day`;

  async function expectSameAsRaw() {
    const { data, usedPreAggregations } = await cube.load(daily, director);
    expect(Object.keys(usedPreAggregations)).toEqual([expect.stringMatching(/^rollups\.orders_by_day/)]);
    const raw = await warehouse.rows(RAW);
    expect(
      data.map((row) => [
        row["sales.created_at"],
        row["sales.country"],
        row["sales.count"],
        Number(row["sales.amount"] ?? Number.NaN),
      ]),
    ).toEqual(
      raw.map(([day, country, count, amount]) => [
        `${day?.slice(0, 10)}T00:00:00.000`,
        country,
        count,
        amount === null ? Number.NaN : Number(amount),
      ]),
    );
  }

  const partitions = async () =>
    (
      await warehouse.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'rollups' ORDER BY 1")
    ).flat();

  it("are built by the refresh worker, a table a month, and answer as the table does", async () => {
    cube = await createTestRuntime(warehouse, { refreshWorker: true, refreshSeconds: 3600 });
    await cube.buildRollups();
    const built = await partitions();
    expect(built.map((name) => /^orders_by_day(\d{8})/.exec(name ?? "")?.[1])).toEqual([
      "20251201",
      "20260101",
      "20260201",
      "20260301",
    ]);
    await expectSameAsRaw();
  });

  it("build anew only the month that changed", async () => {
    cube = await createTestRuntime(warehouse, { refreshWorker: true, refreshSeconds: 3600 });
    await cube.buildRollups();
    const before = new Set(await partitions());
    await warehouse.run(INSERT);
    await cube.refresh();
    await cube.buildRollups();
    const added = (await partitions()).filter((name) => !before.has(name));
    expect(added).toEqual([expect.stringMatching(/^orders_by_day20260301/)]);
    await expectSameAsRaw();
  });

  it("notice the first rows of a new month at once", async () => {
    cube = await createTestRuntime(warehouse);
    await expectSameAsRaw();
    await warehouse.run(
      "INSERT INTO orders VALUES (7, 'default', 'CO', NULL, true, 1, 1, '2026-05-02 12:00:00', '2026-05-02 12:00:01')",
    );
    await cube.refresh();
    await expectSameAsRaw();
  });

  it("count 0 where they have no rows, as the table does", async () => {
    cube = await createTestRuntime(warehouse);
    const { data, usedPreAggregations } = await cube.load(
      { measures: ["sales.count"], filters: [{ member: "sales.country", operator: "equals", values: ["ZZ"] }] },
      director,
    );
    expect(Object.keys(usedPreAggregations)).toHaveLength(1);
    expect(data).toEqual([{ "sales.count": "0" }]);
  });
});
