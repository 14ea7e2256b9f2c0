import { describe, expect, it } from "vitest";
import { ServerError } from "../errors.ts";
import { indexViews } from "../model/viewIndex.ts";
import { META, META_ALL } from "../testing/runtimeDouble.ts";
import { checkQuery } from "./checkQuery.ts";
import { parseQuery } from "./parseQuery.ts";

const rules = { visible: indexViews(META), all: indexViews(META_ALL) };

function verdict(query: unknown): { code: string; members: readonly string[]; message: string } {
  try {
    checkQuery(parseQuery(query, "q"), "q", rules);
  } catch (error) {
    if (error instanceof ServerError) return error;
    throw error;
  }
  return { code: "accepted", members: [], message: "" };
}

const people = { measures: ["executive.people"] };
const filter = (member: string, operator: string, values?: unknown) => ({
  ...people,
  filters: [{ member: `executive.${member}`, operator, ...(values === undefined ? {} : { values }) }],
});
const time = (item: object) => ({ ...people, timeDimensions: [{ dimension: "executive.date", ...item }] });

describe("a good query", () => {
  it.each<[string, unknown]>([
    ["a measure", people],
    ["a dimension", { dimensions: ["executive.country"] }],
    ["a time dimension by day", { timeDimensions: [{ dimension: "executive.date", granularity: "day" }] }],
    ["29 February of a leap year", time({ dateRange: ["2028-02-29", "2028-02-29"] })],
    ["one instant to another", time({ dateRange: ["2026-11-01T10:00:00.000", "2026-11-01T10:00:00.000"] })],
    ["text operators", filter("country", "notStartsWith", ["C"])],
    ["a number", filter("age", "gte", ["-0.5"])],
    ["a measure as filter", filter("people", "gt", ["3"])],
    ["a boolean", filter("invited", "equals", ["true", "false"])],
    ["a range of dates", filter("date", "notInDateRange", ["2026-01-01", "2026-01-31"])],
    ["one date", filter("date", "beforeDate", ["2026-01-01"])],
    ["set", filter("country", "set")],
    ["an order of what is asked", { ...people, order: [["executive.people", "desc"]] }],
    ["an empty text as value", filter("country", "equals", [""])],
    ["the largest limit", { ...people, limit: 50_000, offset: 0 }],
    ["a zone", { ...people, timezone: "America/Argentina/Buenos_Aires" }],
  ])("%s", (_, query) => {
    expect(verdict(query).code).toBe("accepted");
  });
});

