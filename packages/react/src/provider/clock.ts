const TICK_MS = 30_000;

/**
 * The time for drawing: the same `Date` for all of a page until half a minute is over, so that what is worked out for one tile holds
 * for the next and for the next render; and one timer, however many tiles go by it.
 */
export class Clock {
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #tick = Number.NaN;
  #date = new Date(Number.NaN);

  constructor(now: () => Date) {
    this.#now = now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tell(), TICK_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  /** For `useSyncExternalStore`: another `Date` only when the tick is another. */
  readonly read = (): Date => {
    const now = this.#now();
    const tick = Math.floor(now.getTime() / TICK_MS);
    if (tick !== this.#tick) {
      this.#tick = tick;
      this.#date = now;
    }
    return this.#date;
  };

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
