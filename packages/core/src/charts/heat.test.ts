import { describe, expect, it } from "vitest";
import { heatScale, heatStep } from "./heat.ts";
import { spreadApart } from "./spread.ts";

describe("heatScale", () => {
  it("goes from 0 to the largest value in five equal steps", () => {
    const scale = heatScale([0, 20, 40, 100, null]);
    expect(scale).toEqual({ top: 100, isOpen: false });
    expect([0, 1, 20, 21, 100].map((value) => heatStep(value, scale, 5))).toEqual([1, 1, 1, 2, 5]);
  });

  it("ends where nearly all do when one value stands far above: the rest keeps its shades", () => {
    const scale = heatScale([...Array.from({ length: 39 }, () => 50), 400]);
    expect(scale).toEqual({ top: 50, isOpen: true });
    expect(heatStep(400, scale, 5)).toBe(5);
    expect(heatStep(30, scale, 5)).toBe(3);
  });

  it("has the lowest step only where there is nothing", () => {
    expect(heatStep(0, heatScale([0, null]), 5)).toBe(1);
    expect(heatScale([])).toEqual({ top: 0, isOpen: false });
  });
});

describe("spreadApart", () => {
  it("leaves alone what has room", () => {
    expect(spreadApart([10, 50, 90], 14, 100)).toEqual([10, 50, 90]);
  });

  it("moves what touches by half each, in the order given", () => {
    expect(spreadApart([52, 48], 14, 100)).toEqual([57, 43]);
  });

  it("keeps a crowd at the edge inside", () => {
    expect(spreadApart([100, 99, 98], 14, 100)).toEqual([100, 86, 72]);
  });

  it("moves a neighbour that the moved ones would touch", () => {
    // 40 and 44 take 35 and 49; 56 is then 7 away: all three around their mean, 46.67.
    expect(spreadApart([40, 44, 56], 14, 100).map((place) => Math.round(place * 100) / 100)).toEqual([
      32.67, 46.67, 60.67,
    ]);
  });
});
