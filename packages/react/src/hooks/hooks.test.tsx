import type { Filters, FunnelId, Query, Row } from "@northstar/core";
import { onlineManager } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { type ReactNode, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useNorthstarContext } from "../provider/context.ts";
import { NorthstarProvider, type NorthstarProviderProps } from "../provider/NorthstarProvider.tsx";
import { type FakeAnswer, FakeServer, type FakeServerOptions, problem } from "../testing/FakeServer.ts";
import { CATALOG, FRESHNESS, fakeToken, LAST_MONTH, NOW, SAME_PART_BEFORE, THIS_MONTH } from "../testing/fixtures.ts";
import { useAlerts } from "./useAlerts.ts";
import { useCatalog } from "./useCatalog.ts";
import { useFreshness } from "./useFreshness.ts";
import { useFunnel } from "./useFunnel.ts";
import { useKpi } from "./useKpi.ts";
import { useKpiSeries } from "./useKpiSeries.ts";
import { useNorthstar } from "./useNorthstar.ts";
import { useRows } from "./useRows.ts";

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

const measureOf = (query: Query) => query.measures?.[0] ?? "";

/** Values by the range of the row; a KPI without an entry has 7 everywhere. */
const VALUES: Record<string, Record<string, number>> = {
  "executive.new_registrations": { [THIS_MONTH]: 1286, [SAME_PART_BEFORE]: 1147, [LAST_MONTH]: 990 },
  "executive.sponsorship_cost": { [THIS_MONTH]: 90, [SAME_PART_BEFORE]: 80, [LAST_MONTH]: 250 },
};