describe("a bad query", () => {
  const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ and: [inner] }), {
    member: "executive.country",
    operator: "fly",
    values: ["x"],
  });
  it.each<[string, unknown, string, string]>([
    ["null", null, "query_invalid", "q"],
    ["a list", [], "query_invalid", "q"],
    ["a text", "executive.people", "query_invalid", "q"],
    ["nothing", {}, "query_empty", "q"],
    ["only a filter", { filters: [{ member: "executive.country", operator: "set" }] }, "query_empty", "q"],
    ["an unknown key", { ...people, ungrouped: true }, "query_invalid", "q"],
    [
      "a key named __proto__",
      JSON.parse('{"measures":["executive.people"],"__proto__":{"limit":1}}'),
      "query_invalid",
      "q",
    ],
    ["measures as text", { measures: "executive.people" }, "query_invalid", "q.measures"],
    ["a member as number", { measures: [1] }, "query_invalid", "q.measures[0]"],
    ["a member expression", { measures: ['{"sql":"1"}'] }, "query_invalid", "q.measures[0]"],
    ["a member without view", { measures: ["people"] }, "query_invalid", "q.measures[0]"],
    ["a member in three parts", { dimensions: ["executive.date.day"] }, "query_invalid", "q.dimensions[0]"],
    ["an unknown member", { measures: ["executive.persons"] }, "unknown_member", "executive.persons"],
    ["a prototype's name", { measures: ["executive.constructor"] }, "unknown_member", "executive.constructor"],
    [
      "an unknown member in a group",
      { ...people, filters: [{ or: [{ and: [{ member: "executive.x", operator: "set" }] }] }] },
      "unknown_member",
      "executive.x",
    ],
    ["a denied member", { measures: ["technical.runs"] }, "member_denied", "technical.runs"],
    ["unknown before denied", { measures: ["technical.runs", "technical.x"] }, "unknown_member", "technical.x"],
    ["a dimension as measure", { measures: ["executive.country"] }, "query_invalid", "q.measures[0]"],
    ["a measure as dimension", { dimensions: ["executive.people"] }, "query_invalid", "q.dimensions[0]"],
    ["a dimension as segment", { ...people, segments: ["executive.country"] }, "query_invalid", "q.segments[0]"],
    ["a segment as filter", filter("invited_people", "set"), "query_invalid", "q.filters[0].member"],
    [
      "a time dimension without time",
      { timeDimensions: [{ dimension: "executive.age", granularity: "day" }] },
      "query_invalid",
      "q.timeDimensions[0].dimension",
    ],
    [
      "the same measure twice",
      { measures: ["executive.people", "executive.people"] },
      "query_invalid",
      "q.measures[1]",
    ],
    ["an unknown operator", filter("country", "like", ["x"]), "unknown_operator", "q.filters[0].operator"],
    ["a prototype's operator", filter("country", "toString", ["x"]), "unknown_operator", "q.filters[0].operator"],
    ["an operator of another type", filter("country", "gt", ["x"]), "operator_not_applicable", "q.filters[0].operator"],
    [
      "a text operator on a number",
      filter("age", "contains", ["1"]),
      "operator_not_applicable",
      "q.filters[0].operator",
    ],
    [
      "a date operator on a text",
      filter("country", "inDateRange", ["2026-01-01", "2026-01-02"]),
      "operator_not_applicable",
      "q.filters[0].operator",
    ],
    [
      "an operator deep in groups",
      { ...people, filters: [deep] },
      "unknown_operator",
      `q.filters[0]${".and[0]".repeat(30)}.operator`,
    ],
    ["no values", filter("country", "equals"), "filter_values_invalid", "q.filters[0].values"],
    ["an empty list of values", filter("country", "equals", []), "filter_values_invalid", "q.filters[0].values"],
    ["values where none belong", filter("country", "set", ["x"]), "filter_values_invalid", "q.filters[0].values"],
    ["a value that is a number", filter("age", "equals", [1]), "query_invalid", "q.filters[0].values[0]"],
    ["a value that is null", filter("country", "equals", [null]), "query_invalid", "q.filters[0].values[0]"],
    ["a value with NUL", filter("country", "equals", ["a\u0000b"]), "query_invalid", "q.filters[0].values[0]"],
    ["half a surrogate pair", filter("country", "equals", ["\ud83d"]), "query_invalid", "q.filters[0].values[0]"],
    ["a number that isn't one", filter("age", "equals", ["1e999"]), "filter_values_invalid", "q.filters[0].values"],
    ["two numbers to compare with", filter("age", "gt", ["1", "2"]), "filter_values_invalid", "q.filters[0].values"],
    ["a boolean that isn't one", filter("invited", "equals", ["yes"]), "filter_values_invalid", "q.filters[0].values"],
    [
      "a date that isn't one",
      filter("date", "beforeDate", ["2026-02-30"]),
      "date_range_invalid",
      "q.filters[0].values",
    ],
    ["half a range", filter("date", "inDateRange", ["2026-02-01"]), "date_range_invalid", "q.filters[0].values"],
    [
      "an unknown key in a filter",
      { ...people, filters: [{ dimension: "executive.country", operator: "set" }] },
      "query_invalid",
      "q.filters[0].member",
    ],
    [
      "a group with a filter's keys",
      { ...people, filters: [{ or: [], member: "executive.country" }] },
      "query_invalid",
      "q.filters[0]",
    ],
    ["and beside or", { ...people, filters: [{ or: [], and: [] }] }, "query_invalid", "q.filters[0]"],
    [
      "a filter that the measure can't be cut by",
      {
        measures: ["executive.revenue"],
        filters: [{ member: "executive.country", operator: "equals", values: ["CO"] }],
      },
      "filter_not_applicable",
      "q.filters[0].member",
    ],
    [
      "it beside one that can",
      {
        measures: ["executive.people", "executive.revenue"],
        filters: [{ or: [{ member: "executive.country", operator: "set" }] }],
      },
      "filter_not_applicable",
      "q.filters[0].or[0].member",
    ],
    ["an empty group", { ...people, filters: [{ or: [] }] }, "filter_group_invalid", "q.filters[0].or"],
    [
      "an empty group in a group",
      { ...people, filters: [{ or: [{ and: [] }] }] },
      "filter_group_invalid",
      "q.filters[0].or[0].and",
    ],
    [
      "a measure and a dimension in one group",
      {
        ...people,
        filters: [
          {
            or: [
              { member: "executive.people", operator: "set" },
              { member: "executive.country", operator: "set" },
            ],
          },
        ],
      },
      "filter_group_invalid",
      "q.filters[0].or",
    ],
    [
      "an unknown granularity",
      time({ granularity: "fortnight" }),
      "granularity_invalid",
      "q.timeDimensions[0].granularity",
    ],
    [
      "a prototype's granularity",
      time({ granularity: "constructor" }),
      "granularity_invalid",
      "q.timeDimensions[0].granularity",
    ],
    [
      "a day that doesn't exist",
      time({ dateRange: ["2026-02-01", "2026-02-30"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    [
      "29 February of a common year",
      time({ dateRange: ["2027-02-29", "2027-03-01"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    [
      "a 25th hour",
      time({ dateRange: ["2026-02-01T25:00:00.000", "2026-02-02"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    [
      "a range backwards",
      time({ dateRange: ["2026-02-02", "2026-02-01"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    ["a range in words", time({ dateRange: ["last", "month"] }), "date_range_invalid", "q.timeDimensions[0].dateRange"],
    ["a relative range", time({ dateRange: "last month" }), "query_invalid", "q.timeDimensions[0].dateRange"],
    ["a range with one end", time({ dateRange: ["2026-02-02"] }), "query_invalid", "q.timeDimensions[0].dateRange"],
    [
      "a zone in a date",
      time({ dateRange: ["2026-02-01T00:00:00.000Z", "2026-02-02"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    [
      "a range of two centuries by hour",
      time({ granularity: "hour", dateRange: ["1900-01-01", "2100-01-01"] }),
      "date_range_invalid",
      "q.timeDimensions[0].dateRange",
    ],
    [
      "a bad compared range",
      time({
        compareDateRange: [
          ["2026-01-01", "2026-01-31"],
          ["2026-02-01", "2026-02-31"],
        ],
      }),
      "date_range_invalid",
      "q.timeDimensions[0].compareDateRange[1]",
    ],
    ["no compared range", time({ compareDateRange: [] }), "date_range_invalid", "q.timeDimensions[0].compareDateRange"],
    [
      "a range beside compared ones",
      time({ dateRange: ["2026-01-01", "2026-01-31"], compareDateRange: [["2026-01-01", "2026-01-31"]] }),
      "date_range_invalid",
      "q.timeDimensions[0]",
    ],
    [
      "two comparisons",
      {
        ...people,
        timeDimensions: ["date", "day"].map((name) => ({
          dimension: `executive.${name}`,
          compareDateRange: [["2026-01-01", "2026-01-31"]],
        })),
      },
      "date_range_invalid",
      "q.timeDimensions[1].compareDateRange",
    ],
    [
      "an order by something not asked",
      { ...people, order: [["executive.country", "asc"]] },
      "order_invalid",
      "q.order[0]",
    ],
    [
      "an order by time without granularity",
      { ...time({}), order: [["executive.date", "asc"]] },
      "order_invalid",
      "q.order[0]",
    ],
    ["an unknown direction", { ...people, order: [["executive.people", "up"]] }, "query_invalid", "q.order[0][1]"],
    ["an order as object", { ...people, order: { "executive.people": "asc" } }, "query_invalid", "q.order"],
    ["a limit over the largest", { ...people, limit: 50_001 }, "limit_invalid", "q.limit"],
    ["no limit", { ...people, limit: 0 }, "limit_invalid", "q.limit"],
    ["a limit that is a text", { ...people, limit: "10" }, "limit_invalid", "q.limit"],
    ["half a row", { ...people, limit: 1.5 }, "limit_invalid", "q.limit"],
    ["an offset below zero", { ...people, offset: -1 }, "limit_invalid", "q.offset"],
    ["an unknown zone", { ...people, timezone: "Mars/Olympus" }, "time_zone_invalid", "q.timezone"],
    ["a zone as offset", { ...people, timezone: "+05:00" }, "time_zone_invalid", "q.timezone"],
    ["SQL as zone", { ...people, timezone: "UTC'); DROP TABLE x --" }, "time_zone_invalid", "q.timezone"],
  ])("%s", (_, query, code, member) => {
    const { code: actual, members } = verdict(query);
    expect([actual, members]).toEqual([code, expect.arrayContaining([member])]);
  });

  it("two views in one query", () => {
    const both = { visible: rules.all, all: rules.all };
    const query = parseQuery({ measures: ["executive.people", "technical.runs"] }, "q");
    expect(() => checkQuery(query, "q", both)).toThrow(expect.objectContaining({ code: "query_mixes_views" }));
  });
});
