import { expect, it } from "vitest";
import { segmentFlows } from "./segmentFlows.ts";

const flow = (from: string | null, to: string, people: number) => ({
  keys: { segment_from: from, segment_to: to },
  start: null,
  partial: false,
  values: { segment_flow_people: people },
});

it("adds up who went up, who went down, who stayed and who is new", () => {
  expect(
    segmentFlows([
      flow("cold", "warm", 5),
      flow("cold", "hot", 2),
      flow("warm", "hot", 3),
      flow("hot", "cold", 4),
      flow("warm", "cold", 1),
      flow("warm", "warm", 50),
      flow("(none)", "warm", 8),
    ]),
  ).toEqual({ warmer: 10, colder: 5, same: 50, entered: 8 });
});
