import { expect, it } from "vitest";
import { segmentFlows } from "./segmentFlows.ts";

/** How many went from a segment to another. */
const MATRIX: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  cold: { warm: 5, hot: 2 },
  warm: { cold: 1, warm: 50, hot: 3 },
  hot: { cold: 4 },
  "(none)": { warm: 8 },
};

it("adds up who went up, who went down, who stayed and who is new", () => {
  const rows = Object.entries(MATRIX).flatMap(([from, targets]) =>
    Object.entries(targets).map(([to, people]) => ({
      keys: { segment_from: from, segment_to: to },
      start: null,
      partial: false,
      values: { segment_flow_people: people },
    })),
  );
  expect(segmentFlows(rows)).toEqual({ warmer: 10, colder: 5, same: 50, entered: 8 });
});
