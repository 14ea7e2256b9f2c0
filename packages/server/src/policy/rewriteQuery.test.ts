import type { Claims, Query } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { indexViews } from "../model/viewIndex.ts";
import { META_ALL } from "../testing/runtimeDouble.ts";
import { rewriteQuery } from "./rewriteQuery.ts";

const index = indexViews(META_ALL);
const claims = (filters: Claims["filters"] = {}): Claims => ({
  sub: "a",
  tenant: "t1",
  roles: ["director"],
  filters,
  can: [],
});
const people: Query = { measures: ["executive.people"] };
const tenantFilter = { member: "executive.tenant", operator: "equals", values: ["t1"] };

describe("rewriteQuery", () => {
  it("adds the tenant and each row filter, and keeps what was there", () => {
    const own = { member: "executive.age", operator: "gt", values: ["3"] };
    expect(rewriteQuery({ ...people, filters: [own] }, claims({ country: ["CO", "MX"] }), index)).toEqual({
      measures: ["executive.people"],
      filters: [own, tenantFilter, { member: "executive.country", operator: "equals", values: ["CO", "MX"] }],
    });
  });

  it("adds nothing the second time", () => {
    const once = rewriteQuery(people, claims({ country: ["CO"] }), index);
    expect(rewriteQuery(once, claims({ country: ["CO"] }), index)).toBe(once);
  });

  it("isn't put off by the same filter where it doesn't hold", () => {
    const inGroup = { or: [tenantFilter, { member: "executive.country", operator: "set" }] };
    expect(rewriteQuery({ ...people, filters: [inGroup] }, claims(), index).filters).toEqual([inGroup, tenantFilter]);
    const wider = { ...tenantFilter, values: ["t1", "t2"] };
    expect(rewriteQuery({ ...people, filters: [wider] }, claims(), index).filters).toEqual([wider, tenantFilter]);
    const other = { ...tenantFilter, operator: "notEquals" };
    expect(rewriteQuery({ ...people, filters: [other] }, claims(), index).filters).toEqual([other, tenantFilter]);
  });

  it("leaves the query it was given as it was", () => {
    const query = Object.freeze({ ...people, filters: Object.freeze([]) as never });
    rewriteQuery(query, claims(), index);
    expect(query.filters).toEqual([]);
  });

  it("cuts every view that a query of Cube's own API mixes", () => {
    const query: Query = { measures: ["executive.people", "technical.runs"] };
    expect(rewriteQuery(query, claims(), index).filters?.map((item) => "member" in item && item.member)).toEqual([
      "executive.tenant",
      "technical.tenant",
    ]);
  });

  it.each<[string, Query, Claims["filters"], string, string[]]>([
    [
      "a key of another model, which no measure of this one says can cut it",
      people,
      { plan: ["basic"] },
      "row_filter_not_applicable",
      ["executive.people"],
    ],
    [
      "a measure that the key can't cut",
      { measures: ["executive.revenue"] },
      { country: ["CO"] },
      "row_filter_not_applicable",
      ["executive.revenue"],
    ],
    [
      "it as filter",
      { ...people, filters: [{ member: "executive.revenue", operator: "gt", values: ["1"] }] },
      { country: ["CO"] },
      "row_filter_not_applicable",
      ["executive.revenue"],
    ],
    [
      "it in a group",
      { ...people, filters: [{ or: [{ member: "executive.revenue", operator: "set" }] }] },
      { country: ["CO"] },
      "row_filter_not_applicable",
      ["executive.revenue"],
    ],
    [
      "it as order",
      { ...people, order: [["executive.revenue", "asc"]] },
      { country: ["CO"] },
      "row_filter_not_applicable",
      ["executive.revenue"],
    ],
    [
      "a key that isn't a dimension of the view",
      { dimensions: ["executive.country"] },
      { sponsor: ["x"] },
      "row_filter_not_applicable",
      ["executive.sponsor"],
    ],
    ["a cube instead of a view", { measures: ["registrations.count"] }, {}, "unknown_member", ["registrations.count"]],
    ["a member expression", { measures: [{ expression: "1" } as never] }, {}, "unknown_member", ["[object Object]"]],
    ["nothing", {}, {}, "unknown_member", []],
  ])("refuses %s", (_, query, filters, code, members) => {
    expect(() => rewriteQuery(query, claims(filters), index)).toThrow(expect.objectContaining({ code, members }));
  });
});
