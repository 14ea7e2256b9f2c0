import type { PeriodPreset, Query } from "@northstar/core";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import type { FakeServer } from "../testing/FakeServer.ts";
import { EXECUTIVE_CATALOG, NOW } from "../testing/fixtures.ts";
import { answerKpi, createServer, holdAnswers, wrap } from "../testing/hookHarness.tsx";
import { MODEL_CATALOG } from "../testing/modelCatalog.ts";
import { ExecutiveView } from "./ExecutiveView.tsx";
import { KpiCard } from "./KpiCard.tsx";
import { OperationalView } from "./operational/OperationalView.tsx";
import { TechnicalView } from "./technical/TechnicalView.tsx";

afterEach(cleanup);

const keysOf = (queries: readonly Query[]) => queries.map((query) => JSON.stringify(query));

function show(server: FakeServer, isStrict = false) {
  const view = (
    <NorthstarProvider apiUrl="http://server.test" getToken={() => "token"} fetch={server.fetch} now={() => NOW}>
      <ExecutiveView />
    </NorthstarProvider>
  );
  return render(isStrict ? <StrictMode>{view}</StrictMode> : view);
}

/** Every number of the view is here. */
async function isLoaded(container: HTMLElement) {
  await waitFor(
    () => {
      expect(container.querySelectorAll("[data-state=ready]").length).toBeGreaterThan(8);
      expect(container.querySelectorAll("[data-state=loading], [data-state=error], [data-state=denied]")).toHaveLength(
        0,
      );
    },
    { timeout: 10_000 },
  );
}

describe.each([
  ["plainly", false],
  ["in StrictMode", true],
])("the executive view, mounted %s", (_how, isStrict) => {
  it("asks the catalogue, the freshness and all its numbers once each, from a cold start", async () => {
    const server = createServer({ catalog: EXECUTIVE_CATALOG });
    const { container } = show(server, isStrict);
    await isLoaded(container);
    // What is broken off before it is sent is not sent at all: every request counts, aborted or not.
    expect(server.requests.map(({ path }) => path.replace("/northstar/v1/", "")).sort()).toEqual([
      "catalog",
      "events",
      "freshness",
      "load",
    ]);
    const [load] = server.requestsOf("load");
    expect(new Set(keysOf(load?.queries ?? [])).size).toBe(load?.queries.length);
    // 15 numbers, 6 series, the rows of the tiers: some of them are the alerts' too.
    expect(load?.queries.length).toBeGreaterThan(20);
  });
});

it.each([
  ["operational", OperationalView],
  ["technical", TechnicalView],
])("the %s view asks all that it shows in one request too, of Northstar's own model", async (_name, View) => {
  // Lists of single events have times among their dimensions, which the harness doesn't know how to answer.
  const hasTimes = ({ dimensions = [] }: Query) => dimensions.some((member) => member.endsWith("_date"));
  const answer = (query: Query) => (hasTimes(query) ? [] : answerKpi(query));
  const server = createServer({ catalog: MODEL_CATALOG, answer });
  const errors: string[] = [];
  const { container } = render(<View />, {
    wrapper: wrap(server, { onError: ({ code, message }) => errors.push(`${code} ${message}`) }),
  });
  await waitFor(
    () => {
      expect(container.querySelectorAll("[data-state=ready]").length).toBeGreaterThan(6);
      expect(container.querySelectorAll("[data-state=loading], [data-state=error]")).toHaveLength(0);
    },
    { timeout: 10_000 },
  );
  expect(errors).toEqual([]);
  expect(server.requestsOf("load")).toHaveLength(1);
  expect(server.requestsOf("catalog")).toHaveLength(1);
});

describe("the executive view on screen", () => {
  it("asks all that new data touch in one request, and nothing else", async () => {
    const server = createServer({ catalog: EXECUTIVE_CATALOG });
    const { container } = show(server);
    await isLoaded(container);
    await waitFor(() => expect(server.listeners).toBe(1));
    act(() =>
      server.announce([
        { source: "crm", lastEventAt: NOW.toISOString(), lastLoadedAt: NOW.toISOString() },
        { source: "content", lastEventAt: NOW.toISOString(), lastLoadedAt: NOW.toISOString() },
      ]),
    );
    await waitFor(() => expect(server.requestsOf("load")).toHaveLength(2));
    await isLoaded(container);
    const [first, second] = server.requestsOf("load");
    const ofCost = (query: Query) => query.measures?.includes("executive.sponsorship_cost");
    expect(keysOf(second?.queries ?? []).sort()).toEqual(
      keysOf((first?.queries ?? []).filter((query) => !ofCost(query))).sort(),
    );
    expect(server.requestsOf("load")).toHaveLength(2);
  });

  it("asks for a new period in one request, and says of the old numbers that they are being renewed", async () => {
    const { held, answer } = holdAnswers();
    let isHeld = false;
    const server = createServer({
      catalog: EXECUTIVE_CATALOG,
      answer: (query) => (isHeld ? answer(query) : answerKpi(query)),
    });
    const viewOf = (preset: PeriodPreset) => (
      <NorthstarProvider
        apiUrl="http://server.test"
        getToken={() => "token"}
        fetch={server.fetch}
        now={() => NOW}
        filters={{ period: { preset } }}
      >
        <ExecutiveView />
      </NorthstarProvider>
    );
    const { container, rerender } = render(viewOf("this_month"));
    await isLoaded(container);
    isHeld = true;
    rerender(viewOf("last_month"));
    await waitFor(() => expect(held.length).toBeGreaterThan(0));
    expect(screen.getByText("1.286")).toBeTruthy();
    expect(container.querySelectorAll("[data-state=loading]")).toHaveLength(0);
    expect(container.querySelectorAll("[aria-busy=true]").length).toBeGreaterThan(8);
    await act(async () => {
      for (const { query, give } of held) give(answerKpi(query));
    });
    await waitFor(() => expect(container.querySelectorAll("[aria-busy=true]")).toHaveLength(0));
    expect(server.requestsOf("load")).toHaveLength(2);
    expect(screen.getAllByText("990").length).toBeGreaterThan(0);
  });

  it("joins what is under way for a tile that comes later", async () => {
    const { held, answer } = holdAnswers();
    const server = createServer({ answer });
    const Wrapper = wrap(server);
    const { rerender } = render(<KpiCard kpi="new_registrations" />, { wrapper: Wrapper });
    await waitFor(() => expect(held).toHaveLength(2));
    rerender(
      <>
        <KpiCard kpi="new_registrations" />
        <KpiCard kpi="new_registrations" filters={{ values: {} }} />
      </>,
    );
    await act(async () => {
      for (const { query, give } of held) give(answerKpi(query));
    });
    await waitFor(() => expect(screen.getAllByText("1.286")).toHaveLength(2));
    expect(server.requestsOf("load")).toHaveLength(1);
  });
});
