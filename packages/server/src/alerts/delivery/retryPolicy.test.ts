import { expect, test } from "vitest";
import { MAX_ATTEMPTS, nextAttemptSeconds } from "./retryPolicy.ts";

test("pauses double up to an hour, and chance takes away at most half", () => {
  expect([1, 2, 3, 4, 9, 10, 11].map((attempts) => nextAttemptSeconds(attempts, null, 0))).toEqual([
    5, 10, 20, 40, 1280, 1800, 1800,
  ]);
  expect([1, 2, 3, 11].map((attempts) => nextAttemptSeconds(attempts, null, 1))).toEqual([10, 20, 40, 3600]);
});

test("the receiver's own wish is never come before", () => {
  expect(nextAttemptSeconds(1, 300, 0)).toBe(300);
  expect(nextAttemptSeconds(1, 300, 1)).toBe(310);
  expect(nextAttemptSeconds(11, 1, 1)).toBe(3600);
});

test("after the last attempt, or a wish of more than a day, there is none", () => {
  expect(nextAttemptSeconds(MAX_ATTEMPTS - 1, null, 0)).not.toBeNull();
  expect(nextAttemptSeconds(MAX_ATTEMPTS, null, 0)).toBeNull();
  expect(nextAttemptSeconds(1, 86_401, 0)).toBeNull();
});
