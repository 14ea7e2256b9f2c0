import type { Filters, FunnelId, Query } from "@northstar/core";
import { onlineManager } from "@tanstack/query-core";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { problem } from "../testing/FakeServer.ts";
import { CATALOG, NOW } from "../testing/fixtures.ts";
import { answerKpi, createServer, measureOf, Status, wrap } from "../testing/hookHarness.tsx";
import { useAlerts } from "./useAlerts.ts";
import { useCatalog } from "./useCatalog.ts";
import { useFunnel } from "./useFunnel.ts";
import { useKpi } from "./useKpi.ts";
import { useKpiSeries } from "./useKpiSeries.ts";
import { useNorthstar } from "./useNorthstar.ts";
import { useRows } from "./useRows.ts";

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

describe("useKpi", () => {
  it("has the running value, its comparison, the last whole month, level and freshness", async () => {
    const server = createServer();
    const { result } = renderHook(() => useKpi("new_registrations"), { wrapper: wrap(server) });
    expect(result.current.status).toBe("loading");
    await waitFor(() =>
      expect(result.current).toMatchObject({ status: "ready", value: { freshness: { status: "fresh" } } }),
    );
    expect(result.current).toMatchObject({
      status: "ready",
      updating: false,
      offline: false,
      value: {
        kpi: { id: "new_registrations" },
        period: { start: "2026-11-01", end: "2026-11-30", partial: true, elapsedDays: 22, totalDays: 30 },
        current: 1286,
        previous: 1147,
        complete: 990,
        completePeriod: ["2026-10-01", "2026-10-31"],
        level: "amber",
        freshness: { status: "fresh", lagSeconds: 180, sloSeconds: 300, watermark: "2026-11-22T14:57:00Z" },
      },
    });
    expect(server.requestsOf("load")).toHaveLength(1);
  });

  it("says what is missing, and asks nothing, when the role may not see it", async () => {
    const server = createServer();
    const { result } = renderHook(() => useKpi("flow_uptime"), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("denied"));
    expect(result.current).toMatchObject({
      title: { es: "Disponibilidad" },
      owner: "devops",
      roles: ["devops", "analyst"],
    });
    expect(server.requestsOf("load")).toHaveLength(0);
  });

  it("names what the server refuses to cut by a row filter", async () => {
    const server = createServer({
      answer: () => problem(403, "row_filter_not_applicable", "It can't be cut by sponsor."),
    });
    const { result } = renderHook(() => useKpi("content_minutes"), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("denied"));
    expect(result.current).toMatchObject({
      title: { es: "content_minutes" },
      owner: "marketing",
      detail: "It can't be cut by sponsor.",
    });
  });

  it("names an unknown KPI and the known ones", async () => {
    const { result } = renderHook(() => useKpi("registrations"), { wrapper: wrap(createServer()) });
    await waitFor(() => expect(result.current.status).toBe("error"));
    expect(result.current).toMatchObject({ error: { code: "unknown_kpi" } });
  });

  it("keeps the fault of impossible dates to itself", async () => {
    const filters: Filters = { period: { start: "2026-11-10", end: "2026-11-01" } };
    const { result } = renderHook(() => [useKpi("new_registrations", { filters }), useKpi("content_minutes")], {
      wrapper: wrap(createServer()),
    });
    await waitFor(() => expect(result.current[1]?.status).toBe("ready"));
    expect(result.current[0]).toMatchObject({ status: "error", error: { code: "invalid_period" } });
  });

  it("shows an error, and the number once a retry brings it", async () => {
    let isBroken = true;
    const server = createServer({
      answer: (query) => (isBroken ? problem(500, "query_failed", "It failed.") : answerKpi(query)),
    });
    const { result } = renderHook(() => useKpi("new_registrations"), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("error"));
    expect(result.current).toMatchObject({ error: { code: "query_failed", status: 500 }, stale: null });
    isBroken = false;
    await act(async () => {
      if (result.current.status === "error") result.current.retry();
    });
    await waitFor(() => expect(result.current).toMatchObject({ status: "ready", value: { current: 1286 } }));
  });
});

describe("useFunnel", () => {
  it("says what is missing, and asks nothing, when the role may not see it", async () => {
    const server = createServer();
    const { result } = renderHook(() => useFunnel("retargeting" as FunnelId), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("denied"));
    expect(result.current).toMatchObject({ title: { es: "Recuperación" }, owner: "marketing", roles: ["marketing"] });
    expect(server.requestsOf("load")).toHaveLength(0);
  });

  it("names a funnel that exists nowhere, and the known ones", async () => {
    const { result } = renderHook(() => useFunnel("sales" as FunnelId), { wrapper: wrap(createServer()) });
    await waitFor(() => expect(result.current.status).toBe("error"));
    expect(result.current).toMatchObject({
      error: { code: "unknown_funnel", message: expect.stringMatching(/"sales".*acquisition/) },
    });
  });

  it("says so of a server that doesn't name denied funnels", async () => {
    const { deniedFunnels: _, ...catalog } = CATALOG;
    const server = createServer({ catalog });
    const { result } = renderHook(() => useFunnel("retargeting" as FunnelId), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current).toMatchObject({ status: "error", error: { code: "unknown_funnel" } }));
  });
});

