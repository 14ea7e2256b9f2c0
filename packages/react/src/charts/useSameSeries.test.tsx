import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useSameSeries } from "./useSameSeries.ts";

afterEach(cleanup);

const VALUES = Float64Array.of(1, 2);
const column = (values: Float64Array, title = "A") => [{ id: "a", title, values }];

it("keeps a list that holds the same, and gives one that holds something else", () => {
  const { result, rerender } = renderHook(useSameSeries, { initialProps: column(VALUES) });
  const first = result.current;
  rerender(column(VALUES));
  expect(result.current).toBe(first);
  rerender(column(VALUES, "B"));
  expect(result.current[0]?.title).toBe("B");
  const others = column(Float64Array.of(1, 2), "B");
  rerender(others);
  expect(result.current).toBe(others);
  rerender([...others, { id: "b", title: "C", values: VALUES }]);
  expect(result.current).toHaveLength(2);
});
