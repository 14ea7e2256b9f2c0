import type { Sleep } from "./sleep.ts";

/** How often a provider may be asked: `perSecond` in the long run, `burst` at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export interface TokenBucket {
  /** Resolves when one more request may go out, in the order of asking; rejects when `signal` ends. */
  take(signal: AbortSignal): Promise<void>;
}

/** A token bucket that all requests to one provider share. A clock that is set back fills nothing and takes nothing away. */
export function createTokenBucket({ perSecond, burst }: Rate, time: { now(): number; sleep: Sleep }): TokenBucket {
  let tokens = burst;
  let filledAt = time.now();
  return {
    async take(signal) {
      signal.throwIfAborted();
      const now = time.now();
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
      filledAt = now;
      // Taken at once, below zero if need be: those who ask next wait behind this one.
      tokens -= 1;
      if (tokens >= 0) return;
      try {
        await time.sleep((-tokens / perSecond) * 1000, signal);
      } catch (error) {
        tokens += 1;
        throw error;
      }
    },
  };
}
