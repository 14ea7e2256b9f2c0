import { describe, expect, it } from "vitest";
import { createAnswerCache } from "./answerCache.ts";

const answer = (text: string) => ({ json: new TextEncoder().encode(text) });
const stays = () => new AbortController().signal;

function open(maxBytes = 100_000) {
  const clock = { ms: 0 };
  const cache = createAnswerCache({ maxBytes, now: () => clock.ms });
  const ask = (key: string, text: string, maxAgeSeconds = 10) =>
    cache.fly(key, async () => answer(text), { maxAgeSeconds }).join(stays());
  return { cache, clock, ask };
}

describe("an answer", () => {
  it("is given until its age is over, counted from when it was asked", async () => {
    const { cache, clock } = open();
    const flight = cache.fly(
      "k",
      async () => {
        clock.ms = 4_000;
        return answer("a");
      },
      { maxAgeSeconds: 10 },
    );
    await flight.join(stays());
    clock.ms = 9_999;
    expect(cache.get("k")?.json).toEqual(answer("a").json);
    clock.ms = 10_000;
    expect(cache.get("k")).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });

  it("is joined by who asks meanwhile, and is no flight any more afterwards", async () => {
    const { cache, ask } = open();
    const asked = ask("k", "a");
    const joined = cache.flight("k")?.join(stays());
    expect(await joined).toEqual(await asked);
    expect(cache.flight("k")).toBeUndefined();
  });

  it("that failed is not kept, nor one that nobody waited for", async () => {
    const { cache } = open();
    const failing = cache.fly("k", () => Promise.reject(new Error("no")), { maxAgeSeconds: 10 });
    await expect(failing.join(stays())).rejects.toThrow("no");
    expect([cache.get("k"), cache.flight("k")]).toEqual([undefined, undefined]);
    const leaving = new AbortController();
    const late = cache.fly(
      "l",
      (signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(answer("late")))),
      {
        maxAgeSeconds: 10,
      },
    );
    const left = late.join(leaving.signal);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    expect(cache.flight("l")).toBeUndefined();
    await Promise.resolve();
    expect(cache.get("l")).toBeUndefined();
  });

  it("of no age is not kept", async () => {
    const { cache, ask } = open();
    await ask("k", "a", 0);
    expect(cache.get("k")).toBeUndefined();
  });

  it("goes within the memory there is", async () => {
    const { cache, ask } = open(20_000);
    for (let index = 0; index < 200; index++) {
      await ask(`key ${index}`, "x".repeat(1_000));
      expect(cache.bytes).toBeLessThanOrEqual(20_000);
    }
    expect(cache.get("key 0")).toBeUndefined();
    expect(cache.get("key 199")).toBeDefined();
    const { cache: none, ask: askNone } = open(0);
    await askNone("k", "a");
    expect(none.get("k")).toBeUndefined();
  });
});

describe("another model", () => {
  it("makes everything be forgotten, also what was being asked for", async () => {
    const { cache, clock, ask } = open();
    cache.useModel("1");
    await ask("kept", "a");
    let land = () => {};
    const under = cache.fly("under way", () => new Promise((resolve) => (land = () => resolve(answer("old")))), {
      maxAgeSeconds: 60,
    });
    const waiting = under.join(stays());
    await Promise.resolve();
    cache.useModel("2");
    land();
    expect(await waiting).toEqual(answer("old"));
    expect([cache.get("kept"), cache.get("under way"), cache.flight("under way")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    // The compiler may still have the files of before.
    await ask("soon after", "a", 60);
    expect(cache.get("soon after")).toBeUndefined();
    clock.ms = 2_500;
    await ask("later", "a", 60);
    expect(cache.get("later")).toBeDefined();
    cache.useModel("2");
    expect(cache.get("later")).toBeDefined();
  });
});