describe("other hooks", () => {
  it("useAlerts lists what is beyond a limit, red first", async () => {
    const { result } = renderHook(() => useAlerts(), { wrapper: wrap(createServer()) });
    await waitFor(() => expect(result.current.status).toBe("ready"));
    expect(result.current).toMatchObject({
      value: [
        {
          kpi: { id: "sponsorship_cost" },
          level: "red",
          value: 250,
          threshold: 200,
          period: ["2026-10-01", "2026-10-31"],
        },
        { kpi: { id: "new_registrations" }, level: "amber", value: 990, threshold: 1000 },
      ],
    });
  });

  it("useAlerts says that one KPI failed, and keeps the alerts of the others", async () => {
    const server = createServer({
      answer: (query) =>
        measureOf(query) === "executive.sponsorship_cost"
          ? problem(500, "query_failed", "It failed.")
          : answerKpi(query),
    });
    const { result } = renderHook(() => useAlerts(), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("error"));
    expect(result.current).toMatchObject({
      error: { code: "query_failed" },
      stale: [{ kpi: { id: "new_registrations" } }],
    });
  });

  it("useKpiSeries has a point a month, and a gap where there is nothing", async () => {
    const server = createServer({
      answer: () => [
        { "executive.date.month": "2026-09-01T00:00:00.000", "executive.content_minutes": "10.5" },
        { "executive.date.month": "2026-11-01T00:00:00.000", "executive.content_minutes": "4" },
      ],
    });
    const { result } = renderHook(() => useKpiSeries("content_minutes", { count: 3 }), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("ready"));
    expect(result.current).toMatchObject({
      value: {
        granularity: "month",
        points: [
          { start: "2026-09-01", value: 10.5, partial: false },
          { start: "2026-10-01", value: null, partial: false },
          { start: "2026-11-01", value: 4, partial: true },
        ],
      },
    });
  });

  it("useFunnel joins totals and breakdown, and names a breakdown it lacks", async () => {
    const server = createServer({
      answer: (query) => {
        const counts = { "executive.visitors": 100, "executive.registered": 25 };
        return [query.dimensions?.length ? { ...counts, "executive.utm_source": "google" } : counts];
      },
    });
    const { result } = renderHook(
      () => [
        useFunnel("acquisition", { breakdown: "utm_source" }),
        useFunnel("acquisition"),
        useFunnel("acquisition", { breakdown: "planet" }),
      ],
      { wrapper: wrap(server) },
    );
    await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(["ready", "ready", "error"]));
    expect(result.current[0]).toMatchObject({
      value: {
        steps: [
          { id: "visitors", count: 100, stepRate: null },
          { id: "registered", count: 25, stepRate: 0.25 },
        ],
        breakdown: [{ key: "google", counts: [100, 25] }],
      },
    });
    expect(result.current[1]).toMatchObject({ value: { breakdown: null } });
    expect(result.current[2]).toMatchObject({ error: { code: "unknown_breakdown" } });
  });

  it("useRows asks any query, and nothing without one", async () => {
    const server = createServer({ answer: () => [{ "v.tier": "gold", "v.count": "4" }] });
    const { result, rerender } = renderHook(({ query }) => useRows(query), {
      wrapper: wrap(server),
      initialProps: { query: null as Query | null },
    });
    expect(result.current.status).toBe("loading");
    rerender({ query: { measures: ["v.count"], dimensions: ["v.tier"] } });
    await waitFor(() =>
      expect(result.current).toMatchObject({
        status: "ready",
        value: { rows: [{ "v.tier": "gold", "v.count": "4" }] },
      }),
    );
  });

  it("useNorthstar takes zone, currency and sample from the catalogue", async () => {
    const { result } = renderHook(() => useNorthstar(), {
      wrapper: wrap(createServer(), { locale: "en", theme: "dark" }),
    });
    expect(result.current).toMatchObject({ currency: "USD", timeZone: "America/Bogota", sample: false });
    await waitFor(() => expect(result.current.sample).toBe(true));
    expect(result.current).toMatchObject({ locale: "en", theme: "dark", format: { locale: "en", currency: "USD" } });
    expect(result.current.now()).toBe(NOW);
  });

  it("says that a provider is missing", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect(() => renderHook(() => useCatalog())).toThrow(expect.objectContaining({ code: "no_provider" }));
    vi.restoreAllMocks();
  });
});

it("renders on a server without asking anything", () => {
  const server = createServer();
  const Wrapper = wrap(server);
  expect(
    renderToString(
      <Wrapper>
        <Status />
      </Wrapper>,
    ),
  ).toBe("<p>loading</p>");
  expect(server.requests).toHaveLength(0);
});
