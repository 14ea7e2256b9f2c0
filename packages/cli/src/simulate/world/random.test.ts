import { expect, test } from "vitest";
import { stream, weighted } from "./random.ts";

const first = (seed: number, name: string, index = 0) => {
  const random = stream(seed, name, index);
  return Array.from({ length: 5 }, () => random.int(1_000_000));
};

test("the same seed, name and index give the same numbers; any other gives others", () => {
  expect(first(42, "people")).toEqual(first(42, "people"));
  const others = [first(43, "people"), first(42, "plays"), first(42, "people", 1)];
  for (const other of others) expect(other).not.toEqual(first(42, "people"));
});

test("the distributions have the means they say", () => {
  const random = stream(1, "means");
  const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000;
  // Three standard errors of each mean, at most: deviation ÷ √20,000 is 0.007 of the deviation.
  expect(mean(() => random.next())).toBeCloseTo(0.5, 2);
  expect(Math.abs(mean(() => random.exponential(3)) - 3)).toBeLessThan(0.07);
  expect(Math.abs(mean(() => random.poisson(1.5)) - 1.5)).toBeLessThan(0.03);
  expect(Math.abs(mean(() => random.normal()))).toBeLessThan(0.025);
});

test("weighted picks in proportion", () => {
  const pick = weighted([
    { name: "a", weight: 3 },
    { name: "b", weight: 1 },
    { name: "never", weight: 0 },
  ]);
  const random = stream(1, "weights");
  const count: Record<string, number> = {};
  for (let n = 0; n < 4000; n += 1) {
    const { name } = pick(random);
    count[name] = (count[name] ?? 0) + 1;
  }
  expect(Math.abs((count.a ?? 0) - 3000)).toBeLessThan(100);
  expect(count.never).toBeUndefined();
});
