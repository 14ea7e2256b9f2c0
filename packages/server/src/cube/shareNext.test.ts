import { expect, it } from "vitest";
import { shareNext } from "./shareNext.ts";

it("runs once for all who ask while it runs, and goes on after a failure", async () => {
  const runs: (() => void)[] = [];
  const work = shareNext(
    () =>
      new Promise<void>((resolve, reject) => runs.push(runs.length === 0 ? () => reject(new Error("first")) : resolve)),
  );
  const first = work.request();
  await Promise.resolve().then(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  const [second, third] = [work.request(), work.request()];
  expect(second).toBe(third);
  runs[0]?.();
  await expect(first).rejects.toThrow("first");
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toHaveLength(2);
  runs[1]?.();
  await second;
  await work.settled();
  expect(runs).toHaveLength(2);
});
