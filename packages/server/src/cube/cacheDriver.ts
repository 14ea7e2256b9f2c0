import { ROLLUP_TABLES } from "./rollupTables.ts";

interface Entry {
  value: unknown;
  expiresAt: number;
}

/** Catalogue under which Cube keeps answers, and the values of refresh keys. */
const ANSWERS = "#SQL_QUERY_RESULT:";

/** Cube's own store, whose `withLock` promise can be cancelled; ours have nothing to cancel. */
type CancelablePromise<T> = Promise<T> & { cancel(): Promise<void> };

/**
 * Query cache in this process's memory, in place of Cube's own: that one keeps expired entries for ever, and writes every value as JSON
 * only to count its bytes, which blocks the event loop on a large answer. Of answers the least recently used go first; Cube's notes on
 * which rollups are in use stay until they expire. The list of rollup tables is never kept.
 */
export class MemoryCacheDriver {
  readonly #entries = new Map<string, Entry>();
  readonly #answers = new Map<string, Entry>();
  readonly #maxAnswers: number;
  readonly #now: () => number;

  constructor({ maxAnswers = 2_000, now = Date.now }: { maxAnswers?: number; now?: () => number } = {}) {
    this.#maxAnswers = maxAnswers;
    this.#now = now;
  }

  async get(key: string): Promise<unknown> {
    return this.#read(key)?.value ?? null;
  }

  async set(key: string, value: unknown, expirationSeconds: number): Promise<{ key: string; bytes: number }> {
    if (!key.includes(ROLLUP_TABLES)) this.#write(key, value, expirationSeconds);
    return { key, bytes: 0 };
  }

  async remove(key: string): Promise<void> {
    this.#mapOf(key).delete(key);
  }

  async keysStartingWith(prefix: string): Promise<string[]> {
    return [...this.#entries.keys(), ...this.#answers.keys()].filter(
      (key) => key.startsWith(prefix) && this.#read(key) !== null,
    );
  }

  async cleanup(): Promise<void> {}

  async testConnection(): Promise<void> {}

  /** Runs `work` unless somebody holds the lock; tells whether it ran. */
  withLock = (
    key: string,
    work: () => Promise<unknown>,
    expirationSeconds = 60,
    freeAfter = true,
  ): CancelablePromise<boolean> => {
    const run = async (): Promise<boolean> => {
      if (this.#read(key) !== null) return false;
      this.#write(key, true, expirationSeconds);
      try {
        await work();
        return true;
      } finally {
        if (freeAfter) this.#mapOf(key).delete(key);
      }
    };
    return Object.assign(run(), { cancel: async () => {} });
  };

  #mapOf(key: string): Map<string, Entry> {
    return key.includes(ANSWERS) ? this.#answers : this.#entries;
  }

  #read(key: string): Entry | null {
    const entries = this.#mapOf(key);
    const entry = entries.get(key);
    if (entry === undefined) return null;
    entries.delete(key);
    if (entry.expiresAt < this.#now()) return null;
    entries.set(key, entry);
    return entry;
  }

  #write(key: string, value: unknown, expirationSeconds: number): void {
    const entries = this.#mapOf(key);
    entries.delete(key);
    entries.set(key, { value, expiresAt: this.#now() + expirationSeconds * 1000 });
    if (entries === this.#answers) {
      for (const oldest of entries.keys()) {
        if (entries.size <= this.#maxAnswers) break;
        entries.delete(oldest);
      }
    } else {
      const [oldest] = entries.keys();
      if (oldest !== undefined) this.#read(oldest);
    }
  }
}