function answerKpi(query: Query): readonly Row[] {
  const measure = measureOf(query);
  const ranges = query.timeDimensions?.[0]?.compareDateRange;
  if (!ranges) return [{ [measure]: 7 }];
  return ranges.map(([start, end]) => {
    const key = `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
    return { compareDateRange: key, [measure]: String(VALUES[measure]?.[key] ?? 7) };
  });
}

function createServer(options: Partial<FakeServerOptions> = {}): FakeServer {
  return new FakeServer({ catalog: CATALOG, freshness: FRESHNESS, answer: answerKpi, ...options });
}

const now = () => NOW;

function Status() {
  return <p>{useKpi("new_registrations").status}</p>;
}

function wrap(server: FakeServer, props: Partial<NorthstarProviderProps> = {}) {
  return ({ children }: { children: ReactNode }) => (
    <NorthstarProvider apiUrl="http://server.test" getToken={() => "token"} fetch={server.fetch} now={now} {...props}>
      {children}
    </NorthstarProvider>
  );
}

/** Answers that are held back until they are let go, oldest first. */
function holdAnswers() {
  const held: { query: Query; give: (answer: FakeAnswer) => void }[] = [];
  const answer = (query: Query) => new Promise<FakeAnswer>((give) => held.push({ query, give }));
  return { held, answer };
}

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

describe("one trip", () => {
  it("asks for a whole screen in one request, the same number once, in StrictMode too", async () => {
    const server = createServer();
    const Wrapper = wrap(server);
    const { result } = renderHook(
      () => [
        useKpi("new_registrations"),
        useKpi("new_registrations"),
        useKpi("content_minutes"),
        useKpiSeries("content_minutes"),
        useFunnel("acquisition", { breakdown: "utm_source" }),
        useAlerts(),
      ],
      {
        wrapper: ({ children }) => (
          <StrictMode>
            <Wrapper>{children}</Wrapper>
          </StrictMode>
        ),
      },
    );
    await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(Array(6).fill("ready")));
    const sent = server.requestsOf("load").filter(({ aborted }) => !aborted);
    // registrations, minutes, the series, the funnel and its breakdown, and the cost that only the alerts watch.
    expect(sent.map(({ queries }) => queries.length)).toEqual([6]);
    expect(server.requestsOf("catalog").filter(({ aborted }) => !aborted)).toHaveLength(1);
  });

  it("ends the request when the screen is left", async () => {
    const { held, answer } = holdAnswers();
    const server = createServer({ answer });
    const { unmount } = renderHook(() => useKpi("new_registrations"), { wrapper: wrap(server) });
    await waitFor(() => expect(held).toHaveLength(1));
    unmount();
    await waitFor(() => expect(server.requestsOf("load")[0]?.aborted).toBe(true));
    await waitFor(() => expect(server.listeners).toBe(0));
  });

  it("shares nothing between two providers", async () => {
    const [one, other] = [createServer(), createServer({ answer: () => [{ "executive.new_registrations": 1 }] })];
    const first = renderHook(() => useKpi("new_registrations"), { wrapper: wrap(one) });
    const second = renderHook(
      () => useKpi("new_registrations", { filters: { comparison: "none", period: { preset: "last_month" } } }),
      {
        wrapper: wrap(other, { getToken: () => "other" }),
      },
    );
    await waitFor(() => expect(first.result.current).toMatchObject({ value: { current: 1286 } }));
    await waitFor(() => expect(second.result.current).toMatchObject({ value: { current: 1 } }));
    expect(new Set(other.requests.map(({ token }) => token))).toEqual(new Set(["other"]));
  });
});

describe("changing filters", () => {
  it("keeps the old number while the new one comes, read by its own period", async () => {
    const { held, answer } = holdAnswers();
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(createServer({ answer })),
    });
    await waitFor(() => expect(held).toHaveLength(1));
    held[0]?.give(answerKpi(held[0].query));
    await waitFor(() => expect(result.current.kpi).toMatchObject({ status: "ready", updating: false }));
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
    await waitFor(() => expect(held).toHaveLength(2));
    expect(result.current.kpi).toMatchObject({
      status: "ready",
      updating: true,
      value: { current: 1286, period: { start: "2026-11-01" } },
    });
    held[1]?.give(answerKpi(held[1].query));
    await waitFor(() =>
      expect(result.current.kpi).toMatchObject({
        updating: false,
        value: { current: 990, period: { start: "2026-10-01" } },
      }),
    );
  });

  it("never lets an answer to older filters overwrite a newer one", async () => {
    const { held, answer } = holdAnswers();
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(createServer({ answer })),
    });
    await waitFor(() => expect(held).toHaveLength(1));
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" }, comparison: "none" }));
    await waitFor(() => expect(held).toHaveLength(2));
    held[1]?.give([{ "executive.new_registrations": 990 }]);
    await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { current: 990 } }));
    await act(async () => held[0]?.give(answerKpi(held[0].query)));
    expect(result.current.kpi).toMatchObject({
      status: "ready",
      value: { current: 990, period: { start: "2026-10-01" } },
    });
  });

  it("never shows one KPI's number under another's name", async () => {
    const { held, answer } = holdAnswers();
    const { result, rerender } = renderHook(({ id }) => useKpi(id), {
      wrapper: wrap(createServer({ answer })),
      initialProps: { id: "new_registrations" },
    });
    await waitFor(() => expect(held).toHaveLength(1));
    held[0]?.give(answerKpi(held[0].query));
    await waitFor(() => expect(result.current.status).toBe("ready"));
    rerender({ id: "content_minutes" });
    expect(result.current.status).toBe("loading");
  });

  it("keeps the last good number beside the error of a new choice", async () => {
    const server = createServer({
      answer: (query) => (query.filters?.length ? problem(400, "unknown_member", "No such member.") : answerKpi(query)),
    });
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(server),
    });
    await waitFor(() => expect(result.current.kpi.status).toBe("ready"));
    act(() => result.current.northstar.setFilters({ values: { planet: ["mars"] } }));
    await waitFor(() => expect(result.current.kpi.status).toBe("error"));
    expect(result.current.kpi).toMatchObject({ error: { code: "unknown_member" }, stale: { current: 1286 } });
    const sent = server.requestsOf("load").at(-1)?.queries[0]?.filters;
    expect(sent).toEqual([{ member: "executive.planet", operator: "equals", values: ["mars"] }]);
  });

  it("leaves controlled filters to the host", async () => {
    const onFiltersChange = vi.fn();
    const filters: Filters = { comparison: "none" };
    const { result } = renderHook(() => useNorthstar(), {
      wrapper: wrap(createServer(), { filters, onFiltersChange }),
    });
    act(() => result.current.setFilters({ period: { preset: "last_month" } }));
    expect(onFiltersChange.mock.calls).toEqual([
      [{ comparison: "none", period: { preset: "last_month" }, values: {} }],
    ]);
    expect(result.current.filters.period).toEqual({ preset: "this_month" });
  });
});

describe("tokens", () => {
  it("renews a refused token without losing what is on screen", async () => {
    const server = createServer();
    const exp = NOW.getTime() / 1000 + 600;
    const tokens = [fakeToken({ sub: "ana", exp }), fakeToken({ sub: "ana", exp: exp + 600 })];
    const seen: string[] = [];
    let issued = 0;
    const { result } = renderHook(
      () => {
        const state = { kpi: useKpi("new_registrations"), northstar: useNorthstar() };
        seen.push(state.kpi.status);
        return state;
      },
      { wrapper: wrap(server, { getToken: () => tokens[Math.min(issued++, 1)] ?? "" }) },
    );
    await waitFor(() => expect(result.current.kpi.status).toBe("ready"));
    server.refusedTokens.add(tokens[0] ?? "");
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
    await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { current: 990 } }));
    expect(issued).toBe(2);
    expect(seen.slice(seen.indexOf("ready"))).not.toContain("loading");
    expect(server.requestsOf("load").at(-1)?.token).toBe(tokens[1]);
  });

  it("forgets what one person was shown when a token is another's", async () => {
    const { held, answer } = holdAnswers();
    const server = createServer({ answer });
    const tokens = [fakeToken({ sub: "ana", roles: ["director"] }), fakeToken({ sub: "luis", roles: ["devops"] })];
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(server, { getToken: () => tokens[server.refusedTokens.size] ?? "" }),
    });
    await waitFor(() => expect(held).toHaveLength(1));
    held[0]?.give(answerKpi(held[0].query));
    await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { current: 1286 } }));
    server.refusedTokens.add(tokens[0] ?? "");
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
    await waitFor(() => expect(result.current.kpi.status).toBe("loading"));
    await waitFor(() => expect(server.requestsOf("catalog")).toHaveLength(2));
    expect(server.requestsOf("catalog")[1]?.token).toBe(tokens[1]);
  });
});

describe("new data", () => {
  const crmAdvance = [
    { source: "crm" as const, lastEventAt: "2026-11-22T15:00:00Z", lastLoadedAt: "2026-11-22T15:00:00Z" },
  ];

  it("asks again only what rests on the source that advanced", async () => {
    const server = createServer();
    const { result } = renderHook(() => [useKpi("new_registrations"), useKpi("content_minutes")], {
      wrapper: wrap(server),
    });
    await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(["ready", "ready"]));
    await waitFor(() => expect(result.current[0]).toMatchObject({ value: { freshness: { lagSeconds: 180 } } }));
    await waitFor(() => expect(server.listeners).toBe(1));
    act(() => server.announce(crmAdvance));
    await waitFor(() => expect(server.requestsOf("load")).toHaveLength(2));
    expect(server.requestsOf("load")[1]?.queries.map(measureOf)).toEqual(["executive.new_registrations"]);
    await waitFor(() => expect(result.current[0]).toMatchObject({ value: { freshness: { lagSeconds: 0 } } }));
    expect(result.current[1]).toMatchObject({
      value: { freshness: { lagSeconds: 600, status: "late", lateSources: ["content"] } },
    });
  });

  it("goes by the sources that an answer names where no KPI does, with no freshness on screen", async () => {
    const query: Query = { measures: ["executive.sponsors"] };
    const server = createServer({ answerSources: ["crm"] });
    const { result } = renderHook(() => useRows(query), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.status).toBe("ready"));
    await waitFor(() => expect(server.requestsOf("freshness").length).toBeGreaterThan(0));
    await waitFor(() => expect(server.listeners).toBe(1));
    await act(async () => server.announce(crmAdvance));
    await waitFor(() => expect(server.requestsOf("load")).toHaveLength(2));
  });

  it("asks nothing when a watermark is announced that it knows", async () => {
    const server = createServer();
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), freshness: useFreshness() }), {
      wrapper: wrap(server),
    });
    await waitFor(() =>
      expect(result.current).toMatchObject({ kpi: { status: "ready" }, freshness: { status: "ready" } }),
    );
    await waitFor(() => expect(server.listeners).toBe(1));
    act(() => server.announce(FRESHNESS.sources));
    await act(async () =>
      server.announce([{ source: "content", lastEventAt: null, lastLoadedAt: "2026-11-22T15:00:00Z" }]),
    );
    await waitFor(() =>
      expect(result.current.freshness).toMatchObject({
        value: { sources: expect.arrayContaining([expect.objectContaining({ source: "content", lagSeconds: 0 })]) },
      }),
    );
    expect(server.requestsOf("load")).toHaveLength(1);
  });

  it("doesn't let a report that an event has overtaken turn the clock back", async () => {
    const server = createServer();
    const { result } = renderHook(() => ({ first: useFreshness(), context: useNorthstarContext() }), {
      wrapper: wrap(server),
    });
    await waitFor(() => expect(result.current.first.status).toBe("ready"));
    await waitFor(() => expect(server.listeners).toBe(1));
    const lag = () =>
      result.current.first.status === "ready" &&
      result.current.first.value.sources.find(({ source }) => source === "crm")?.lagSeconds;
    act(() => server.announce(crmAdvance));
    await waitFor(() => expect(lag()).toBe(0));
    const { client } = result.current.context;
    await act(() => client.queries.refetchQueries({ queryKey: client.freshnessOptions.queryKey }));
    expect(lag()).toBe(0);
  });

  it("keeps the old number on screen meanwhile", async () => {
    const { held, answer } = holdAnswers();
    const server = createServer({ answer });
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), freshness: useFreshness() }), {
      wrapper: wrap(server),
    });
    await waitFor(() => expect(held).toHaveLength(1));
    held[0]?.give(answerKpi(held[0].query));
    await waitFor(() =>
      expect(result.current).toMatchObject({ kpi: { status: "ready" }, freshness: { status: "ready" } }),
    );
    act(() => server.announce(crmAdvance));
    await waitFor(() => expect(held).toHaveLength(2));
    expect(result.current.kpi).toMatchObject({ status: "ready", updating: true, value: { current: 1286 } });
    held[1]?.give([{ compareDateRange: THIS_MONTH, "executive.new_registrations": "1287" }]);
    await waitFor(() => expect(result.current.kpi).toMatchObject({ updating: false, value: { current: 1287 } }));
  });
});

describe("offline", () => {
  it("keeps numbers and says so; without any it is an error that ends by itself", async () => {
    const server = createServer();
    const { result, rerender } = renderHook(({ id }) => useKpi(id), {
      wrapper: wrap(server),
      initialProps: { id: "new_registrations" },
    });
    await waitFor(() => expect(result.current.status).toBe("ready"));
    act(() => onlineManager.setOnline(false));
    expect(result.current).toMatchObject({ status: "ready", offline: true, value: { current: 1286 } });
    rerender({ id: "content_minutes" });
    await waitFor(() => expect(result.current).toMatchObject({ status: "error", error: { code: "offline" } }));
    act(() => onlineManager.setOnline(true));
    await waitFor(() =>
      expect(result.current).toMatchObject({ status: "ready", offline: false, value: { current: 7 } }),
    );
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
