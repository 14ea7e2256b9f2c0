import type { Catalog, CatalogKpi, DrillState, FunnelId, KpiId, Query } from "@northstar/core";
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor, within } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import type { FakeServer } from "../testing/FakeServer.ts";
import { CATALOG } from "../testing/fixtures.ts";
import { answerKpi, createServer, now, wrap } from "../testing/hookHarness.tsx";
import { DrillHost } from "./DrillHost.tsx";
import { useFunnelDrill } from "./funnelDrill.ts";
import { type DrillStart, useTileDrill } from "./tileDrill.ts";
import { useUrlFilters } from "./useUrlFilters.ts";

// Loaded with the first drill; a busy machine takes longer for it than a test waits.
beforeAll(() => import("./DrillDialog.tsx"), 20_000);
beforeEach(() => history.replaceState({ router: 1 }, "", "/tablero?tab=2"));
afterEach(cleanup);

/** Registrations have breakdowns and rows, minutes only breakdowns, costs nothing: as the server says of a role. */
const BEHIND: Readonly<Record<string, Partial<CatalogKpi>>> = {
  new_registrations: { dimensions: ["country", "source"], drill: ["executive.date", "executive.country"] },
  content_minutes: { dimensions: ["country"] },
};
const KNOWN: Catalog = { ...CATALOG, kpis: CATALOG.kpis.map((kpi) => ({ ...kpi, ...BEHIND[kpi.id] })) };
const ALL = ["sponsorship_cost", "new_registrations", "content_minutes"] as string[] as KpiId[];

/** Two countries for a breakdown, one row of the last day for rows. */
function answer(query: Query) {
  const [dimension, ...others] = query.dimensions ?? [];
  const [measure = ""] = query.measures ?? [];
  if (dimension === undefined) return answerKpi(query);
  if (others.length > 0)
    return [{ "executive.date": "2026-11-21T00:00:00.000", "executive.country": "CO", [measure]: "1" }];
  return ["CO", "MX"].map((value) => ({ [dimension]: value, [measure]: "3" }));
}
const createKnown = (options: Parameters<typeof createServer>[0] = {}) =>
  createServer({ catalog: KNOWN, answer, ...options });
/** The last question about rows. */
const rowsAsked = (server: FakeServer) =>
  server
    .requestsOf("load")
    .flatMap(({ queries }) => queries)
    .findLast(({ dimensions = [] }) => dimensions.length > 1);

function Opener({ start, kpis = ALL }: { start?: DrillStart; kpis?: readonly KpiId[] }) {
  const drill = useTileDrill(kpis);
  return drill ? (
    <button type="button" onClick={() => drill.open(start)}>
      abrir
    </button>
  ) : (
    <p>nada detrás</p>
  );
}

function TwoPlaces({ server }: { server: FakeServer }) {
  const [hasSecond, setSecond] = useState(true);
  return (
    <NorthstarProvider apiUrl="http://server.test" getToken={() => "token"} fetch={server.fetch} now={now}>
      <DrillHost>{null}</DrillHost>
      {hasSecond && (
        <div data-testid="second">
          <DrillHost>
            <Opener />
          </DrillHost>
        </div>
      )}
      <button type="button" onClick={() => setSecond(false)}>
        quitar
      </button>
    </NorthstarProvider>
  );
}

function FunnelOpener({ step }: { step: string }) {
  const drill = useFunnelDrill("acquisition" as string as FunnelId);
  if (!drill) return null;
  return (
    <button type="button" onClick={() => drill.open(step, { values: { country: ["CO"] } })}>
      abrir
    </button>
  );
}

/** A host that keeps filters and drills in the URL. */
function Page({ server, children }: { server: FakeServer; children: ReactNode }) {
  return (
    <NorthstarProvider
      apiUrl="http://server.test"
      getToken={() => "token"}
      fetch={server.fetch}
      now={now}
      {...useUrlFilters()}
    >
      <DrillHost>{children}</DrillHost>
    </NorthstarProvider>
  );
}

const open = async () => {
  fireEvent.click(await screen.findByRole("button", { name: "abrir" }));
  return within(await screen.findByRole("dialog"));
};

