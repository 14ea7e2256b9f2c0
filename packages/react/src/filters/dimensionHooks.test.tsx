import type { Catalog, CatalogKpi, Query } from "@northstar/core";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { CATALOG } from "../testing/fixtures.ts";
import { answerKpi, createServer, wrap } from "../testing/hookHarness.tsx";
import { useDimensionFilter } from "./useDimensionFilter.ts";
import { useDimensionValues } from "./useDimensionValues.ts";

afterEach(cleanup);

const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  new_registrations: ["country", "source"],
  content_minutes: ["content_type", "country"],
};
const catalogOf = (filters: Readonly<Record<string, readonly string[]>>): Catalog => ({
  ...CATALOG,
  kpis: CATALOG.kpis.map((kpi): CatalogKpi => ({ ...kpi, dimensions: DIMENSIONS[kpi.id] ?? [] })),
  access: { roles: ["director"], can: [], filters },
  masked: ["executive.person"],
});

/** 250 sources, of which a query gets as many as it asks for. */
function answerValues(query: Query) {
  const [dimension] = query.dimensions ?? [];
  if (dimension !== "executive.source") return answerKpi(query);
  const [search] = (query.filters ?? []).flatMap((filter) =>
    "member" in filter && filter.operator === "contains" ? (filter.values ?? []) : [],
  );
  return Array.from({ length: 250 }, (_, index) => `fuente ${index}`)
    .filter((source) => search === undefined || source.includes(search))
    .slice(0, query.limit)
    .map((source) => ({ [dimension]: source, "executive.new_registrations": "1" }));
}

const server = (filters = {}) => createServer({ catalog: catalogOf(filters), answer: answerValues });

describe("useDimensionFilter", () => {
  const render = (name: string, filters = {}) =>
    renderHook(() => ({ filter: useDimensionFilter(name), northstar: useNorthstar() }), {
      wrapper: wrap(server(filters)),
    });

  it("adds, takes away, sets and clears, and leaves the other dimensions alone", async () => {
    const { result } = render("source");
    await waitFor(() => expect(result.current.filter.isAvailable).toBe(true));
    act(() => result.current.northstar.setFilters({ values: { country: ["CO"] } }));
    act(() => result.current.filter.toggle("google"));
    act(() => result.current.filter.toggle("bing"));
    expect(result.current.filter.selected).toEqual(["bing", "google"]);
    act(() => result.current.filter.toggle("google"));
    expect(result.current.northstar.filters.values).toEqual({ country: ["CO"], source: ["bing"] });
    act(() => result.current.filter.set(["", "meta"]));
    expect(result.current.filter.selected).toEqual(["", "meta"]);
    act(() => result.current.filter.clear());
    expect(result.current.northstar.filters.values).toEqual({ country: ["CO"] });
  });

  it("chooses nothing of a dimension that the role doesn't see, or sees a mask of", async () => {
    const { result } = render("person");
    await waitFor(() => expect(result.current.northstar.sample).toBe(true));
    expect(result.current.filter.isAvailable).toBe(false);
    act(() => result.current.filter.toggle("ana"));
    expect(result.current.northstar.filters.values).toEqual({});
  });

  it("is locked by the token: to one value without a choice, to several with one", async () => {
    const one = render("country", { country: ["CO"] });
    await waitFor(() => expect(one.result.current.filter).toMatchObject({ isLocked: true, isAvailable: false }));
    act(() => one.result.current.filter.toggle("MX"));
    expect(one.result.current.filter.selected).toEqual([]);
    const several = render("country", { country: ["CO", "MX"] });
    await waitFor(() => expect(several.result.current.filter).toMatchObject({ isLocked: true, isAvailable: true }));
  });
});

describe("useDimensionValues", () => {
  it("asks the server for what isn't among the first values, and under what else is chosen", async () => {
    const asked = server();
    const { result, rerender } = renderHook(
      ({ search }) => ({ values: useDimensionValues("source", search), northstar: useNorthstar() }),
      { wrapper: wrap(asked), initialProps: { search: "" } },
    );
    await waitFor(() => expect(result.current.values).toMatchObject({ status: "ready", value: { isCut: true } }));
    rerender({ search: "24" });
    await waitFor(() =>
      expect(result.current.values).toMatchObject({
        value: { isCut: false, values: { length: 13 } },
      }),
    );
    rerender({ search: "" });
    act(() => result.current.northstar.setFilters({ values: { country: ["CO"], source: ["fuente 1"] } }));
    await waitFor(() => expect(result.current.values).toMatchObject({ status: "ready", updating: false }));
    const last = asked.requestsOf("load").at(-1)?.queries.at(-1);
    expect(last?.filters).toEqual([{ member: "executive.country", operator: "equals", values: ["CO"] }]);
  });

  it("searches what is here already by its words, without a question", async () => {
    const asked = createServer({
      catalog: catalogOf({}),
      answer: (query) =>
        query.dimensions?.length
          ? ["CO", "MX", null].map((country) => ({
              "executive.country": country,
              "executive.new_registrations": "3",
            }))
          : answerKpi(query),
    });
    const { result, rerender } = renderHook(({ search }) => useDimensionValues("country", search), {
      wrapper: wrap(asked),
      initialProps: { search: "" },
    });
    await waitFor(() => expect(result.current).toMatchObject({ value: { values: { length: 3 } } }));
    rerender({ search: "mexi" });
    expect(result.current).toMatchObject({ value: { values: [{ value: "MX", weight: 3 }] } });
    rerender({ search: "sin dato" });
    expect(result.current).toMatchObject({ value: { values: [{ value: "" }] } });
    await new Promise((settled) => setTimeout(settled, 400));
    expect(asked.requestsOf("load").flatMap(({ queries }) => queries)).toHaveLength(1);
  });

  it("is denied where the role sees no number that the dimension cuts", async () => {
    const { result } = renderHook(() => useDimensionValues("person"), { wrapper: wrap(server()) });
    await waitFor(() => expect(result.current).toMatchObject({ status: "denied", title: { es: "Person" } }));
  });
});
