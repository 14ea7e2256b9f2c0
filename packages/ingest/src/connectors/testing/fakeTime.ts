import type { Sleep } from "../sleep.ts";

/** A clock that moves only when somebody sleeps. */
export function fakeTime(start = "2026-03-10T12:00:00Z"): {
  now(): number;
  sleep: Sleep;
  slept: number[];
  set(time: string | number): void;
} {
  let at = Date.parse(start);
  const slept: number[] = [];
  return {
    now: () => at,
    slept,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      slept.push(milliseconds);
      at += milliseconds;
    },
    set(time) {
      at = typeof time === "number" ? time : Date.parse(time);
    },
  };
}