describe("useTileDrill", () => {
  const render = (kpis: readonly KpiId[], inHost = true) => {
    const Provider = wrap(createKnown());
    return renderHook(() => useTileDrill(kpis), {
      wrapper: ({ children }: { children: ReactNode }) => (
        <Provider>{inHost ? <DrillHost>{children}</DrillHost> : children}</Provider>
      ),
    });
  };

  it("leads to those of a tile's numbers behind which the role sees something", async () => {
    const { result } = render(ALL);
    await waitFor(() => expect(result.current).toBeDefined());
    expect(ALL.map((kpi) => result.current?.has(kpi))).toEqual([false, true, true]);
    expect(result.current?.menu.map(({ label }) => label)).toEqual(["Desglosar"]);
  });

  it("leads nowhere where the role sees nothing behind any, and where nobody draws it", async () => {
    const none = render(["sponsorship_cost" as string as KpiId]);
    const outside = render(ALL, false);
    await new Promise((settled) => setTimeout(settled, 50));
    expect(none.result.current).toBeUndefined();
    expect(outside.result.current).toBeUndefined();
  });
});

describe("a drill", () => {
  const show = (server: FakeServer, content: ReactNode, drill?: DrillState) => {
    const Provider = wrap(server, drill && { drill });
    render(
      <Provider>
        <DrillHost>{content}</DrillHost>
      </Provider>,
    );
  };

  it("begins with what was chosen, and leads from the breakdown to the rows of one value", async () => {
    const server = createKnown();
    show(server, <Opener start={{ values: { source: ["google"] }, by: "country" }} />);
    const dialog = await open();
    fireEvent.click(await dialog.findByRole("button", { name: "Ver las filas de Colombia" }));
    await dialog.findByText(/21 nov 2026/);
    expect(rowsAsked(server)).toMatchObject({
      dimensions: ["executive.date", "executive.country"],
      filters: [
        { member: "executive.country", operator: "equals", values: ["CO"] },
        { member: "executive.source", operator: "equals", values: ["google"] },
      ],
    });
    // And back again, one chip at a time.
    fireEvent.click(dialog.getByRole("button", { name: /Quitar .*google/ }));
    await waitFor(() =>
      expect(rowsAsked(server)?.filters).toEqual([{ member: "executive.country", operator: "equals", values: ["CO"] }]),
    );
  });

  it("changes between the numbers of its tile, without those that the role sees nothing behind", async () => {
    show(createKnown(), <Opener />);
    const dialog = await open();
    const choice = await dialog.findByLabelText("Número");
    expect(
      within(choice)
        .getAllByRole("option")
        .map(({ textContent }) => textContent),
    ).toEqual(["new_registrations", "content_minutes"]);
    expect(dialog.getByRole("button", { name: "Filas" })).toBeTruthy();
    fireEvent.change(choice, { target: { value: "content_minutes" } });
    await screen.findByRole("dialog", { name: "content_minutes" });
    // Of minutes this role sees no rows, and isn't asked to try.
    expect(dialog.queryByRole("button", { name: "Filas" })).toBeNull();
    expect(dialog.queryByRole("button", { name: /Ver las filas/ })).toBeNull();
  });

  it.each(["*", "country"])("shows nothing of %s that the server refuses, whatever the catalogue said", async (by) => {
    const refusal = { type: "urn:x", title: "Forbidden", status: 403, code: "forbidden", detail: "Not for this role." };
    const server = createKnown({ answer: (query) => (query.dimensions?.length ? refusal : answer(query)) });
    show(server, <Opener start={{ by }} />);
    const dialog = await open();
    await dialog.findByText("No disponible para tu rol");
    expect(dialog.queryByRole("table")).toBeNull();
  });

  it("of a link to a number that the role may not see asks nothing and says whom to ask", async () => {
    const server = createKnown();
    show(server, null, { kpi: "flow_uptime", by: "*" });
    const dialog = within(await screen.findByRole("dialog", { name: "Disponibilidad" }));
    expect(await dialog.findByText("No disponible para tu rol")).toBeTruthy();
    expect(dialog.getByText("Pide acceso a devops.")).toBeTruthy();
    expect(dialog.queryByRole("button", { name: "Filas" })).toBeNull();
    expect(server.requestsOf("load")).toEqual([]);
  });

  it("of a link to no number says that there is none", async () => {
    show(createKnown(), null, { kpi: "happiness" });
    const dialog = within(await screen.findByRole("dialog", { name: "happiness" }));
    expect(await dialog.findByText(/unknown_kpi/)).toBeTruthy();
  });

  it("is drawn once where there are several places for it, by the one it was opened from", async () => {
    render(<TwoPlaces server={createKnown()} />);
    await open();
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
    expect(within(screen.getByTestId("second")).getByRole("dialog")).toBeTruthy();
    // Once that place is gone, another draws it.
    fireEvent.click(screen.getByText("quitar"));
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });
});

