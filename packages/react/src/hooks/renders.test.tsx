import type { Filters, KpiId } from "@northstar/core";
import { act, cleanup, render, renderHook, waitFor } from "@testing-library/react";
import { memo, Profiler } from "react";
import { afterEach, expect, it } from "vitest";
import { useInterface } from "../components/interface.ts";
import { useTileChoice } from "../filters/selection.tsx";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import type { Loadable } from "./types.ts";
import { useAlerts } from "./useAlerts.ts";
import { useCatalog } from "./useCatalog.ts";
import { useFunnel } from "./useFunnel.ts";
import { useKpi } from "./useKpi.ts";
import { useKpiRows } from "./useKpiRows.ts";
import { useKpiSeries } from "./useKpiSeries.ts";
import { useNorthstar } from "./useNorthstar.ts";
import { useRows } from "./useRows.ts";

afterEach(cleanup);

const readyValue = (state: Loadable<unknown>) => (state.status === "ready" ? state.value : null);

it("reads an answer once: the value is the same object in every render until something about it changes", async () => {
  const { result, rerender } = renderHook(
    () => [
      useKpi("new_registrations"),
      useKpiSeries("content_minutes", { granularity: "month" }),
      useKpiRows(["new_registrations" as KpiId], { by: ["utm_source"], limit: 5 }),
      useFunnel("acquisition", { breakdown: "utm_source" }),
    ],
    { wrapper: wrap(createServer()) },
  );
  await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(Array(4).fill("ready")));
  const before = result.current.map(readyValue);
  rerender();
  const after = result.current.map(readyValue);
  // A funnel is joined of two answers; what it is joined of stays.
  expect(after.slice(0, 3).map((value, index) => value === before[index])).toEqual([true, true, true]);
  expect(after[3]).toMatchObject({ steps: (before[3] as { steps: unknown }).steps });
});

it("keeps the value while another is on its way", async () => {
  const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
    wrapper: wrap(createServer()),
  });
  await waitFor(() => expect(result.current.kpi).toMatchObject({ status: "ready", updating: false }));
  await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { freshness: { status: "fresh" } } }));
  const before = readyValue(result.current.kpi);
  act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
  expect(result.current.kpi).toMatchObject({ updating: true });
  expect(readyValue(result.current.kpi)).toBe(before);
  await waitFor(() =>
    expect(result.current.kpi).toMatchObject({ updating: false, value: { period: { end: "2026-10-31" } } }),
  );
});

it("keeps the value while the same is on its way in other buckets", async () => {
  const { result, rerender } = renderHook(
    ({ granularity }: { granularity: "day" | "month" }) => [
      useKpiRows(["new_registrations" as KpiId], { by: ["utm_source"], granularity }),
      useKpiSeries("content_minutes", { granularity }),
    ],
    { wrapper: wrap(createServer()), initialProps: { granularity: "month" } },
  );
  await waitFor(() => expect(result.current.map(readyValue)).toMatchObject(Array(2).fill({ granularity: "month" })));
  rerender({ granularity: "day" });
  expect(result.current).toMatchObject(Array(2).fill({ updating: true, value: { granularity: "month" } }));
  await waitFor(() =>
    expect(result.current).toMatchObject(Array(2).fill({ updating: false, value: { granularity: "day" } })),
  );
});

it("draws what one response brought in one render", async () => {
  const Provider = wrap(createServer());
  const drawnAt: string[] = [];
  const ready = () => document.querySelectorAll("output[data-state=ready]").length;
  render(
    <Provider>
      <Profiler id="page" onRender={() => drawnAt.push(`${ready()} ready`)}>
        {KPIS.map((id) => (
          <Status key={id} id={id} />
        ))}
      </Profiler>
    </Provider>,
  );
  await waitFor(() => expect(ready()).toBe(KPIS.length));
  expect(new Set(drawnAt)).toEqual(new Set(["0 ready", `${KPIS.length} ready`]));
});

const KPIS = ["new_registrations", "content_minutes", "sponsorship_cost"] as const;

function Status({ id }: { id: string }) {
  return <output data-state={useKpi(id as KpiId).status} />;
}

it("goes by the content of what a host writes where it is used", async () => {
  const server = createServer();
  const { result, rerender } = renderHook(
    ({ by, measure }) => [
      useKpiRows(["new_registrations" as KpiId], { by: [by] }),
      useRows({ measures: [measure] } as never),
    ],
    { wrapper: wrap(server), initialProps: { by: "utm_source", measure: "executive.minutes" } },
  );
  await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(["ready", "ready"]));
  const before = result.current.map(readyValue);
  rerender({ by: "utm_source", measure: "executive.minutes" });
  expect(readyValue(result.current[0]!)).toBe(before[0]);
  rerender({ by: "country", measure: "executive.sponsors" });
  await waitFor(() => expect(server.requestsOf("load")).toHaveLength(2));
  expect(server.requestsOf("load")[1]?.queries).toMatchObject([
    { dimensions: ["executive.country"] },
    { measures: ["executive.sponsors"] },
  ]);
});

const drawn = { words: 0, catalog: 0 };
const Words = memo(function Words() {
  useInterface();
  drawn.words += 1;
  return null;
});
const Names = memo(function Names() {
  useCatalog();
  drawn.catalog += 1;
  return null;
});
let set: (filters: Filters) => void = () => {};
function Setter() {
  set = useNorthstar().setFilters;
  useAlerts();
  return null;
}

it("draws nothing anew at a change of filters that doesn't go by them", async () => {
  const server = createServer();
  const Provider = wrap(server);
  render(
    <Provider>
      <Words />
      <Names />
      <Setter />
    </Provider>,
  );
  await waitFor(() => expect(server.requestsOf("load")).toHaveLength(1));
  await act(async () => {});
  const before = { ...drawn };
  expect(before.words).toBeGreaterThan(0);
  act(() => set({ comparison: "none" }));
  await waitFor(() => expect(server.requestsOf("load")).toHaveLength(2));
  expect(drawn).toEqual(before);
});

it("has the same choice while other filters change, so that a list isn't drawn anew", async () => {
  const { result } = renderHook(() => ({ choice: useTileChoice("utm_source", null), northstar: useNorthstar() }), {
    wrapper: wrap(createServer()),
  });
  await waitFor(() => expect(result.current.northstar.timeZone).toBe("America/Bogota"));
  const before = result.current.choice;
  act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
  expect(result.current.choice).toBe(before);
  act(() => result.current.northstar.setFilters({ values: { utm_source: ["linkedin"] } }));
  expect(result.current.choice).not.toBe(before);
  expect(result.current.choice.selected).toEqual(["linkedin"]);
});
