import { mkdir, rm } from "node:fs/promises";
import { onCommit } from "../pipeline/watermarks.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { LoadTarget } from "./LoadTarget.ts";
import { type PublishedTable, publishWarehouse } from "./publishWarehouse.ts";

export interface FollowOptions {
  /** Connects to the target; again after each failure. */
  open(): Promise<LoadTarget>;
  /** Folder of its own for the files on their way; emptied first, since one that was killed left some there. */
  folder: string;
  /** Milliseconds between the beginnings of two publishes, at the least: commits in between go together. @default 10_000 */
  paceMs?: number | undefined;
  /** The part of the time that publishing may take, at the most. @default 0.1 */
  share?: number | undefined;
  /** The first wait after a failure, milliseconds; each is twice the one before, up to five minutes. @default 1_000 */
  retryMs?: number | undefined;
  /** Publishes after this time without a commit too, for what isn't announced. @default 300_000 */
  idleMs?: number | undefined;
  /** Told of each failure. */
  onError(error: unknown): void;
  onPublished?: ((tables: readonly PublishedTable[]) => void) | undefined;
}

/** A publish that goes on. */
export interface RunningFollow {
  /** Resolves when all that was committed before is at the target; not while that can't be reached. */
  settle(): Promise<void>;
  /** Ends after the table under way; what is left out goes next time. */
  close(): Promise<void>;
}

const LONGEST_RETRY_MS = 300_000;

/**
 * Keeps another warehouse like this one: publishes at the start, which catches up on what was missed, and after commits. What the target
 * has is known from the target, so nothing has to be remembered here and nothing is skipped, whatever ends.
 */
export function followWarehouse(warehouse: Warehouse, options: FollowOptions): RunningFollow {
  const { paceMs = 10_000, share = 0.1, retryMs = 1_000, idleMs = 300_000, folder } = options;
  const ended = new AbortController();
  /** Commits that were seen, and those that the target has; the start counts as one. */
  let seen = 1;
  let done = 0;
  let waiting: (() => void)[] = [];
  let wake: () => void = () => undefined;
  const forget = onCommit(warehouse, () => {
    seen++;
    wake();
  });
  const running = run();

  async function run(): Promise<void> {
    let target: LoadTarget | null = null;
    let failures = 0;
    while (!ended.signal.aborted) {
      const from = performance.now();
      const upTo = seen;
      try {
        const isNew: boolean = target === null;
        if (isNew) await emptyFolder(folder);
        target ??= await options.open();
        const report = await publishWarehouse(warehouse, target, { folder, createSchema: isNew, signal: ended.signal });
        failures = 0;
        done = upTo;
        for (const resolve of waiting.splice(0)) resolve();
        options.onPublished?.(report);
      } catch (error) {
        if (ended.signal.aborted) break;
        options.onError(error);
        failures++;
        await target?.close().catch(() => undefined);
        target = null;
      }
      const took = performance.now() - from;
      const retry = Math.min(LONGEST_RETRY_MS, retryMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
      await pause(failures > 0 ? retry : Math.max(paceMs, took / share) - took, false);
      if (failures === 0 && done === seen) await pause(idleMs, true);
    }
    await target?.close().catch(() => undefined);
  }

  /** Waits; a commit ends it when it may. */
  function pause(milliseconds: number, endsWithCommit: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, milliseconds);
      function end(): void {
        clearTimeout(timer);
        ended.signal.removeEventListener("abort", end);
        wake = () => undefined;
        resolve();
      }
      if (endsWithCommit) wake = end;
      if (ended.signal.aborted) end();
      else ended.signal.addEventListener("abort", end);
    });
  }

  return {
    async settle() {
      const wanted = seen;
      while (done < wanted && !ended.signal.aborted) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async close() {
      forget();
      ended.abort();
      for (const resolve of waiting) resolve();
      waiting = [];
      await running;
    },
  };
}

async function emptyFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
}
