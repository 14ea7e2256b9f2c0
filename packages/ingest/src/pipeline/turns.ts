import { setImmediate } from "node:timers/promises";

/** So long at most one thing computes before others have their turn: what hooks accept meanwhile is answered in time. */
const SLICE_MS = 4;

/** Gives others their turn in the middle of long work: call it after each piece. */
export function createTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await setImmediate();
    began = performance.now();
  };
}
