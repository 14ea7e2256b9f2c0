/** Work that several wait for. */
export interface Flight<T> {
  /** Waits for its outcome, until `signal` aborts. Who leaves ends nobody else's wait; the work is aborted when the last one has left. */
  join(signal: AbortSignal): Promise<T>;
}

/**
 * Begins `work` at once.
 * @param onAbandoned called when the last who waited has left before the end, so that nobody joins any more
 */
export function createFlight<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onAbandoned: () => void = () => {},
): Flight<T> {
  const ending = new AbortController();
  let isSettled = false;
  let waiting = 0;
  const outcome = work(ending.signal).finally(() => {
    isSettled = true;
  });
  // Each who waits hears of a failure; with nobody waiting it is nobody's.
  outcome.catch(() => undefined);

  function leave(reason: unknown): void {
    waiting--;
    if (waiting > 0 || isSettled || ending.signal.aborted) return;
    onAbandoned();
    ending.abort(reason);
  }

  return {
    async join(signal) {
      waiting++;
      let stop = () => {};
      const left = new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason);
        if (signal.aborted) stop();
        else signal.addEventListener("abort", stop, { once: true });
      });
      try {
        return await Promise.race([left, outcome]);
      } finally {
        signal.removeEventListener("abort", stop);
        leave(signal.reason);
      }
    },
  };
}
