/** What is remembered of a delivery. */
interface Remembered {
  /** SHA-256 of its body. */
  digest: string;
  /** Resolves when it is on disk; rejects when it couldn't be kept, and then it is forgotten. */
  stored: Promise<void>;
}

/** The last deliveries of one hook, by their ids. */
export interface ReplayMemory {
  /**
   * Keeps a delivery once. The same again waits for the first and isn't kept again.
   * @returns `other` when a delivery of that id had another body
   */
  once(id: string, digest: string, store: () => Promise<void>): Promise<"stored" | "known" | "other">;
  readonly size: number;
}

/**
 * Bounded: between `capacity` and half of it are remembered, the oldest half goes at once. What has been forgotten and comes again meets its id
 * in the inbox, where it counts as a duplicate; that holds over a restart too.
 */
export function createReplayMemory(capacity: number): ReplayMemory {
  const half = Math.max(1, Math.floor(capacity / 2));
  let young = new Map<string, Remembered>();
  let old = new Map<string, Remembered>();
  return {
    async once(id, digest, store) {
      const known = young.get(id) ?? old.get(id);
      if (known) {
        if (known.digest !== digest) return "other";
        await known.stored;
        return "known";
      }
      if (young.size >= half) {
        old = young;
        young = new Map();
      }
      const entry = { digest, stored: store() };
      young.set(id, entry);
      try {
        await entry.stored;
      } catch (error) {
        if (young.get(id) === entry) young.delete(id);
        else if (old.get(id) === entry) old.delete(id);
        throw error;
      }
      return "stored";
    },
    get size() {
      return young.size + old.size;
    },
  };
}
