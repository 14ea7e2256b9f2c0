import type { KpiShown, UsageBatch } from "@northstar/core";
import { NorthstarError } from "../errors.ts";

/** A showing that waits to be told. */
export interface Showing extends Omit<KpiShown, "ageSeconds"> {
  /** Milliseconds since the epoch. */
  at: number;
}

export interface UsageQueueOptions {
  /** @param isLeaving the page goes away: the request has to outlive it */
  send: (batch: UsageBatch, isLeaving: boolean) => Promise<unknown>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** What a request takes at most. */
const BATCH = 200;
/** What waits at most while nothing can be told; what comes then is dropped. */
const MOST_WAITING = 500;
/** How often a showing is told before it is given up. */
const MOST_TRIES = 4;
/** What is older isn't taken any more. */
const OLDEST_MS = 86_400_000;

/** Showings on their way to the server. What can't be told is dropped in the end, and nobody is bothered with it. */
export class UsageQueue {
  readonly #options: UsageQueueOptions;
  #waiting: (Showing & { tries: number })[] = [];
  #isSending = false;

  constructor(options: UsageQueueOptions) {
    this.#options = options;
  }

  add(showing: Showing): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push({ ...showing, tries: 0 });
  }

  /** Tells what waits. What fails waits for the next time. */
  async flush(isLeaving = false): Promise<void> {
    if (this.#isSending && !isLeaving) return;
    this.#isSending = true;
    try {
      const { send, now } = this.#options;
      const oldest = now() - OLDEST_MS;
      let waiting = this.#waiting.filter(({ at }) => at > oldest);
      this.#waiting = [];
      while (waiting.length > 0) {
        const part = waiting.slice(0, BATCH);
        waiting = waiting.slice(BATCH);
        try {
          await send({ shown: part.map((one) => toShown(one, now())) }, isLeaving);
        } catch (error) {
          const again = isFinal(error) ? [] : part.map((one) => ({ ...one, tries: one.tries + 1 }));
          const kept = again.filter(({ tries }) => tries < MOST_TRIES);
          this.#waiting = [...kept, ...waiting, ...this.#waiting].slice(0, MOST_WAITING);
          return;
        }
      }
    } finally {
      this.#isSending = false;
    }
  }
}

function toShown({ id, view, kpi, lagSeconds, at }: Showing, now: number): KpiShown {
  return { id, view, kpi, lagSeconds, ageSeconds: Math.max(0, Math.round((now - at) / 1000)) };
}

/** True for a refusal that would come again; a limit of how often, and a token that ended, won't. */
function isFinal(error: unknown): boolean {
  const status = error instanceof NorthstarError ? error.status : null;
  return status !== null && status >= 400 && status < 500 && status !== 401 && status !== 429;
}
