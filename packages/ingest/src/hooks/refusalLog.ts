import { randomUUID } from "node:crypto";
import type { HookRefusal } from "./createHooks.ts";
import type { SecurityCode } from "./hookProblem.ts";

/** A refusal at a hook, or at another door: `hook` is its name then, and `address` who came. */
type Refusal<Kind extends string> = Omit<HookRefusal, "kind"> & { kind: Kind };

/** Refusals of one kind that one address met at one hook within the time they are gathered in. */
export interface GatheredRefusals<Kind extends string = SecurityCode> extends Omit<Refusal<Kind>, "at"> {
  /** Stays the same when writing it down is tried again. */
  id: string;
  /** Milliseconds since the epoch. */
  firstAt: number;
  lastAt: number;
  count: number;
}

export interface RefusalLog<Kind extends string = SecurityCode> {
  /** For `onRefusal`: notes, doesn't wait. */
  note(refusal: Refusal<Kind>): void;
  /** Writes down what has been gathered. */
  flush(): Promise<void>;
  /** The same, for the last time. */
  close(): Promise<void>;
}

export interface RefusalLogOptions<Kind extends string = SecurityCode> {
  write(refusals: readonly GatheredRefusals<Kind>[]): Promise<void>;
  /** From the first refusal until what came is written. @default 10,000 */
  gatherMs?: number | undefined;
  /**
   * Rows of one writing that name an address; what comes from further ones is counted together, in one row a hook and kind, without one.
   * @default 200
   */
  maxAddresses?: number | undefined;
  /** Told that writing failed; what was gathered is kept and written with the next. */
  onError(error: unknown): void;
}

/**
 * Gathers refusals, so that a flood comes to a bounded number of rows with counts, and a single one to exactly one row. What is gathered lies
 * in memory: a process that is killed loses the last seconds of it.
 */
export function createRefusalLog<Kind extends string = SecurityCode>(
  options: RefusalLogOptions<Kind>,
): RefusalLog<Kind> {
  const { write, gatherMs = 10_000, maxAddresses = 200, onError } = options;
  let gathered = new Map<string, GatheredRefusals<Kind>>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  function add(refusals: Omit<GatheredRefusals<Kind>, "id">, id?: string): void {
    const key = `${refusals.hook} ${refusals.kind} ${refusals.address}`;
    const isNew = refusals.address !== null && !gathered.has(key);
    const together = isNew && gathered.size >= maxAddresses;
    const kept = gathered.get(together ? `${refusals.hook} ${refusals.kind} null` : key);
    if (kept) {
      kept.count += refusals.count;
      kept.firstAt = Math.min(kept.firstAt, refusals.firstAt);
      kept.lastAt = Math.max(kept.lastAt, refusals.lastAt);
    } else {
      const entry = { ...refusals, id: id ?? randomUUID(), ...(together && { address: null }) };
      gathered.set(`${entry.hook} ${entry.kind} ${entry.address}`, entry);
    }
    if (closed || timer) return;
    timer = setTimeout(() => void flush(), gatherMs);
    // The log alone keeps no process alive.
    timer.unref();
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      if (gathered.size === 0) return;
      const batch = [...gathered.values()];
      gathered = new Map();
      try {
        await write(batch);
      } catch (error) {
        for (const { id, ...refusals } of batch) add(refusals, id);
        onError(error);
      }
    });
    return writing;
  }

  return {
    note({ hook, kind, address, at }) {
      add({ hook, kind, address, firstAt: at, lastAt: at, count: 1 });
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}
