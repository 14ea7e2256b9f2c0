/** What Cube's query cache asks of its store. */
interface Entry {
  value: unknown;
  expiresAt: number;
}

const MAX_ENTRIES = 2_000;

/**
 * Query cache in this process's memory, in place of Cube's own: that one keeps expired entries for ever, and writes every value as JSON
 * only to count its bytes, which blocks the event loop on a large answer. The least recently used entries go first.
 */
export class MemoryCacheDriver {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async get(key: string): Promise<unknown> {
    return this.#read(key)?.value ?? null;
  }

  async set(key: string, value: unknown, expirationSeconds: number): Promise<{ key: string; bytes: number }> {
    this.#write(key, value, expirationSeconds);
    return { key, bytes: 0 };
  }

  async remove(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async keysStartingWith(prefix: string): Promise<string[]> {
    return [...this.#entries.keys()].filter((key) => key.startsWith(prefix) && this.#read(key) !== null);
  }

  async cleanup(): Promise<void> {}

  async testConnection(): Promise<void> {}

  /** Runs `work` unless somebody holds the lock; tells whether it ran. */
  withLock = (
    key: string,
    work: () => Promise<unknown>,
    expirationSeconds = 60,
    freeAfter = true,
  ): Promise<boolean> & { cancel(): Promise<void> } => {
    const run = async (): Promise<boolean> => {
      if (this.#read(key) !== null) return false;
      this.#write(key, true, expirationSeconds);
      try {
        await work();
        return true;
      } finally {
        if (freeAfter) this.#entries.delete(key);
      }
    };
    return Object.assign(run(), { cancel: async () => {} });
  };

  clear(): void {
    this.#entries.clear();
  }

  #read(key: string): Entry | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    this.#entries.delete(key);
    if (entry.expiresAt < this.#now()) return null;
    this.#entries.set(key, entry);
    return entry;
  }

  #write(key: string, value: unknown, expirationSeconds: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: this.#now() + expirationSeconds * 1000 });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_ENTRIES) break;
      this.#entries.delete(oldest);
    }
  }
}
