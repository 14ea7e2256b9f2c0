import type { Integration, IntegrationList } from "@northstar/core";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useNorthstarContext } from "../provider/context.ts";
import { problem, problemResponse } from "../testing/FakeServer.ts";
import { NOW } from "../testing/fixtures.ts";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { useIntegrationAction } from "./useIntegrationAction.ts";
import { useDeadLetterRecord, useIntegrations } from "./useIntegrations.ts";

afterEach(cleanup);

const SENDGRID: Integration = {
  name: "sendgrid",
  source: "email",
  ways: ["hook"],
  status: "ok",
  problem: null,
  reason: null,
  sloSeconds: 300,
  lagSeconds: 20,
  lastEventAt: null,
  lastLoadedAt: null,
  waiting: 0,
  lastRun: null,
  lastDay: { in: 1, upserted: 1, duplicate: 0, bad: 0 },
  driftCount: 0,
  deadLetterCount: 0,
  nextRunAt: null,
  secrets: [],
  actions: ["pause"],
};

/** The fake server with integrations: each list counts one more row in than the one before. */
function createHost() {
  const server = createServer();
  const rest = server.fetch;
  const host = { server, lists: 0, records: 0, isBroken: false, bodies: [] as unknown[] };
  const fetch: typeof rest = async (input, init) => {
    const { pathname } = new URL(String(input));
    if (!pathname.includes("/integrations")) return rest(input, init);
    if (host.isBroken) return problemResponse(problem(500, "internal_error", "No."));
    if (init?.method === "POST") {
      host.bodies.push([pathname, JSON.parse(String(init.body))]);
      const integration: Integration = { ...SENDGRID, status: "paused", actions: ["resume"] };
      return Response.json({ integration, runId: null, done: 0, failed: 0 });
    }
    if (pathname.includes("/dead-letters/")) {
      host.records += 1;
      return Response.json({ id: "1", record: "{}", isCut: false });
    }
    host.lists += 1;
    const integrations = [{ ...SENDGRID, lastDay: { ...SENDGRID.lastDay, in: host.lists } }];
    return Response.json({ now: NOW.toISOString(), integrations } satisfies IntegrationList);
  };
  Object.assign(server, { fetch });
  return host;
}

const watermark = (seconds: number) => {
  const at = new Date(NOW.getTime() + seconds * 1000).toISOString();
  return [{ source: "email", lastEventAt: at, lastLoadedAt: at }];
};

const rowsIn = (state: ReturnType<typeof useIntegrations>) =>
  state.status === "ready"
    ? state.value.integrations[0]?.lastDay.in
    : state.status === "error"
      ? state.stale?.integrations[0]?.lastDay.in
      : null;

describe("the list of integrations", () => {
  it("is asked again when any source's watermark moves, and stays on screen meanwhile", async () => {
    const host = createHost();
    const seen: string[] = [];
    const { result } = renderHook(
      () => {
        const state = useIntegrations();
        seen.push(state.status);
        return state;
      },
      { wrapper: wrap(host.server) },
    );
    await waitFor(() => expect(rowsIn(result.current)).toBe(1));
    await waitFor(() => expect(host.server.listeners).toBe(1));
    act(() => host.server.announce(watermark(1)));
    act(() => host.server.announce(watermark(2)));
    await waitFor(() => expect(rowsIn(result.current)).toBe(2));
    expect(seen.slice(seen.indexOf("ready")).filter((status) => status !== "ready")).toEqual([]);
  });

  it("stays on screen when asking again fails", async () => {
    const host = createHost();
    const { result } = renderHook(() => useIntegrations(), { wrapper: wrap(host.server) });
    await waitFor(() => expect(rowsIn(result.current)).toBe(1));
    await waitFor(() => expect(host.server.listeners).toBe(1));
    host.isBroken = true;
    act(() => host.server.announce(watermark(1)));
    act(() => host.server.announce(watermark(2)));
    await waitFor(() => expect(result.current.status).toBe("error"));
    expect(rowsIn(result.current)).toBe(1);
  });

  it("has what an action gave at once, and is asked again after it", async () => {
    const host = createHost();
    const { result } = renderHook(() => ({ list: useIntegrations(), action: useIntegrationAction("sendgrid") }), {
      wrapper: wrap(host.server),
    });
    await waitFor(() => expect(rowsIn(result.current.list)).toBe(1));
    await act(() => result.current.action.act({ action: "pause" }));
    expect(result.current.action.state).toMatchObject({ status: "done" });
    expect(host.bodies).toEqual([["/northstar/v1/integrations/sendgrid/actions", { action: "pause" }]]);
    await waitFor(() => expect(rowsIn(result.current.list)).toBe(2));
  });
});

it("forgets a record when it is closed", async () => {
  const host = createHost();
  const hook = renderHook(
    ({ id }) => ({
      record: useDeadLetterRecord("sendgrid", id),
      client: useNorthstarContext().client,
    }),
    { wrapper: wrap(host.server), initialProps: { id: "1" } },
  );
  await waitFor(() => expect(hook.result.current.record.status).toBe("ready"));
  const { queries } = hook.result.current.client;
  const kept = () => queries.getQueryCache().findAll({ queryKey: ["integrations", "record", "sendgrid", "1"] }).length;
  expect(kept()).toBe(1);
  hook.rerender({ id: "2" });
  await waitFor(() => expect(kept()).toBe(0));
});
