import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createByteLru } from "./byteLru.ts";

describe("createByteLru", () => {
  it("lets go of what was used longest ago", () => {
    // Each entry is 800 bytes of value, 2 of key and 200 of bookkeeping: ten fit, eleven don't.
    const lru = createByteLru<number>(10_020);
    for (let index = 0; index < 10; index++) lru.set(String(index), index, 800);
    expect([lru.size, lru.bytes]).toEqual([10, 10_020]);
    lru.get("0");
    lru.set("x", 10, 800);
    expect([lru.get("0"), lru.get("1"), lru.get("x"), lru.size]).toEqual([0, undefined, 10, 10]);
  });

  it("keeps nothing that takes more than an eighth, nor the older value under its key", () => {
    const lru = createByteLru<string>(8_000);
    lru.set("a", "small", 100);
    lru.set("a", "large", 1_000);
    expect([lru.get("a"), lru.bytes]).toEqual([undefined, 0]);
  });

  it("never holds more than it may, and counts to nothing when all has gone", () => {
    const steps = fc.array(fc.record({ key: fc.string({ maxLength: 4 }), bytes: fc.nat(3_000), gone: fc.boolean() }));
    fc.assert(
      fc.property(steps, (list) => {
        const lru = createByteLru<number>(12_000);
        for (const { key, bytes, gone } of list) {
          if (gone) lru.delete(key);
          else lru.set(key, bytes, bytes);
          expect(lru.bytes).toBeLessThanOrEqual(12_000);
        }
        for (const { key } of list) lru.delete(key);
        expect([lru.size, lru.bytes]).toEqual([0, 0]);
      }),
      { seed: 4 },
    );
  });
});
