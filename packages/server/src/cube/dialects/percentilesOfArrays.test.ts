import { expect, test } from "vitest";
import { percentilesOfArrays } from "./percentilesOfArrays.ts";

test("a percentile becomes a function of the group's values", () => {
  expect(
    percentilesOfArrays("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY f(a, 'x)y')) AS m, COUNT(*) FROM t"),
  ).toBe("SELECT ns_percentile(ARRAY_AGG(f(a, 'x)y') IGNORE NULLS), 0.5) AS m, COUNT(*) FROM t");
});

test("two of them are two, and what is none stays", () => {
  const percentile = (p: string) => `percentile_cont(${p})\n  WITHIN GROUP (ORDER BY seconds)`;
  expect(percentilesOfArrays(`${percentile("0.95")} - ${percentile("0.5")}`)).toBe(
    "ns_percentile(ARRAY_AGG(seconds IGNORE NULLS), 0.95) - ns_percentile(ARRAY_AGG(seconds IGNORE NULLS), 0.5)",
  );
  expect(percentilesOfArrays("SELECT PERCENTILE_CONT(x, 0.5) OVER () FROM t")).toBe(
    "SELECT PERCENTILE_CONT(x, 0.5) OVER () FROM t",
  );
});
