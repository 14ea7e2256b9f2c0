import { useCubeMeta, useCubeQuery } from "@cubejs-client/react";
import type { Query, Row } from "@northstar/core";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { useRows } from "../hooks/useRows.ts";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import { FakeServer, type FakeServerOptions, problem } from "../testing/FakeServer.ts";
import { CATALOG, FRESHNESS, NOW } from "../testing/fixtures.ts";
import { createServer, holdAnswers, wrap } from "../testing/hookHarness.tsx";
import { NorthstarCubeProvider } from "./NorthstarCubeProvider.tsx";

afterEach(cleanup);

function render<T>(hook: () => T, answer: FakeServerOptions["answer"]) {
  const server = new FakeServer({ catalog: CATALOG, freshness: FRESHNESS, answer });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <NorthstarProvider apiUrl="http://server.test" getToken={() => "token"} fetch={server.fetch} now={() => NOW}>
      <NorthstarCubeProvider>{children}</NorthstarCubeProvider>
    </NorthstarProvider>
  );
  return { server, ...renderHook(hook, { wrapper }) };
}

const monthly: Query = {
  measures: ["executive.minutes"],
  timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-09-01", "2026-11-30"] }],
};
const month = (start: string, value: number, rest: Row = {}): Row => ({
  "executive.date.month": `${start}T00:00:00.000`,
  "executive.date": `${start}T00:00:00.000`,
  "executive.minutes": value,
  ...rest,
});

describe("useCubeQuery under NorthstarCubeProvider", () => {
  it("goes the same way, in the same request, and Cube's ResultSet reads the answer", async () => {
    const { server, result } = render(
      () => ({ cube: useCubeQuery(monthly as never), rows: useRows({ measures: ["executive.sponsors"] }) }),
      (query) =>
        query.timeDimensions ? [month("2026-09-01", 10), month("2026-11-01", 4)] : [{ "executive.sponsors": 14 }],
    );
    await waitFor(() => expect(result.current.cube.resultSet).not.toBeNull());
    await waitFor(() => expect(result.current.rows.status).toBe("ready"));
    const loads = server.requestsOf("load");
    expect(loads.map(({ queries }) => queries.length)).toEqual([2]);
    expect(loads[0]?.token).toBe("token");
    // Cube fills the month without data, from the range that the query echoes.
    expect(result.current.cube.resultSet?.chartPivot().map((point) => [point.x, point["executive.minutes"]])).toEqual([
      ["2026-09-01T00:00:00.000", 10],
      ["2026-10-01T00:00:00.000", 0],
      ["2026-11-01T00:00:00.000", 4],
    ]);
  });

  it("shares one question with a tile that asks the same, also when it comes while that is under way", async () => {
    const { held, answer } = holdAnswers();
    const sponsors: Query = { measures: ["executive.sponsors"] };
    const server = createServer({ answer });
    const Provider = wrap(server);
    const { result, rerender } = renderHook(
      ({ isLate }) => ({
        rows: useRows(sponsors),
        cube: useCubeQuery(sponsors as never),
        late: useCubeQuery(sponsors as never, { skip: !isLate }),
      }),
      {
        initialProps: { isLate: false },
        wrapper: ({ children }) => (
          <Provider>
            <NorthstarCubeProvider>{children}</NorthstarCubeProvider>
          </Provider>
        ),
      },
    );
    await waitFor(() => expect(held).toHaveLength(1));
    rerender({ isLate: true });
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    await act(async () => held[0]?.give([{ "executive.sponsors": 14 }]));
    await waitFor(() => expect(result.current.late.resultSet?.rawData()).toEqual([{ "executive.sponsors": 14 }]));
    expect(result.current.cube.resultSet?.rawData()).toEqual([{ "executive.sponsors": 14 }]);
    expect(result.current.rows).toMatchObject({ value: { rows: [{ "executive.sponsors": 14 }] } });
    expect(server.requestsOf("load").map(({ queries }) => queries.length)).toEqual([1]);
  });

  it("takes orders and single days as Cube's client writes them", async () => {
    const query = {
      measures: ["v.a"],
      order: { "v.a": "desc" },
      timeDimensions: [{ dimension: "v.t", dateRange: "2026-11-22" }],
    };
    const { server, result } = render(
      () => useCubeQuery(query as never),
      () => [{ "v.a": 1 }],
    );
    await waitFor(() => expect(result.current.resultSet?.rawData()).toEqual([{ "v.a": 1 }]));
    expect(server.requestsOf("load")[0]?.queries).toEqual([
      {
        measures: ["v.a"],
        order: [["v.a", "desc"]],
        timeDimensions: [{ dimension: "v.t", dateRange: ["2026-11-22", "2026-11-22"] }],
      },
    ]);
  });

  it("tells compared ranges apart", async () => {
    const query = {
      ...monthly,
      timeDimensions: [
        {
          dimension: "executive.date",
          granularity: "month",
          compareDateRange: [
            ["2026-11-01", "2026-11-30"],
            ["2025-11-01", "2025-11-30"],
          ],
        },
      ],
    };
    const { result } = render(
      () => useCubeQuery(query as never),
      () => [
        month("2025-11-01", 3, { compareDateRange: "2025-11-01T00:00:00.000 - 2025-11-30T23:59:59.999" }),
        month("2026-11-01", 4, { compareDateRange: "2026-11-01T00:00:00.000 - 2026-11-30T23:59:59.999" }),
      ],
    );
    await waitFor(() => expect(result.current.resultSet).not.toBeNull());
    expect(
      result.current.resultSet?.decompose().map((part) => part.rawData().map((row) => row["executive.minutes"])),
    ).toEqual([[4], [3]]);
  });

  it("passes on what the server refuses", async () => {
    const { result } = render(
      () => useCubeQuery({ measures: ["v.hidden"] } as never),
      () => problem(403, "member_denied", "v.hidden is hidden."),
    );
    await waitFor(() => expect(result.current.error).not.toBeNull());
    expect(String(result.current.error)).toContain("v.hidden is hidden.");
  });

  it("polls a subscription at the pace of Cube's client, not without pause", async () => {
    const { server, result } = render(
      () => useCubeQuery({ measures: ["v.a"] } as never, { subscribe: true }),
      () => [{ "v.a": 1 }],
    );
    await waitFor(() => expect(result.current.resultSet?.rawData()).toEqual([{ "v.a": 1 }]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requestsOf("load")).toHaveLength(1);
  });

  it("asks Cube's own endpoint for the model, with the token", async () => {
    const { server, result } = render(
      () => useCubeMeta(),
      () => [],
    );
    await waitFor(() => expect(result.current.error).not.toBeNull());
    expect(server.requests.find(({ path }) => path === "/cubejs-api/v1/meta")).toMatchObject({ token: "token" });
  });
});
