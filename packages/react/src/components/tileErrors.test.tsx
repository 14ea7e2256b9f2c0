import type { Query, Row } from "@northstar/core";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import fc from "fast-check";
import { type ReactNode, StrictMode, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NorthstarError } from "../errors.ts";
import { useFunnel } from "../hooks/useFunnel.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import type { FakeAnswer } from "../testing/FakeServer.ts";
import { answerKpi, createServer, measureOf, wrap } from "../testing/hookHarness.tsx";
import { FunnelChart } from "./FunnelChart.tsx";
import { KpiCard } from "./KpiCard.tsx";
import { TileBoundary } from "./TileBoundary.tsx";

beforeEach(() => {
  // React writes what a boundary has caught.
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const GOOD = "new_registrations";
const unknownKpi = "no_such_kpi" as string as "k_factor";

function show(children: ReactNode, answer: (query: Query) => FakeAnswer = answerKpi) {
  const onError = vi.fn<(error: NorthstarError, place: { tile: string | null; kpi: string | null }) => void>();
  const Wrapper = wrap(createServer({ answer }), { onError, locale: "en" });
  const view = (content: ReactNode) => (
    <StrictMode>
      <Wrapper>{content}</Wrapper>
    </StrictMode>
  );
  const { rerender } = render(view(children));
  const heard = () => onError.mock.calls.map(([{ code }, place]) => [code, place.tile, place.kpi]);
  return { onError, heard, rerender: (content: ReactNode) => rerender(view(content)) };
}

describe("what goes wrong in a tile stays there and reaches onError, once", () => {
  it("a KPI that doesn't exist", async () => {
    const { heard } = show(
      <>
        <KpiCard kpi={unknownKpi} />
        <KpiCard kpi={GOOD} />
      </>,
    );
    expect(await screen.findByText("Code: unknown_kpi")).toBeTruthy();
    expect(screen.getByText(/This indicator doesn't exist in the catalogue/)).toBeTruthy();
    expect(await screen.findByText("1,286")).toBeTruthy();
    expect(heard()).toEqual([["unknown_kpi", "KpiCard", "no_such_kpi"]]);
  });

  it("an answer that doesn't fit, also behind the number of an earlier one", async () => {
    const { heard } = show(
      <>
        <KpiCard kpi="content_minutes" hasTrend={false} />
        <KpiCard kpi={GOOD} hasTrend={false} />
      </>,
      (query) => (measureOf(query) === "executive.content_minutes" ? [{ minutes: 4 } as Row] : answerKpi(query)),
    );
    expect(await screen.findByText("Code: bad_answer")).toBeTruthy();
    expect(await screen.findByText("1,286")).toBeTruthy();
    await waitFor(() => expect(heard()).toContainEqual(["bad_answer", "KpiCard", "content_minutes"]));
  });

  it("what a role may not see is no error", async () => {
    const { onError } = show(<KpiCard kpi={"flow_uptime" as string as "k_factor"} />);
    expect(await screen.findByText("Not available to your role")).toBeTruthy();
    expect(screen.getByText("Ask devops for access.")).toBeTruthy();
    expect(screen.getByText("Seen by: DevOps and data analysis.")).toBeTruthy();
    expect(onError).not.toHaveBeenCalled();
  });

  it("an exception while drawing, until it is tried again", async () => {
    drawing.isBroken = true;
    const { heard, onError } = show(
      <>
        <TileBoundary tile="Fragile" kpi="content_minutes">
          <Drawing />
        </TileBoundary>
        <KpiCard kpi={GOOD} />
      </>,
    );
    expect(await screen.findByText("1,286")).toBeTruthy();
    expect(screen.getByText("Code: tile_failed")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "content_minutes" })).toBeTruthy();
    expect(heard()).toEqual([["tile_failed", "Fragile", "content_minutes"]]);
    expect(onError.mock.calls[0]?.[0].cause).toBeInstanceOf(RangeError);
    drawing.isBroken = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getByText("drawn")).toBeTruthy();
  });

  it("an exception goes away with what caused it", async () => {
    const of = (value: number | null) => (
      <TileBoundary tile="Fragile">
        <Fixed value={value} />
      </TileBoundary>
    );
    const { rerender, heard } = show(of(1));
    expect(screen.getByText("1.0")).toBeTruthy();
    rerender(of(null));
    expect(screen.getByText("Code: tile_failed")).toBeTruthy();
    rerender(of(null));
    expect(heard()).toHaveLength(1);
    rerender(of(2));
    expect(screen.getByText("2.0")).toBeTruthy();
  });

  it("a host that draws anew in onError makes no loop", async () => {
    drawing.isBroken = true;
    drawing.count = 0;
    render(<RedrawingHost />);
    await waitFor(() => expect(screen.getByTestId("errors").textContent).toBe("1"));
    await act(async () => {});
    expect(screen.getByTestId("errors").textContent).toBe("1");
    expect(drawing.count).toBeLessThan(10);
  });
});

const drawing = { isBroken: true, count: 0 };

function Drawing() {
  drawing.count += 1;
  if (drawing.isBroken) throw new RangeError("Invalid array length");
  return <p>drawn</p>;
}

function Fixed({ value }: { value: number | null }) {
  return <p>{(value as number).toFixed(1)}</p>;
}

const { fetch } = createServer();

/** Keeps what it hears of in its state, so that all of it is drawn again. */
function RedrawingHost() {
  const [errors, setErrors] = useState<readonly NorthstarError[]>([]);
  return (
    <NorthstarProvider
      apiUrl="http://server.test"
      getToken={() => "token"}
      fetch={fetch}
      onError={(error) => setErrors((before) => [...before, error])}
    >
      <p data-testid="errors">{errors.length}</p>
      <TileBoundary tile="Drawing">
        <Drawing />
      </TileBoundary>
    </NorthstarProvider>
  );
}

/** A good answer made wrong in one place, so that it can't be read as another good one. */
type Fault =
  | { kind: "no column"; index: number }
  | { kind: "cell"; index: number; cell: unknown }
  | { kind: "row"; row: unknown }
  | { kind: "twice" }
  | { kind: "rows"; rows: unknown };

const wrongCell = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    " ",
    "NaN",
    "Infinity",
    "12 people",
    "1,286",
    "0x10",
    true,
    false,
    [7],
    { value: 7 },
    {},
  ),
  fc.string().filter((text) => Number.isNaN(Number(text))),
);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant("no column" as const), index: fc.nat({ max: 3 }) }),
  fc.record({ kind: fc.constant("cell" as const), index: fc.nat({ max: 3 }), cell: wrongCell }),
  fc.record({ kind: fc.constant("row" as const), row: fc.constantFrom<unknown>(null, 7, "row", [], [[1]]) }),
  fc.record({ kind: fc.constant("twice" as const) }),
  fc.record({ kind: fc.constant("rows" as const), rows: fc.constantFrom<unknown>([[]], [null], [{}], [1, 2]) }),
);

