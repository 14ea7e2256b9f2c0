import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useKpi } from "../hooks/useKpi.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import type { FakeServer } from "../testing/FakeServer.ts";
import { fakeToken, NOW } from "../testing/fixtures.ts";
import { createServer, now } from "../testing/hookHarness.tsx";
import { type UseUrlFiltersOptions, useUrlFilters } from "./useUrlFilters.ts";

beforeEach(() => history.replaceState({ router: 1 }, "", "/tablero?tab=2#top"));
afterEach(cleanup);

/** A host's page: the provider with its filters in the URL. */
function Page({ server, options, getToken = () => "token", children }: PageProps) {
  const filters = useUrlFilters(options);
  return (
    <NorthstarProvider apiUrl="http://server.test" getToken={getToken} fetch={server.fetch} now={now} {...filters}>
      {children}
    </NorthstarProvider>
  );
}

interface PageProps {
  server: FakeServer;
  options?: UseUrlFiltersOptions | undefined;
  getToken?: (() => string) | undefined;
  children?: ReactNode;
}

function page(options?: UseUrlFiltersOptions, getToken?: () => string, server = createServer()) {
  return ({ children }: { children: ReactNode }) => (
    <Page server={server} options={options} getToken={getToken}>
      {children}
    </Page>
  );
}

const DEFAULTS = { period: { preset: "last_30_days" } } as const;

function Read() {
  return JSON.stringify(useUrlFilters({ defaults: DEFAULTS }).filters);
}

describe("useUrlFilters", () => {
  it("writes a change beside the host's parameters, and reads it after a reload", () => {
    const before = history.length;
    const first = renderHook(() => useNorthstar(), { wrapper: page() });
    act(() => first.result.current.setFilters({ values: { source: ["google"] }, comparison: "none" }));
    expect(location.href).toContain("/tablero?tab=2&");
    expect(location.search).toContain("&ns.compare=none&ns.filter.source=google");
    expect(location.hash).toBe("#top");
    expect(history.state).toEqual({ router: 1 });
    expect(history.length).toBe(before + 1);
    expect(first.result.current.filters).toMatchObject({ comparison: "none", values: { source: ["google"] } });
    first.unmount();
    const again = renderHook(() => useNorthstar(), { wrapper: page() });
    expect(again.result.current.filters).toMatchObject({ comparison: "none", values: { source: ["google"] } });
  });

  it("follows the back button", () => {
    const { result } = renderHook(() => useNorthstar(), { wrapper: page() });
    act(() => result.current.setFilters({ values: { source: ["google"] } }));
    // What a browser does: the address of the step before, then the event.
    act(() => {
      history.replaceState(null, "", "/tablero?tab=2");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    expect(result.current.filters.values).toEqual({});
  });

  it("takes the place of the last entry when told so, and leaves the history alone when nothing changes", () => {
    const { result } = renderHook(() => useNorthstar(), { wrapper: page({ history: "replace" }) });
    const before = history.length;
    act(() => result.current.setFilters({ values: { source: ["google"] } }));
    expect(location.search).toContain("ns.filter.source=google");
    const address = location.href;
    act(() => result.current.setFilters({ values: { source: ["google"] } }));
    expect(location.href).toBe(address);
    expect(history.length).toBe(before);
  });

  it("keeps two providers apart by their prefix", () => {
    const one = renderHook(() => useNorthstar(), { wrapper: page({ prefix: "a" }) });
    const other = renderHook(() => useNorthstar(), { wrapper: page({ prefix: "b" }) });
    act(() => one.result.current.setFilters({ values: { source: ["google"] } }));
    act(() => other.result.current.setFilters({ values: { country: ["CO"] } }));
    expect(one.result.current.filters.values).toEqual({ source: ["google"] });
    expect(other.result.current.filters.values).toEqual({ country: ["CO"] });
  });

  it("leaves the period to the views until one is chosen, and keeps an object while the URL says the same", () => {
    const { result } = renderHook(() => useUrlFilters());
    expect(result.current.filters).not.toHaveProperty("period");
    const before = result.current.filters;
    act(() => {
      history.replaceState(null, "", "/tablero?tab=3");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    expect(result.current.filters).toBe(before);
    act(() => result.current.onFiltersChange({ period: { preset: "this_month" } }));
    expect(result.current.filters.period).toEqual({ preset: "this_month" });
  });

  it("survives the renewal of a token", async () => {
    const exp = NOW.getTime() / 1000 + 600;
    const tokens = [fakeToken({ sub: "ana", exp }), fakeToken({ sub: "ana", exp: exp + 600 })];
    let issued = 0;
    const server = createServer();
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: page({}, () => tokens[Math.min(issued++, 1)] ?? "", server),
    });
    await waitFor(() => expect(result.current.kpi.status).toBe("ready"));
    act(() => result.current.northstar.setFilters({ values: { country: ["CO"] } }));
    await waitFor(() => expect(result.current.kpi).toMatchObject({ status: "ready", updating: false }));
    server.refusedTokens.add(tokens[0] ?? "");
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
    await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { current: 990 } }));
    expect(issued).toBe(2);
    expect(result.current.northstar.filters).toEqual({
      period: { preset: "last_month" },
      comparison: "previous_period",
      values: { country: ["CO"] },
    });
    expect(location.search).toContain("ns.filter.country=CO");
  });

  it("has the defaults on a server", () => {
    history.replaceState(null, "", "/tablero?ns.filter.source=google");
    expect(renderToString(<Read />).replaceAll("&quot;", '"')).toBe(
      '{"period":{"preset":"last_30_days"},"comparison":"previous_period","values":{}}',
    );
  });
});
