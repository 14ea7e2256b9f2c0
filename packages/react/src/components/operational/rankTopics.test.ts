import { expect, it } from "vitest";
import { rankTopics } from "./rankTopics.ts";

const row = (topic: string | null, minutes: number, plays: number, completions: number) => ({
  keys: { topic },
  start: null,
  partial: false,
  values: { content_minutes: minutes, plays, completions, completion_rate: plays === 0 ? null : completions / plays },
});
const rows = [
  row("a", 100, 10, 5),
  row("b", 300, 10, 8),
  row("c", 20, 30, 3),
  row("d", 10, 10, 9),
  row("e", 5, 0, 0),
  row(null, 0, 0, 0),
];

it("gathers what is beyond the first: minutes added up, completion from the plays of all of it", () => {
  const { topics, others } = rankTopics(rows, 2, []);
  expect(topics.map(({ key }) => key)).toEqual(["b", "a"]);
  // 20 + 10 + 5 minutes; (3 + 9) of (30 + 10) plays. The mean of the rates would be 50 %.
  expect(others).toEqual({ key: null, count: 3, minutes: 35, completionRate: 0.3 });
});

it("shows a chosen topic however small, and a single one left over itself", () => {
  expect(rankTopics(rows, 2, ["d"]).topics.map(({ key }) => key)).toEqual(["b", "a", "d"]);
  expect(rankTopics(rows, 4, [])).toMatchObject({ topics: { length: 5 }, others: null });
});
