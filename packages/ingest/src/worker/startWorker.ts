import { randomUUID } from "node:crypto";
import { sleep } from "../connectors/sleep.ts";
import type { Spool } from "../spool/types.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { createDrain, type DrainOptions } from "./drain.ts";
import { endLease } from "./spoolState.ts";

export interface WorkerOptions {
  warehouse: Warehouse;
  spool: Spool;
  /** Told of what keeps the worker from going on; it tries again by itself. */
  onError?: ((error: unknown) => void) | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Bodies taken at a time, bytes. @default 2097152 */
  batchBytes?: number | undefined;
  /** How long a worker that is gone keeps others waiting. @default 30000 */
  leaseMs?: number | undefined;
  /** Before a delivery that failed is tried again; doubled each time. @default 1000 */
  retryMs?: number | undefined;
  /** Failures after which a delivery is a dead letter (reason `fault`). @default 5 */
  maxAttempts?: number | undefined;
  /** How deliveries are committed, for tests. @default commitDeliveries */
  commit?: DrainOptions["commit"];
}

export { readSpoolPosition } from "./spoolState.ts";

export interface RunningWorker {
  /** Resolves when the spool has been found empty after this was asked: what came before is in the warehouse or set aside. */
  settle(): Promise<void>;
  /** Ends behind the batch that is under way, and gives the lease back. */
  stop(): Promise<void>;
}

/** Looks at least this often for what was set aside or resumed, and renews the lease; ms. */
const LOOK_MS = 1000;
const MAX_BACK_OFF_MS = 30_000;

/**
 * Brings what the spool holds into the warehouse, batch after batch, until it is stopped. A batch, its rows and
 * `connector_state('spool', 'position')` are one transaction; a pause is `connector_state(<source>, 'control')` `{ paused: boolean }`.
 * When the warehouse can't be written to, it waits, longer each time, and loses nothing: the spool keeps what isn't in.
 */
export function startWorker(options: WorkerOptions): RunningWorker {
  const { warehouse, spool } = options;
  const owner = randomUUID();
  const stopping = new AbortController();
  const leaseMs = options.leaseMs ?? 30_000;
  const drain = createDrain({
    warehouse,
    spool,
    owner,
    now: options.now ?? Date.now,
    batchBytes: options.batchBytes ?? 2 * 1024 * 1024,
    leaseMs,
    retryMs: options.retryMs ?? 1000,
    maxAttempts: options.maxAttempts ?? 5,
    commit: options.commit,
  });

  let waiters: (() => void)[] = [];
  let wake: () => void = () => undefined;

  async function loop(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const asked = waiters;
      try {
        const outcome = await drain.step();
        failures = 0;
        if (outcome === "idle") {
          waiters = waiters.filter((waiter) => !asked.includes(waiter));
          for (const resolve of asked) resolve();
          if (waiters.length === 0) await waitForMore();
        }
        if (outcome === "held") await pause(Math.min(LOOK_MS, leaseMs));
      } catch (error) {
        options.onError?.(error);
        await pause(Math.min(MAX_BACK_OFF_MS, LOOK_MS * 2 ** failures++));
      }
    }
    for (const resolve of waiters) resolve();
    await endLease(warehouse, warehouse.tenant, owner).catch(() => undefined);
  }

  async function waitForMore(): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    const looked = AbortSignal.any([
      stopping.signal,
      woken.signal,
      AbortSignal.timeout(Math.min(LOOK_MS, Math.ceil(leaseMs / 3))),
    ]);
    await spool.waitFor(drain.position(), looked);
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, stopping.signal).catch(() => undefined);
  }

  const ended = loop();
  return {
    settle() {
      if (stopping.signal.aborted) return ended;
      return new Promise((resolve) => {
        waiters = [...waiters, resolve];
        wake();
      });
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
