import { describe, expect, it } from "vitest";
import { mergeQueries, splitAnswer } from "./mergeQueries.ts";
import type { Query } from "./query.ts";

const CUBES: Record<string, string> = { "v.people": "facts", "v.plays": "facts", "v.revenue": "money" };
const cubeOf = (measure: string) => CUBES[measure];
const month = [{ dimension: "v.date", granularity: "month", dateRange: ["2026-01-01", "2026-03-31"] }] as const;
const people: Query = { measures: ["v.people"], timeDimensions: month };
const plays: Query = { measures: ["v.plays"], timeDimensions: month };

function partsOf(...queries: Query[]): readonly (readonly number[])[] {
  return mergeQueries(queries, cubeOf).map(({ parts }) => parts);
}

describe("mergeQueries", () => {
  it("asks measures of one cube over the same rows together, each once", () => {
    expect(mergeQueries([people, plays, people], cubeOf)).toEqual([
      { query: { measures: ["v.people", "v.plays"], timeDimensions: month }, parts: [0, 1, 2] },
    ]);
  });

  it("takes filters in another order for the same rows", () => {
    const country = { member: "v.country", operator: "equals", values: ["CO", "MX"] };
    const source = { member: "v.source", operator: "set" };
    expect(
      partsOf(
        { ...people, filters: [country, source] },
        { ...plays, filters: [source, { ...country, values: ["MX", "CO"] }] },
      ),
    ).toEqual([[0, 1]]);
  });

  it.each<[string, Query, Query]>([
    ["measures of different cubes", people, { measures: ["v.revenue"], timeDimensions: month }],
    ["measures of an unknown cube", people, { measures: ["v.unknown"], timeDimensions: month }],
    [
      "different periods",
      people,
      { ...plays, timeDimensions: [{ ...month[0], dateRange: ["2026-01-01", "2026-02-28"] }] },
    ],
    ["different granularities", people, { ...plays, timeDimensions: [{ ...month[0], granularity: "day" }] }],
    ["different dimensions", people, { ...plays, dimensions: ["v.country"] }],
    ["different filters", people, { ...plays, filters: [{ member: "v.country", operator: "equals", values: ["CO"] }] }],
    ["different zones", people, { ...plays, timezone: "Europe/Madrid" }],
    ["a limit, which cuts by the first measure", { ...people, limit: 5 }, { ...plays, limit: 5 }],
    [
      "rows sorted by the first measure",
      { measures: ["v.people"], dimensions: ["v.country"] },
      { measures: ["v.plays"], dimensions: ["v.country"] },
    ],
    [
      "an order by a measure",
      { ...people, order: [["v.people", "desc"]] },
      { ...plays, order: [["v.people", "desc"]] },
    ],
    [
      "a filter on a measure, even in a group",
      { ...people, filters: [{ or: [{ member: "v.people", operator: "gt", values: ["1"] }] }] },
      { ...plays, filters: [{ or: [{ member: "v.people", operator: "gt", values: ["1"] }] }] },
    ],
  ])("keeps apart: %s", (_, first, second) => {
    expect(partsOf(first, second)).toEqual([[0], [1]]);
  });

  it("asks a query that may not be merged once even when it comes twice", () => {
    const top: Query = { ...people, limit: 5 };
    expect(partsOf(top, plays, { ...top })).toEqual([[0, 2], [1]]);
  });
});

describe("splitAnswer", () => {
  it("gives each query its own measures with all that tells the rows apart", () => {
    const [merged] = mergeQueries([people, plays], cubeOf);
    const answer = {
      data: [
        { "v.date.month": "2026-01-01T00:00:00.000", "v.people": "3", "v.plays": null },
        { "v.date.month": "2026-02-01T00:00:00.000", "v.people": "0", "v.plays": "7" },
      ],
      annotation: { "v.people": { type: "number" }, "v.plays": { type: "number" }, "v.date.month": { type: "time" } },
    };
    expect(splitAnswer(answer, merged!.query, plays)).toEqual({
      data: [
        { "v.date.month": "2026-01-01T00:00:00.000", "v.plays": null },
        { "v.date.month": "2026-02-01T00:00:00.000", "v.plays": "7" },
      ],
      annotation: { "v.plays": { type: "number" }, "v.date.month": { type: "time" } },
    });
  });
});
