import type { SourceName } from "../sources/registry.ts";

/** A payload that was verified and waits for the warehouse. */
export interface Delivery {
  source: SourceName;
  /** Unique in its source: the sender's id of the delivery, or `sha256:` of the body. */
  dedupKey: string;
  /** µs UTC. */
  receivedAt: bigint;
  /** Names in lower case; none that holds a secret. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** A place in the spool, in the order of appending. */
export interface SpoolPosition {
  segment: number;
  /** Bytes from the segment's beginning. */
  offset: number;
}

export interface SpooledDelivery {
  delivery: Delivery;
  /** Where the next one begins: what is behind it has been taken. */
  end: SpoolPosition;
}

/**
 * Deliveries on disk, in the order in which they came. What `append` has resolved survives `kill -9` and loss of power; what it hasn't
 * may be there or not, never in part.
 */
export interface Spool {
  /** Durable when it resolves. Appends that are under way share one write and one fsync. @throws IngestError `spool_full` (nothing was kept) */
  append(delivery: Delivery): Promise<void>;
  /** What lies behind `after`, in order, `maxBytes` of bodies at most but one delivery at least; empty when there is nothing. */
  read(after: SpoolPosition, maxBytes: number): Promise<SpooledDelivery[]>;
  /** What lies before `position` is in the warehouse: its disk space may be given back. */
  release(position: SpoolPosition): Promise<void>;
  /** Resolves when something lies behind `after`, or when `signal` ends it. */
  waitFor(after: SpoolPosition, signal: AbortSignal): Promise<void>;
  /** Deliveries and bytes that have been appended and not released, by source. */
  stats(): { bytes: number; waiting: Readonly<Partial<Record<SourceName, number>>>; oldestReceivedAt: bigint | null };
  close(): Promise<void>;
}
