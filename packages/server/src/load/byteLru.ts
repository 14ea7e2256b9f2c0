/** Things by key within a number of bytes; what was used longest ago goes first. */
export interface ByteLru<T> {
  get(key: string): T | undefined;
  /** Keeps `value`, said to hold `bytes` beside its key. What alone is larger than an eighth of all isn't kept. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
  clear(): void;
  /** Bytes held, keys and bookkeeping included. */
  readonly bytes: number;
  readonly size: number;
}

/** What an entry costs beside its key and value, about. */
const ENTRY_BYTES = 200;

export function createByteLru<T>(maxBytes: number): ByteLru<T> {
  const entries = new Map<string, { value: T; bytes: number }>();
  let held = 0;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    held -= entry.bytes;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // Last in a Map's order is used last.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, valueBytes) {
      remove(key);
      const bytes = valueBytes + 2 * key.length + ENTRY_BYTES;
      if (bytes > maxBytes / 8) return;
      entries.set(key, { value, bytes });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= maxBytes) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      entries.clear();
      held = 0;
    },
    get bytes() {
      return held;
    },
    get size() {
      return entries.size;
    },
  };
}
