import { describe, expect, it } from "vitest";
import { MemoryCacheDriver } from "./cacheDriver.ts";

const answer = (name: string) => `app#SQL_QUERY_RESULT:${name}`;

describe("MemoryCacheDriver", () => {
  it("keeps a value until it expires", async () => {
    let now = 0;
    const cache = new MemoryCacheDriver({ now: () => now });
    await cache.set("a", { rows: 1 }, 10);
    now = 10_000;
    expect(await cache.get("a")).toEqual({ rows: 1 });
    expect(await cache.keysStartingWith("a")).toEqual(["a"]);
    now = 10_001;
    expect(await cache.get("a")).toBeNull();
    expect(await cache.keysStartingWith("a")).toEqual([]);
  });

  it("lets go of the answers least recently used, and of nothing else", async () => {
    const cache = new MemoryCacheDriver({ maxAnswers: 2 });
    await cache.set("app#SQL_PRE_AGGREGATIONS_TABLES_USED:rollup", true, 60);
    await cache.set(answer("1"), 1, 60);
    await cache.set(answer("2"), 2, 60);
    await cache.get(answer("1"));
    await cache.set(answer("3"), 3, 60);
    expect([await cache.get(answer("1")), await cache.get(answer("2")), await cache.get(answer("3"))]).toEqual([
      1,
      null,
      3,
    ]);
    expect(await cache.get("app#SQL_PRE_AGGREGATIONS_TABLES_USED:rollup")).toBe(true);
  });

  it("never keeps the list of rollup tables", async () => {
    const cache = new MemoryCacheDriver();
    await cache.set("app#SQL_PRE_AGGREGATIONS_TABLES:rollups", ["a"], 60);
    expect(await cache.get("app#SQL_PRE_AGGREGATIONS_TABLES:rollups")).toBeNull();
  });

  it("gives a lock to one at a time and frees it after failure", async () => {
    const cache = new MemoryCacheDriver();
    let release = () => {};
    const held = cache.withLock("lock", () => new Promise<void>((resolve) => (release = resolve)));
    expect(await cache.withLock("lock", async () => {})).toBe(false);
    release();
    expect(await held).toBe(true);
    await expect(
      cache.withLock("lock", async () => {
        throw new Error("failed");
      }),
    ).rejects.toThrow("failed");
    expect(await cache.withLock("lock", async () => {})).toBe(true);
  });
});
