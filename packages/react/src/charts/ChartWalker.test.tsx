import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ChartWalker } from "./ChartWalker.tsx";

afterEach(cleanup);

const describePlace = vi.fn((place: number) => ({ title: `Place ${place}`, rows: [], sentence: `Place ${place}.` }));
/** 2 px apart, the first 10 px from the left: happy-dom's boxes begin at 0. */
const locate = vi.fn((place: number) => ({ x: 10 + place * 2, points: [] }));

function show(count: number, rest: Partial<Parameters<typeof ChartWalker>[0]> = {}): HTMLElement {
  render(
    <ChartWalker
      className="walker"
      label="Chart"
      hint="Walk."
      summary="All of it."
      count={count}
      describe={describePlace}
      locate={locate}
      {...rest}
    >
      <p>The drawing</p>
    </ChartWalker>,
  );
  describePlace.mockClear();
  locate.mockClear();
  return screen.getByRole("group");
}

it("finds the place under the pointer by arithmetic, and puts no other into words", () => {
  const surface = show(100_000);
  // Place 40,000 is at 10 + 2 × 40,000.
  fireEvent.pointerMove(surface, { clientX: 80_010.4 });
  expect(screen.getByText("Place 40000")).toBeTruthy();
  expect(locate.mock.calls.length).toBeLessThan(10);
  expect(new Set(describePlace.mock.calls.flat())).toEqual(new Set([40_000]));
});

it("stays on the first and the last place beyond them, and on none when there is none", () => {
  const surface = show(3);
  fireEvent.pointerMove(surface, { clientX: -50 });
  expect(screen.getByText("Place 0")).toBeTruthy();
  fireEvent.pointerMove(surface, { clientX: 500 });
  expect(screen.getByText("Place 2")).toBeTruthy();
  cleanup();
  fireEvent.pointerMove(show(0), { clientX: 5 });
  expect(describePlace).not.toHaveBeenCalled();
});

it("walks a tenth of the way by page keys, and not beyond the ends", () => {
  const surface = show(100_000);
  const press = (key: string) => fireEvent.keyDown(surface, { key });
  press("Home");
  press("PageDown");
  press("PageDown");
  press("ArrowRight");
  expect(screen.getByText("Place 20001")).toBeTruthy();
  press("PageUp");
  expect(screen.getByText("Place 10001")).toBeTruthy();
  press("End");
  press("PageDown");
  expect(screen.getByText("Place 99999")).toBeTruthy();
});

it("keeps what a finger pointed at, until it is tapped elsewhere", () => {
  const surface = show(3);
  fireEvent.pointerDown(surface, { clientX: 12, pointerType: "touch" });
  fireEvent.pointerLeave(surface, { pointerType: "touch" });
  expect(screen.getByText("Place 1")).toBeTruthy();
  fireEvent.blur(surface);
  expect(screen.queryByText("Place 1")).toBeNull();
  fireEvent.pointerMove(surface, { clientX: 12, pointerType: "mouse" });
  fireEvent.pointerLeave(surface, { pointerType: "mouse" });
  expect(screen.queryByText("Place 1")).toBeNull();
});

it("leaves Enter and a double click to what is around it when nothing can be chosen", () => {
  const around = vi.fn();
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for a tile that drills
    <div onKeyDown={(event) => around(event.key, event.defaultPrevented)} onDoubleClick={() => around("double")}>
      <ChartWalker
        className="walker"
        label="Chart"
        hint=""
        summary=""
        count={3}
        describe={describePlace}
        locate={locate}
      >
        <p>The drawing</p>
      </ChartWalker>
    </div>,
  );
  const surface = screen.getByRole("group");
  fireEvent.keyDown(surface, { key: "ArrowRight" });
  fireEvent.keyDown(surface, { key: "Enter" });
  fireEvent.doubleClick(surface, { clientX: 12 });
  expect(around.mock.calls).toEqual([["ArrowRight", true], ["Enter", false], ["double"]]);
});

it("drills with one Enter where nothing is chosen, and keeps its double click to itself", () => {
  const onDrill = vi.fn();
  const around = vi.fn();
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for a tile that drills
    <div onDoubleClick={around}>
      <ChartWalker
        className="walker"
        label="Chart"
        hint=""
        summary=""
        count={3}
        describe={describePlace}
        locate={locate}
        onDrill={onDrill}
      >
        <p>The drawing</p>
      </ChartWalker>
    </div>,
  );
  const surface = screen.getByRole("group");
  fireEvent.keyDown(surface, { key: "Home" });
  fireEvent.keyDown(surface, { key: "Enter" });
  fireEvent.doubleClick(surface, { clientX: 14 });
  expect(onDrill.mock.calls).toEqual([[0], [2]]);
  expect(around).not.toHaveBeenCalled();
});

it("takes a choice back by Enter again, without anything to drill into", () => {
  const onSelect = vi.fn();
  const surface = show(3, { selected: 0, onSelect });
  fireEvent.keyDown(surface, { key: "Home" });
  fireEvent.keyDown(surface, { key: "Enter" });
  expect(onSelect.mock.calls).toEqual([[null]]);
});
