import { expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse } from "./testing/warehouse.ts";

const INSERT =
  "INSERT INTO orders VALUES (6, 'default', 'CO', NULL, true, 1, 1, '2026-03-20 12:00:00', '2026-03-20 12:00:01')";

it("gives the rollup that is there until the next is built, what was never built, and what is in none as it is", async () => {
  const warehouse = await createTestWarehouse();
  const cube = await createTestRuntime(warehouse);
  // `big` is in no rollup, `count` is in one.
  const total = async (measure: string, readyRollups: boolean) =>
    (await cube.load({ measures: [measure] }, claimsOf("director"), { readyRollups })).data[0]?.[measure];
  expect(await total("sales.count", true)).toBe("5");
  await warehouse.run(INSERT);
  await cube.refresh();
  expect(await total("sales.count", true)).toBe("5");
  expect(await total("sales.big", true)).toBe("9007199254741000");
  await cube.buildRollups();
  expect(await total("sales.count", true)).toBe("6");
  await warehouse.run("DELETE FROM orders WHERE id = 6");
  await cube.refresh();
  // Who doesn't say so waits, and leaves a newer one for all.
  expect(await total("sales.count", false)).toBe("5");
  expect(await total("sales.count", true)).toBe("5");
  await cube.close();
  warehouse.close();
});
