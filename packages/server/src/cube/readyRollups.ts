import { AsyncLocalStorage } from "node:async_hooks";

interface RollupLoader {
  loadAllPreAggregationsIfNeeded(question: { cacheMode?: string }): Promise<unknown>;
}

const wanted = new AsyncLocalStorage<boolean>();

/** Asks within `ask` take a rollup as it is where one was built before, though rows have come since; what was never built is built. */
export function withReadyRollups<T>(ask: () => Promise<T>): Promise<T> {
  return wanted.run(true, ask);
}

/**
 * Lets a question say that it takes rollups as they are. Cube decides by its cache mode, which decides about the answer too: there it would give one from
 * before the rollup that is there, so only the rollups hear of the other mode.
 */
export function useReadyRollups(rollups: RollupLoader): void {
  const original = rollups.loadAllPreAggregationsIfNeeded.bind(rollups);
  rollups.loadAllPreAggregationsIfNeeded = (question) =>
    original(wanted.getStore() === true ? { ...question, cacheMode: "stale-if-slow" } : question);
}
