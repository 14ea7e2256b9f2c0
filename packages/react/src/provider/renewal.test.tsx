import { act, cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { KpiCard } from "../components/KpiCard.tsx";
import { useKpi } from "../hooks/useKpi.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { problem, problemResponse } from "../testing/FakeServer.ts";
import { fakeToken, NOW } from "../testing/fixtures.ts";
import { answerKpi, createServer, holdAnswers, wrap } from "../testing/hookHarness.tsx";

afterEach(cleanup);

const FIVE = { "executive.new_registrations": 5 };
const newData = (seconds = 1) => {
  const at = new Date(NOW.getTime() + seconds * 1000).toISOString();
  return [{ source: "crm", lastEventAt: at, lastLoadedAt: at }];
};

/** A host whose session can end: its token endpoint fails then. */
function createHost() {
  const host = {
    isOver: false,
    issued: 0,
    claims: { sub: "ana", filters: { country: ["CO"] } } as Record<string, unknown>,
    token: "",
    getToken: async () => {
      if (host.isOver) throw new Error("401 from /session/token");
      host.issued += 1;
      host.token = fakeToken({ ...host.claims, jti: host.issued });
      return host.token;
    },
  };
  return host;
}

describe("a token that ends while numbers are on screen", () => {
  it("is renewed without a flicker when it is refused mid-way", async () => {
    const host = createHost();
    const server = createServer();
    const seen: string[] = [];
    const { result } = renderHook(
      () => {
        const kpi = useKpi("new_registrations");
        seen.push(kpi.status);
        return kpi;
      },
      { wrapper: wrap(server, { getToken: host.getToken }) },
    );
    await waitFor(() => expect(result.current.status).toBe("ready"));
    await waitFor(() => expect(server.listeners).toBe(1));
    server.refusedTokens.add(host.token);
    act(() => server.announce(newData()));
    await waitFor(() => expect(server.requestsOf("load")).toHaveLength(3));
    await waitFor(() => expect(result.current).toMatchObject({ updating: false, value: { current: 1286 } }));
    expect(host.issued).toBe(2);
    expect(new Set(seen.slice(seen.indexOf("ready")))).toEqual(new Set(["ready"]));
  });

  it("leaves the last numbers with a plain notice when the host can't renew it, and takes up again when it can", async () => {
    const host = createHost();
    const server = createServer();
    render(<KpiCard kpi="new_registrations" />, { wrapper: wrap(server, { getToken: host.getToken }) });
    await screen.findByText("1.286");
    await waitFor(() => expect(server.listeners).toBe(1));
    host.isOver = true;
    server.refusedTokens.add(host.token);
    act(() => server.announce(newData()));
    expect(
      await screen.findByText("Tu sesión no se pudo renovar; se muestran los últimos números recibidos."),
    ).toBeTruthy();
    expect(screen.getByText("1.286")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    host.isOver = false;
    act(() => screen.getByRole("button", { name: "Reintentar" }).click());
    await waitFor(() => expect(screen.queryByText(/Tu sesión/)).toBeNull());
    expect(screen.getByText("1.286")).toBeTruthy();
  });

  it("says of numbers under a new choice that they are the ones of the choice before", async () => {
    const host = createHost();
    const server = createServer();
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(server, { getToken: host.getToken }),
    });
    await waitFor(() => expect(result.current.kpi.status).toBe("ready"));
    host.isOver = true;
    server.refusedTokens.add(host.token);
    act(() => result.current.northstar.setFilters({ values: { country: ["MX"] } }));
    await waitFor(() => expect(result.current.kpi.status).toBe("error"));
    expect(result.current.kpi).toMatchObject({
      error: { code: "token_unavailable" },
      isEarlierChoice: true,
      stale: { current: 1286, period: { start: "2026-11-01" } },
    });
    // Without a token nothing was asked, so nothing unfiltered could come.
    expect(server.requestsOf("load").filter(({ token }) => token !== host.token)).toEqual([]);
  });

  it("never shows an answer to one person's question to the next", async () => {
    const host = createHost();
    const { held, answer } = holdAnswers();
    const server = createServer({ answer });
    const { result } = renderHook(() => ({ kpi: useKpi("new_registrations"), northstar: useNorthstar() }), {
      wrapper: wrap(server, { getToken: host.getToken }),
    });
    await waitFor(() => expect(held).toHaveLength(1));
    // Her answer is still out when his token comes: he sees all countries, she one.
    host.claims = { sub: "luis" };
    server.refusedTokens.add(host.token);
    act(() => result.current.northstar.setFilters({ period: { preset: "last_month" } }));
    await waitFor(() => expect(server.requests.filter(({ token }) => token === host.token).length).toBeGreaterThan(1));
    await act(async () => held[0]?.give(answerKpi(held[0].query)));
    expect(result.current.kpi.status).toBe("loading");
    await waitFor(() => expect(server.requestsOf("load").at(-1)?.token).toBe(host.token));
    await waitFor(() => expect(held.length).toBeGreaterThan(1));
    await act(async () => {
      for (const { query, give } of held.slice(1)) give(answerKpi(query).map((row) => ({ ...row, ...FIVE })));
    });
    await waitFor(() => expect(result.current.kpi).toMatchObject({ value: { current: 5 } }));
  });

  it("is no loop when every new token is refused too", async () => {
    const host = createHost();
    const server = createServer();
    const refuseAll: typeof fetch = async (input, init) => {
      await server.fetch(input, init);
      return problemResponse(problem(401, "token_expired", "The token has ended."));
    };
    const { result } = renderHook(() => useKpi("new_registrations"), {
      wrapper: wrap(server, { getToken: host.getToken, fetch: refuseAll }),
    });
    await waitFor(() => expect(result.current).toMatchObject({ status: "error", error: { code: "token_expired" } }));
    expect(server.requestsOf("load")).toHaveLength(0);
    expect(server.requestsOf("catalog").length).toBeLessThanOrEqual(2);
  });
});
