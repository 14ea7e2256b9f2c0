import type { Catalog } from "@northstar/core";
import { cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KpiCard } from "../components/KpiCard.tsx";
import { CATALOG } from "../testing/fixtures.ts";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { useKpi } from "./useKpi.ts";
import { useKpiSeries } from "./useKpiSeries.ts";

/** The catalogue of the tests after its KPIs got other names. */
function renamed(from: string, shown = true): Catalog {
  const aliases = [{ id: from, since: "2026-11-01" }];
  return {
    ...CATALOG,
    kpis: CATALOG.kpis.map((kpi) => (shown && kpi.id === "new_registrations" ? { ...kpi, aliases } : kpi)),
    denied: CATALOG.denied.map((kpi) => (shown ? kpi : { ...kpi, aliases })),
  };
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a KPI asked for by a name that it had", () => {
  it("shows its number under its name, and tells the developer once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const server = createServer({ catalog: renamed("sign_ups") });
    render(
      <>
        <KpiCard kpi="sign_ups" />
        <KpiCard kpi="sign_ups" hasTrend={false} />
      </>,
      { wrapper: wrap(server, { locale: "en" }) },
    );
    await waitFor(() => expect(screen.getAllByText("1,286")).toHaveLength(2));
    expect(screen.getAllByRole("heading", { name: "new_registrations" })).toHaveLength(2);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/"sign_ups" is called "new_registrations" since 2026-11-01/)],
    ]);
  });

  it("is asked once for both names", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const server = createServer({ catalog: renamed("registrations") });
    const both = () => [useKpi("registrations"), useKpi("new_registrations"), useKpiSeries("registrations")];
    const { result } = renderHook(both, { wrapper: wrap(server) });
    await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(["ready", "ready", "ready"]));
    expect(server.requestsOf("load").flatMap(({ queries }) => queries)).toHaveLength(2);
  });

  it("says nothing in production", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const server = createServer({ catalog: renamed("joined") });
    const { result } = renderHook(() => useKpi("joined"), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current).toMatchObject({ status: "ready", value: { current: 1286 } }));
    expect(warn).not.toHaveBeenCalled();
  });

  it("is denied under that name too", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const server = createServer({ catalog: renamed("uptime", false) });
    const { result } = renderHook(() => useKpi("uptime"), { wrapper: wrap(server) });
    await waitFor(() => expect(result.current).toMatchObject({ status: "denied", title: { es: "Disponibilidad" } }));
  });
});