function spoil(rows: readonly Row[], { measures = [] }: Query, wrong: Fault): unknown {
  const [first = {}, ...rest] = rows;
  switch (wrong.kind) {
    case "no column": {
      const { [measures[wrong.index % measures.length] ?? ""]: _left, ...others } = first;
      return [others, ...rest];
    }
    case "cell":
      return [{ ...first, [measures[wrong.index % measures.length] ?? ""]: wrong.cell }, ...rest];
    case "row":
      return [wrong.row, ...rest];
    case "twice":
      return [first, ...rows];
    case "rows":
      return wrong.rows;
  }
}

function Numbers() {
  const states = [useKpi("content_minutes"), useKpiSeries("content_minutes"), useFunnel("acquisition")];
  return <output>{states.map((state) => (state.status === "error" ? state.error.code : state.status)).join()}</output>;
}

it("never makes a number of an answer that doesn't fit, whatever is wrong with it, nor spoils its neighbour", async () => {
  await fc.assert(
    fc.asyncProperty(fault, async (wrong) => {
      const { heard } = show(
        <>
          <Numbers />
          <KpiCard kpi="content_minutes" />
          <FunnelChart funnel="acquisition" />
          <KpiCard kpi={GOOD} />
        </>,
        (query) =>
          measureOf(query) === "executive.new_registrations"
            ? answerKpi(query)
            : (spoil(answerKpi(query), query, wrong) as FakeAnswer),
      );
      await waitFor(() => expect(screen.getByRole("status").textContent).toBe("bad_answer,bad_answer,bad_answer"));
      expect(await screen.findByText("1,286")).toBeTruthy();
      expect(screen.getAllByText("Code: bad_answer")).toHaveLength(2);
      expect(heard()).toContainEqual(["bad_answer", "FunnelChart", null]);
      cleanup();
    }),
    { seed: 11, numRuns: 30 },
  );
}, 60_000);
