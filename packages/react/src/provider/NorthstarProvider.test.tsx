import type { Filters, Query } from "@northstar/core";
import { onlineManager } from "@tanstack/query-core";
import { act, cleanup, render, renderHook, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DefaultPeriod } from "../components/DefaultPeriod.tsx";
import { useAlerts } from "../hooks/useAlerts.ts";
import { useFreshness } from "../hooks/useFreshness.ts";
import { useFunnel } from "../hooks/useFunnel.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { type Northstar, useNorthstar } from "../hooks/useNorthstar.ts";
import { useRows } from "../hooks/useRows.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { problem } from "../testing/FakeServer.ts";
import { FRESHNESS, fakeToken, NOW, THIS_MONTH } from "../testing/fixtures.ts";
import { answerKpi, createServer, holdAnswers, measureOf, wrap } from "../testing/hookHarness.tsx";

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

/** Gives away what it sees. */
function Keep({ keep }: { keep: (northstar: Northstar) => void }) {
  keep(useNorthstar());
  return null;
}

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

describe("leaving the page", () => {
  it("keeps the answers for a part that comes back, and lets go of them when it doesn't", async () => {
    const { result, unmount } = renderHook(
      () => ({ kpi: useKpi("new_registrations"), context: useNorthstarContext() }),
      {
        wrapper: wrap(createServer()),
      },
    );
    await waitFor(() => expect(result.current.kpi.status).toBe("ready"));
    const { client } = result.current.context;
    vi.useFakeTimers();
    unmount();
    vi.advanceTimersByTime(4900);
    expect(client.queries.getQueryCache().getAll()).not.toHaveLength(0);
    const leave = client.connect();
    vi.advanceTimersByTime(60_000);
    expect(client.queries.getQueryCache().getAll()).not.toHaveLength(0);
    leave();
    vi.advanceTimersByTime(5000);
    expect(client.queries.getQueryCache().getAll()).toHaveLength(0);
    vi.useRealTimers();
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

  it("lays two changes of one tick over one another, and begins anew when a host declines them", async () => {
    const { result } = renderHook(() => useNorthstar(), { wrapper: wrap(createServer()) });
    act(() => {
      result.current.setFilters({ values: { country: ["CO"] } });
      result.current.setFilters(({ values }) => ({ values: { ...values, source: ["google"] } }));
      result.current.setFilters({ comparison: "none" });
    });
    expect(result.current.filters).toMatchObject({
      comparison: "none",
      values: { country: ["CO"], source: ["google"] },
    });

    const heard: Filters[] = [];
    const kept = {};
    const declining = renderHook(() => useNorthstar(), {
      wrapper: wrap(createServer(), { filters: kept, onFiltersChange: (next) => heard.push(next) }),
    });
    act(() => declining.result.current.setFilters({ values: { country: ["CO"] } }));
    await new Promise((later) => setTimeout(later, 5));
    act(() => declining.result.current.setFilters({ comparison: "none" }));
    expect(heard.at(-1)).toEqual({ comparison: "none" });
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

  it("leaves a view's default period open, whatever else is chosen in the view", () => {
    let inside: Northstar | null = null;
    let outside: Northstar | null = null;
    const keepInside = (northstar: Northstar) => {
      inside = northstar;
    };
    const keepOutside = (northstar: Northstar) => {
      outside = northstar;
    };
    const Wrapper = wrap(createServer());
    const lastDays = { preset: "last_90_days" } as const;
    render(
      <Wrapper>
        <Keep keep={keepOutside} />
        <DefaultPeriod period={lastDays}>
          <Keep keep={keepInside} />
        </DefaultPeriod>
      </Wrapper>,
    );
    act(() => (inside as Northstar | null)?.setFilters({ values: { source: ["google"] } }));
    expect((inside as Northstar | null)?.filters).toMatchObject({ period: lastDays, values: { source: ["google"] } });
    expect((outside as Northstar | null)?.filters).toMatchObject({
      period: { preset: "this_month" },
      values: { source: ["google"] },
    });
    act(() => (inside as Northstar | null)?.setFilters({ period: { preset: "last_month" } }));
    expect([(inside as Northstar | null)?.filters.period, (outside as Northstar | null)?.filters.period]).toEqual([
      { preset: "last_month" },
      { preset: "last_month" },
    ]);
  });

  it("leaves controlled filters to the host", async () => {
    const onFiltersChange = vi.fn();
    const filters: Filters = { comparison: "none" };
    const { result } = renderHook(() => useNorthstar(), {
      wrapper: wrap(createServer(), { filters, onFiltersChange }),
    });
    act(() => result.current.setFilters({ period: { preset: "last_month" } }));
    // What nobody chose stays open: a view may have a default of its own.
    expect(onFiltersChange.mock.calls).toEqual([[{ comparison: "none", period: { preset: "last_month" } }]]);
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
    await act(() => client.queries.refetchQueries({ queryKey: ["freshness"] }));
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
