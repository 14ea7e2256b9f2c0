import { describe, expect, it } from "vitest";
import { toOutputCell, toWallClock } from "./value.ts";

describe("toWallClock", () => {
  it.each([
    ["2026-01-31T23:59:59.999Z", "2026-01-31T23:59:59.999"],
    ["2026-01-31T23:59:59Z", "2026-01-31T23:59:59.000"],
    ["2026-01-31T23:59:59.123456Z", "2026-01-31T23:59:59.123"],
    ["2026-01-31T10:00:00-05:00", "2026-01-31T10:00:00.000"],
    ["2026-01-31 10:00:00", "2026-01-31T10:00:00.000"],
    ["2026-01-31 10:00:00.5", "2026-01-31T10:00:00.500"],
    ["2026-01-31 10:00:00.000 UTC", "2026-01-31T10:00:00.000"],
    ["2026-01-31 10:00:00.000 +02:00", "2026-01-31T10:00:00.000"],
    ["2026-01-31T10:00:00", "2026-01-31T10:00:00.000"],
  ])("reads %s", (text, expected) => {
    expect(toWallClock(text)).toBe(expected);
  });

  it.each(["", "yesterday", "2026-01-31", "+012026-01-31T00:00:00.000Z"])("leaves %j as it is", (text) => {
    expect(toWallClock(text)).toBe(text);
  });
});

describe("toOutputCell", () => {
  it.each([
    [null, null],
    [undefined, null],
    [true, true],
    [12.5, "12.5"],
    ["2026-01-31T00:00:00.000Z", "2026-01-31T00:00:00.000Z"],
    [
      ["a", "b"],
      ["a", "b"],
    ],
  ])("sends %o as %o", (value, expected) => {
    expect(toOutputCell(value, false)).toEqual(expected);
  });

  it("sends a bigint exactly", () => {
    expect(toOutputCell(9007199254740993n, false)).toBe("9007199254740993");
  });
});
