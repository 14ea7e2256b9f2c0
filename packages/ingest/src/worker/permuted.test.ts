import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Delivery } from "../spool/types.ts";
import { TABLES_OF_DATA, tableContents } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { createDrain } from "./drain.ts";
import { mixedSample } from "./testing/mixedSample.ts";
import { memorySpool, NOW } from "./testing/samples.ts";

const SAMPLE = mixedSample();
const HOURS_72 = 72n * 3_600_000_000n;

/** A batch of the worker ends with the first body that goes beyond this. */
async function tablesAfter(deliveries: readonly Delivery[], batchBytes: number): Promise<Record<string, string[]>> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  try {
    const drain = createDrain({
      ...{ warehouse, spool: memorySpool(deliveries), owner: "one", now: () => NOW, batchBytes },
      ...{ leaseMs: 30_000, retryMs: 1000, maxAttempts: 3 },
    });
    while ((await drain.step()) !== "idle");
    return await tableContents(warehouse, TABLES_OF_DATA);
  } finally {
    await warehouse.close();
  }
}

let clean: Record<string, string[]>;
beforeAll(async () => {
  clean = await tablesAfter(SAMPLE, 1_000_000);
});

test("the sample comes to rows in the tables that its sources feed", () => {
  const sizes = Object.fromEntries(Object.entries(clean).map(([table, rows]) => [table, rows.length]));
  expect(sizes).toMatchObject({
    raw_inbox: SAMPLE.length,
    sessions: 2,
    referrals: 1,
    incidents: 1,
    sponsorship_entries: 1,
  });
  expect(sizes.dead_letter).toBe(3);
  for (const table of ["users", "identities", "events", "messages", "message_events", "campaigns", "conversions"]) {
    expect([table, sizes[table]]).not.toEqual([table, 0]);
  }
  for (const row of clean.events ?? []) expect(JSON.parse(row).user_id).toMatch(/^1[01]$/);
});

test("any batch, duplicated, permuted, split and late by up to 72 h ends in the tables of one clean run", async () => {
  const given = fc.record({
    index: fc.nat({ max: SAMPLE.length - 1 }),
    lateness: fc.bigInt({ min: 0n, max: HOURS_72 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        SAMPLE.map((_, index) => index),
        { minLength: SAMPLE.length },
      ),
      fc.array(given, { maxLength: 30 }),
      fc.array(fc.nat({ max: SAMPLE.length }), { minLength: 30, maxLength: 30 }),
      fc.array(fc.bigInt({ min: 0n, max: HOURS_72 }), { minLength: SAMPLE.length, maxLength: SAMPLE.length }),
      fc.constantFrom(1, 700, 3000, 1_000_000),
      async (order, repeats, places, lateness, batchBytes) => {
        const all = order.map((index, place) => late(index, lateness[place] ?? 0n));
        for (const [n, repeat] of repeats.entries()) all.splice(places[n] ?? 0, 0, late(repeat.index, repeat.lateness));
        expect(await tablesAfter(all, batchBytes)).toEqual(clean);
      },
    ),
    { numRuns: 15, seed: 5, endOnFailure: true },
  );
}, 180_000);

function late(index: number, by: bigint): Delivery {
  const delivery = SAMPLE[index] as Delivery;
  return { ...delivery, receivedAt: delivery.receivedAt + by };
}
