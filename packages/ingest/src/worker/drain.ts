import { readPaused } from "../admin/control.ts";
import { IngestError } from "../errors.ts";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { writeOwnRecords } from "../pipeline/ownRecords.ts";
import { startRun } from "../pipeline/runContext.ts";
import type { SourceName } from "../sources/registry.ts";
import type { Delivery, Spool, SpooledDelivery, SpoolPosition } from "../spool/types.ts";
import type { Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";
import { MinuteTally } from "./minuteTally.ts";
import { holdLease, readSpoolPosition, SPOOL } from "./spoolState.ts";
import { noteFault, readWaiting, setAside, type WaitingDelivery } from "./waiting.ts";

export interface DrainOptions {
  warehouse: Warehouse;
  spool: Pick<Spool, "read" | "release">;
  /** Of this worker alone. */
  owner: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Bodies read at a time, bytes. */
  batchBytes: number;
  leaseMs: number;
  /** Before a delivery that failed is tried again; doubled each time. */
  retryMs: number;
  /** After so many failures a delivery is a dead letter. */
  maxAttempts: number;
  /** @default commitDeliveries */
  commit?: typeof commitDeliveries | undefined;
}

export interface Drain {
  /**
   * Takes what waits next. A delivery that makes its normaliser fail, or whose source is paused, is set aside in the inbox in place of
   * being processed, so the others go on; it is tried again from there.
   * @returns whether there was anything, or `held` when another worker has the spool
   * @throws the warehouse's errors: what was read comes again
   */
  step(): Promise<"worked" | "idle" | "held">;
  /** Where the spool goes on. */
  position(): SpoolPosition;
}

/** A batch of the spool on its way: which of it is in. */
interface Window {
  found: readonly SpooledDelivery[];
  done: Set<number>;
  start: SpoolPosition;
  committed: SpoolPosition;
}

/** So often in a row the warehouse is opened anew before it is held to be something in the deliveries that breaks it. */
const FATAL_STEPS = 3;

export function createDrain(options: DrainOptions): Drain {
  const { warehouse, spool, owner, now, commit = commitDeliveries } = options;
  const { tenant } = warehouse;
  const tally = new MinuteTally(owner);
  const nextTry = new Map<string, number>();
  let at: SpoolPosition | null = null;
  let mayWait = true;
  let pausedBefore = "";
  /** Steps one after another that ended with a fatal error of the warehouse. */
  let fatal = 0;

  /** Every transaction of the worker begins or ends with it: one that lost its lease writes nothing. */
  async function keepLease(transaction: WarehouseTransaction): Promise<void> {
    const lease = { owner, until: now() + options.leaseMs };
    if (await holdLease(transaction, tenant, lease, now())) return;
    throw new IngestError("connector_busy", "Another worker drains the spool.");
  }

  /**
   * Whether a delivery is to blame, which is then looked for and set aside. A warehouse that can't be written to isn't a delivery's fault,
   * unless it breaks again and again at the same place: then it is by something that is in there.
   */
  function isFault(error: unknown): boolean {
    if (!(error instanceof IngestError)) return true;
    return error.code === "warehouse_invalid" && fatal >= FATAL_STEPS;
  }

  /** The end of all that is in when these are too. */
  function endWith(window: Window, indexes: readonly number[]): SpoolPosition {
    const own = new Set(indexes);
    let end = window.start;
    for (const [index, { end: next }] of window.found.entries()) {
      if (!window.done.has(index) && !own.has(index)) break;
      end = next;
    }
    return end;
  }

  async function writePosition(transaction: WarehouseTransaction, position: SpoolPosition): Promise<void> {
    await transaction.run(
      `INSERT OR REPLACE INTO connector_state VALUES ($tenant, '${SPOOL}', 'position', $state, $owner)`,
      { tenant, state: JSON.stringify(position), owner },
    );
  }

  function settle(window: Window, indexes: readonly number[], position: SpoolPosition): void {
    for (const index of indexes) window.done.add(index);
    window.committed = position;
  }

  async function commitAll(
    source: SourceName,
    deliveries: readonly Delivery[],
    within: (transaction: WarehouseTransaction) => Promise<void>,
  ): Promise<void> {
    const run = await startRun(warehouse, source, { clock: now });
    let keep: () => void = () => undefined;
    await commit(run, deliveries, {
      within: async (transaction, committed) => {
        await keepLease(transaction);
        const counted = tally.rows(source, deliveries, committed, now());
        keep = counted.keep;
        await writeOwnRecords(transaction, counted.rows, {
          tenant,
          runId: run.runId,
          loadedAt: BigInt(now()) * 1000n,
        });
        await within(transaction);
      },
    });
    keep();
  }

  /** Commits a source's part of a window; halves it until what fails stands alone. */
  async function take(window: Window, source: SourceName, indexes: readonly number[]): Promise<void> {
    const deliveries = indexes.flatMap((index) => window.found[index]?.delivery ?? []);
    let position = window.committed;
    const move = async (transaction: WarehouseTransaction) => {
      position = endWith(window, indexes);
      await writePosition(transaction, position);
    };
    try {
      await commitAll(source, deliveries, move);
      settle(window, indexes, position);
    } catch (error) {
      if (!isFault(error)) throw error;
      if (indexes.length === 1) return await leave(window, source, indexes, error);
      const middle = Math.ceil(indexes.length / 2);
      await take(window, source, indexes.slice(0, middle));
      await take(window, source, indexes.slice(middle));
    }
  }

  async function leave(window: Window, source: SourceName, indexes: readonly number[], fault: unknown): Promise<void> {
    const deliveries = indexes.flatMap((index) => window.found[index]?.delivery ?? []);
    let position = window.committed;
    await warehouse.transaction(async (transaction) => {
      await keepLease(transaction);
      await setAside(transaction, tenant, source, deliveries, fault);
      position = endWith(window, indexes);
      await writePosition(transaction, position);
    });
    settle(window, indexes, position);
    mayWait = true;
    if (fault === null) return;
    for (const delivery of deliveries) nextTry.set(keyOf(delivery), now() + options.retryMs);
  }

  async function takeWindow(found: readonly SpooledDelivery[], start: SpoolPosition, paused: ReadonlySet<string>) {
    const window: Window = { found, done: new Set(), start, committed: start };
    const groups = new Map<SourceName, number[]>();
    for (const [index, { delivery }] of found.entries()) {
      const group = groups.get(delivery.source);
      if (group) group.push(index);
      else groups.set(delivery.source, [index]);
    }
    // Side by side: while one is normalised another is written.
    const results = await Promise.allSettled(
      Array.from(groups, ([source, indexes]) =>
        paused.has(source) ? leave(window, source, indexes, null) : take(window, source, indexes),
      ),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
    const end = endWith(window, []);
    // The last to commit may not have known yet of one just before it.
    if (!isSame(window.committed, end)) {
      await warehouse.transaction(async (transaction) => {
        await keepLease(transaction);
        await writePosition(transaction, end);
      });
    }
    at = end;
    await spool.release(end);
  }

  async function retryWaiting(paused: ReadonlySet<string>): Promise<boolean> {
    const pausedNow = [...paused].sort().join(" ");
    if (!mayWait && pausedNow === pausedBefore) return false;
    pausedBefore = pausedNow;
    const waiting = await readWaiting(warehouse, { paused, maxAttempts: options.maxAttempts });
    mayWait = waiting.length > 0;
    const due = waiting.filter(({ delivery }) => (nextTry.get(keyOf(delivery)) ?? 0) <= now());
    for (const each of due) await retry(each);
    return due.length > 0;
  }

  async function retry(waiting: WaitingDelivery): Promise<void> {
    const { delivery, attempts } = waiting;
    try {
      await commitAll(delivery.source, [delivery], async () => undefined);
      nextTry.delete(keyOf(delivery));
    } catch (fault) {
      if (!isFault(fault)) throw fault;
      await warehouse.transaction(async (transaction) => {
        await keepLease(transaction);
        await noteFault(transaction, tenant, waiting, { fault, maxAttempts: options.maxAttempts, now: now() });
      });
      if (attempts + 1 < options.maxAttempts) nextTry.set(keyOf(delivery), now() + options.retryMs * 2 ** attempts);
      else nextTry.delete(keyOf(delivery));
    }
  }

  async function step(): Promise<"worked" | "idle" | "held"> {
    try {
      await warehouse.transaction(keepLease);
      at ??= await readSpoolPosition(warehouse);
      const paused = await readPaused(warehouse);
      const retried = await retryWaiting(paused);
      const found = await spool.read(at, options.batchBytes);
      if (found.length > 0) await takeWindow(found, at, paused);
      fatal = 0;
      return retried || found.length > 0 ? "worked" : "idle";
    } catch (error) {
      // What is in is known by the warehouse alone.
      at = null;
      mayWait = true;
      if (error instanceof IngestError && error.code === "connector_busy") return "held";
      if (error instanceof IngestError && error.code === "warehouse_invalid") fatal++;
      throw error;
    }
  }

  return { step, position: () => at ?? { segment: 0, offset: 0 } };
}

function keyOf({ source, dedupKey }: Delivery): string {
  return `${source}\u001f${dedupKey}`;
}

function isSame(one: SpoolPosition, other: SpoolPosition): boolean {
  return one.segment === other.segment && one.offset === other.offset;
}