describe("of a funnel", () => {
  const counts = { "executive.visitors": "40", "executive.registered": "10" };
  const server = createServer({
    answer: ({ dimensions: [dimension] = [] }) =>
      dimension === undefined
        ? [counts]
        : ["google", "meta"].map((value, place) => ({
            [dimension]: value,
            ...counts,
            "executive.registered": String(6 - 2 * place),
          })),
  });

  it("leads from a step to its people by a dimension, narrowed to what was chosen, and to the other steps", async () => {
    const Provider = wrap(server);
    render(
      <Provider>
        <DrillHost>
          <FunnelOpener step="registered" />
        </DrillHost>
      </Provider>,
    );
    const dialog = await open();
    const row = await dialog.findByRole("row", { name: /google/ });
    // 6 of 40.
    expect(row.textContent).toBe("google615,0\u00a0%");
    expect(dialog.getByRole("button", { name: /^Quitar .*Colombia/ })).toBeTruthy();
    fireEvent.change(dialog.getByLabelText("Paso"), { target: { value: "visitors" } });
    await waitFor(() => expect(dialog.getByRole("row", { name: /google/ }).textContent).toBe("google40"));
    expect(dialog.queryByRole("button", { name: "Filas" })).toBeNull();
  });

  it("of a link to one that the role may not see asks nothing", async () => {
    const Provider = wrap(server, { drill: { kpi: "retargeting", step: "visitors" } });
    const before = server.requestsOf("load").length;
    render(
      <Provider>
        <DrillHost>{null}</DrillHost>
      </Provider>,
    );
    const dialog = within(await screen.findByRole("dialog", { name: "Recuperación" }));
    expect(await dialog.findByText("No disponible para tu rol")).toBeTruthy();
    expect(server.requestsOf("load")).toHaveLength(before);
  });
});

describe("in the URL", () => {
  const goTo = (url: string) =>
    act(() => {
      // What a browser does: the address of the other step, then the event.
      history.replaceState(null, "", url);
      dispatchEvent(new PopStateEvent("popstate"));
    });

  it("opening is one step, what is looked at inside is none, and closing takes the step back", async () => {
    const before = history.length;
    render(
      <Page server={createKnown()}>
        <Opener />
      </Page>,
    );
    const dialog = await open();
    expect(location.search).toBe(
      "?tab=2&ns.drill=new_registrations&ns.drill.beside=new_registrations&ns.drill.beside=content_minutes",
    );
    expect(history.state).toEqual({ router: 1 });
    expect(history.length).toBe(before + 1);
    fireEvent.click(await dialog.findByRole("button", { name: "Filas" }));
    expect(location.search).toContain("&ns.drill.by=*");
    expect(history.length).toBe(before + 1);
    const back = vi.spyOn(history, "back").mockImplementation(() => goTo("/tablero?tab=2"));
    fireEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(back).toHaveBeenCalledOnce();
    back.mockRestore();
  });

  it("the back button closes it, and the way forward opens it again", async () => {
    render(
      <Page server={createKnown()}>
        <Opener />
      </Page>,
    );
    await open();
    const opened = location.href;
    goTo("/tablero?tab=2");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    goTo(opened);
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });

  it("a link opens it narrowed, and closing that leaves the page without going away from it", async () => {
    history.replaceState(null, "", "/tablero?ns.drill=new_registrations&ns.drill.by=*&ns.drill.filter.country=CO");
    const back = vi.spyOn(history, "back");
    const server = createKnown();
    render(<Page server={server}>{null}</Page>);
    const dialog = within(await screen.findByRole("dialog", { name: "new_registrations" }));
    await dialog.findByText(/21 nov 2026/);
    expect(rowsAsked(server)?.filters).toEqual([{ member: "executive.country", operator: "equals", values: ["CO"] }]);
    fireEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(location.search).toBe("");
    expect(back).not.toHaveBeenCalled();
    back.mockRestore();
  });
});
