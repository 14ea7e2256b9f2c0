import type { UsageBatch } from "@northstar/core";
import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AlertTiles } from "../components/AlertTiles.tsx";
import { KpiCard } from "../components/KpiCard.tsx";
import { NorthstarError } from "../errors.ts";
import { EXECUTIVE_CATALOG } from "../testing/fixtures.ts";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import type { Fetch } from "../transport/Http.ts";
import { UsageQueue } from "./UsageQueue.ts";
import { UsageReporter } from "./UsageReporter.tsx";

/** A page with what is given, on a server that counts use or not; `told` are the batches, with how they were sent. */
function open(content: React.ReactNode, catalog: object = { usage: true }) {
  const server = createServer({ catalog: { ...EXECUTIVE_CATALOG, ...catalog } });
  const told: { batch: UsageBatch; keepalive: boolean | undefined }[] = [];
  const fetch: Fetch = async (input, init) => {
    if (!String(input).endsWith("/usage")) return await server.fetch(input, init);
    told.push({ batch: JSON.parse(String(init?.body)) as UsageBatch, keepalive: init?.keepalive });
    return Response.json({ accepted: 1, dropped: 0 }, { status: 202 });
  };
  const page = render(content, { wrapper: wrap(server, { fetch }) });
  return { page, told, shown: () => told.flatMap(({ batch }) => batch.shown) };
}

/** Somebody turns to another tab, or comes back. */
function setVisibility(state: "visible" | "hidden"): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** The number and how old its data are: all that is told of it is known. */
async function untilShown(): Promise<void> {
  await screen.findAllByText("+12,1 %");
  await screen.findAllByText(/3 min/);
}

afterEach(() => {
  vi.restoreAllMocks();
});

const card = <KpiCard kpi="new_registrations" />;
const shownOf = { view: null, kpi: "new_registrations", ageSeconds: 0, lagSeconds: 180 };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("UsageReporter", () => {
  it("tells each KPI of an opening once, with the age of its data, and nothing of the reader", async () => {
    const { told, shown } = open(
      <>
        {card}
        <UsageReporter view="executive" />
      </>,
    );
    await untilShown();
    setVisibility("hidden");
    await waitFor(() => expect(told).toHaveLength(1));
    // The crm was loaded three minutes before the clock of these tests.
    expect(shown()).toEqual([{ ...shownOf, id: expect.stringMatching(UUID), view: "executive" }]);
    expect(told[0]?.keepalive).toBe(true);
    setVisibility("visible");
    setVisibility("hidden");
    expect(told).toHaveLength(1);
  });

  it("tells what was shown when it is taken away, and another view is another opening", async () => {
    const content = (view: string | null) => (
      <>
        {card}
        {view !== "" && <UsageReporter view={view} />}
      </>
    );
    const { page, shown } = open(content(null));
    await untilShown();
    page.rerender(content("own-board"));
    await waitFor(() => expect(shown()).toHaveLength(1));
    page.rerender(content(""));
    await waitFor(() => expect(shown()).toMatchObject([shownOf, { ...shownOf, view: "own-board" }]));
    expect(new Set(shown().map(({ id }) => id)).size).toBe(2);
  });

  it("counts no KPI that only the tile of alerts asked for", async () => {
    const watched = EXECUTIVE_CATALOG.kpis.flatMap((kpi) =>
      kpi.id === "sponsorship_cost" ? [{ ...kpi, id: "open_rate", measure: "executive.open_rate" }] : kpi,
    );
    const { shown } = open(
      <>
        {card}
        <AlertTiles />
        <UsageReporter view="executive" />
      </>,
      { usage: true, kpis: watched },
    );
    await untilShown();
    await waitFor(() => expect(document.querySelector('.ns-alerts[data-state="ready"]')).not.toBeNull());
    setVisibility("hidden");
    await waitFor(() => expect(shown().map(({ kpi }) => kpi)).toEqual(["new_registrations"]));
  });

  it.each<[string, React.ReactNode, object]>([
    ["to a server that counts nothing", <UsageReporter key="r" />, {}],
    ["for a host that switched it off", <UsageReporter key="r" enabled={false} />, { usage: true }],
  ])("tells nothing %s", async (_, reporter, catalog) => {
    const { page, shown } = open(
      <>
        {card}
        {reporter}
      </>,
      catalog,
    );
    await untilShown();
    setVisibility("hidden");
    page.unmount();
    await Promise.resolve();
    expect(shown()).toEqual([]);
  });

  it.each([
    ["doNotTrack", "1"],
    ["globalPrivacyControl", true],
  ])("tells nothing of a reader whose browser says %s", async (name, value) => {
    Object.defineProperty(navigator, name, { value, configurable: true });
    try {
      const { page, shown } = open(
        <>
          {card}
          <UsageReporter />
        </>,
      );
      await untilShown();
      setVisibility("hidden");
      page.unmount();
      await Promise.resolve();
      expect(shown()).toEqual([]);
    } finally {
      Reflect.deleteProperty(navigator, name);
    }
  });
});

describe("UsageQueue", () => {
  const showing = (n: number, at = 0) => ({ id: String(n), view: null, kpi: `k${n}`, at, lagSeconds: null });
  /** A queue whose sending ends as it is told, with what was sent. */
  function queueOf(end: () => Promise<unknown>) {
    const sent: string[][] = [];
    const clock = { at: 0 };
    const queue = new UsageQueue({
      send: async ({ shown }) => {
        sent.push(shown.map(({ kpi, ageSeconds }) => `${kpi} ${ageSeconds}`));
        await end();
      },
      now: () => clock.at,
    });
    return { queue, sent, clock };
  }
  const failing = (error: Error) => async () => {
    throw error;
  };

  it("tells what couldn't be told again with the next, as old as it is, and gives it up after four times", async () => {
    let end: () => Promise<unknown> = failing(new NorthstarError("network", "No."));
    const { queue, sent, clock } = queueOf(() => end());
    queue.add(showing(1));
    await queue.flush();
    clock.at = 30_000;
    queue.add(showing(2, 30_000));
    await queue.flush();
    await queue.flush();
    await queue.flush();
    end = async () => {};
    await queue.flush();
    await queue.flush();
    expect(sent).toEqual([["k1 0"], ["k1 30", "k2 0"], ["k1 30", "k2 0"], ["k1 30", "k2 0"], ["k2 0"]]);
  });

  it("doesn't insist on what was refused, and does on what was only too often", async () => {
    for (const [status, times] of [
      [400, 1],
      [403, 1],
      [429, 2],
      [503, 2],
    ] as const) {
      const { queue, sent } = queueOf(failing(new NorthstarError("http", "No.", { status })));
      queue.add(showing(1));
      await queue.flush();
      await queue.flush();
      expect([status, sent.length]).toEqual([status, times]);
    }
  });

  it("is bounded: 200 in a request, 500 that wait, a day", async () => {
    const { queue, sent, clock } = queueOf(async () => {});
    for (let n = 0; n < 600; n++) queue.add(showing(n));
    await queue.flush();
    expect(sent.map(({ length }) => length)).toEqual([200, 200, 100]);
    queue.add(showing(1));
    clock.at = 86_400_000;
    await queue.flush();
    expect(sent).toHaveLength(3);
  });
});
