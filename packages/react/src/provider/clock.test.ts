import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Clock } from "./clock.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-22T15:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = () => new Date();

it("gives the same date until half a minute is over", () => {
  const clock = new Clock(now);
  const first = clock.read();
  vi.advanceTimersByTime(29_999);
  expect(clock.read()).toBe(first);
  expect(first.toISOString()).toBe("2026-11-22T15:00:00.000Z");
  vi.advanceTimersByTime(1);
  expect(clock.read().toISOString()).toBe("2026-11-22T15:00:30.000Z");
});

it("goes by the host's clock when that is set back", () => {
  const clock = new Clock(now);
  clock.read();
  vi.setSystemTime(new Date("2026-11-22T14:00:00Z"));
  expect(clock.read().toISOString()).toBe("2026-11-22T14:00:00.000Z");
});

it("has one timer for all who listen, and none when they are gone", () => {
  const clock = new Clock(now);
  const heard = vi.fn();
  const leave = [clock.subscribe(() => heard("one")), clock.subscribe(() => heard("other"))];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(30_000);
  expect(heard.mock.calls).toEqual([["one"], ["other"]]);
  for (const end of leave) end();
  expect(vi.getTimerCount()).toBe(0);
});
