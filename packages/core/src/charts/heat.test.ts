import { describe, expect, it } from "vitest";
import { heatScale, heatStep, heatSteps } from "./heat.ts";
import { spreadApart } from "./spread.ts";

const stepsOf = (values: readonly number[], scale = heatScale(values)) =>
  values.map((value) => heatStep(value, scale, 5));

describe("heatScale", () => {
  it("goes from 0 to the largest value in five equal steps", () => {
    const scale = heatScale([0, 20, 40, 100, null]);
    expect(scale).toEqual({ limit: 100, hasBelow: false, hasAbove: true, isOpenBelow: false, isOpenAbove: false });
    expect(stepsOf([0, 1, 20, 21, 100], scale)).toEqual([1, 1, 1, 2, 5]);
    expect(heatSteps(scale, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it("ends where nearly all do when one value stands far off: the rest keeps its shades", () => {
    const scale = heatScale([...Array.from({ length: 39 }, () => 50), 400]);
    expect(scale).toMatchObject({ limit: 50, isOpenAbove: true, isOpenBelow: false });
    expect(stepsOf([400, 30], scale)).toEqual([5, 3]);
    expect(heatScale([...Array.from({ length: 39 }, () => 50), -400])).toMatchObject({
      limit: 50,
      isOpenAbove: false,
      isOpenBelow: true,
    });
  });

  it("has the lowest step only where there is nothing", () => {
    expect(heatStep(0, heatScale([0, null]), 5)).toBe(1);
    expect(heatScale([])).toMatchObject({ limit: 0, hasBelow: false, hasAbove: false });
  });

  it("goes both ways from a neutral 0, to one measure: -50 of 100 is as deep as 50", () => {
    expect(stepsOf([-50, -1, 0, 1, 50, 100])).toEqual([-3, -1, 0, 1, 3, 5]);
    expect(heatSteps(heatScale([-50, 100]), 5)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  });

  it("has the hue below 0 alone where nothing is above it", () => {
    const scale = heatScale([-10, -5, 0]);
    expect(scale).toMatchObject({ limit: 10, hasBelow: true, hasAbove: false });
    expect(stepsOf([-10, -5, 0], scale)).toEqual([-5, -3, 0]);
    expect(heatSteps(scale, 5)).toEqual([-5, -4, -3, -2, -1, 0]);
  });

  it("takes what decimals are off by for 0", () => {
    expect(heatStep(0.1 + 0.2 - 0.3, heatScale([-1, 1]), 5)).toBe(0);
  });

  it("leaves what is no number out of the scale", () => {
    expect(heatScale([Number.NaN, Number.POSITIVE_INFINITY, 4])).toMatchObject({ limit: 4, isOpenAbove: false });
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
