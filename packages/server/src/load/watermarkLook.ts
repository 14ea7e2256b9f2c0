import type { SourceWatermark } from "@northstar/core";
import { shareNext } from "../cube/shareNext.ts";

/** The watermarks at one moment. */
export interface WatermarkState {
  watermarks: readonly SourceWatermark[];
  /** False when they couldn't be read: then nothing tells that data has moved. */
  isKnown: boolean;
  /** Whether everything that answers are made from has been brought up to date for it beforehand. */
  isPrepared: boolean;
  /**
   * A text that is another when any source has moved, or answers were renewed. Of any, and not of those that a measure names: what the CRM tells of a person
   * changes whose visits and plays those of other sources are.
   */
  stamp: string;
}

export interface WatermarkLookOptions {
  read: () => Promise<readonly SourceWatermark[]>;
  /** Commits of this process, of any tenant. */
  onWatermark?: ((listener: (watermarks: SourceWatermark[]) => void) => () => void) | undefined;
  /** Run when a source has moved, before anybody hears of it: what is asked from then on sees its rows. */
  onMoved: () => Promise<void>;
  /**
   * Brings up to date what answers are made from. With it a move is believed only when that is done, and until then the state before holds; without it
   * at once.
   */
  prepare?: (() => Promise<void>) | undefined;
  /** Seconds between two preparations. */
  restSeconds?: number | undefined;
  onError: (error: unknown) => void;
  now?: () => number;
}

/** The watermarks as often as they are wanted, read as seldom as that allows. */
export interface WatermarkLook {
  /** What holds: every answer under it has the rows that it tells of, or newer ones. */
  current(): Promise<WatermarkState>;
  /** Has everything that moved before this call believed. */
  settle(): Promise<void>;
  /** Has what answers are made from brought up to date though nothing has moved: some of it follows more seldom than rows come. */
  renew(): Promise<void>;
  close(): void;
}

/** Commits of other processes are noticed within this time; those of this one at once. */
const MAX_AGE_MS = 1000;

export function createWatermarkLook(options: WatermarkLookOptions): WatermarkLook {
  const { read, onMoved, onError, now = () => performance.now() } = options;
  const commits = new Map<string, number>();
  const announced = new Map<string, string>();
  let state: WatermarkState | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<WatermarkState> | null = null;
  let stop: (() => void) | null = null;
  let isClosed = false;
  let believed: WatermarkState | null = null;
  let renewals = 0;
  let preparedAt = Number.NEGATIVE_INFINITY;

  /** The watermarks given are of the tenant that committed; those read are of the installation's own: what moved is counted. */
  function note(watermarks: readonly SourceWatermark[]): void {
    for (const watermark of watermarks) {
      const { source } = watermark;
      const text = textOf(watermark);
      if (announced.get(source) === text) continue;
      announced.set(source, text);
      commits.set(source, (commits.get(source) ?? 0) + 1);
    }
    readAt = Number.NEGATIVE_INFINITY;
    // Who asks now doesn't join a reading from before the commit.
    reading = null;
  }

  async function look(before: WatermarkState | null): Promise<WatermarkState> {
    let next: WatermarkState;
    try {
      const watermarks = await read();
      // What the first commit tells is held against what was read before it.
      for (const one of watermarks) if (!announced.has(one.source)) announced.set(one.source, textOf(one));
      next = stateOf(watermarks, new Map(commits), renewals);
      if (next.stamp !== before?.stamp) await onMoved();
    } catch (error) {
      onError(error);
      next = { ...stateOf([], commits, renewals), isKnown: false };
    }
    return next;
  }

  /** The state as it is now, whether or not anything was prepared for it. */
  async function latest(): Promise<WatermarkState> {
    if (!isClosed) stop ??= options.onWatermark?.(note) ?? null;
    if (state?.isKnown && now() - readAt < MAX_AGE_MS) return state;
    if (reading) return await reading;
    const at = now();
    const own = look(state);
    reading = own;
    const next = await own;
    if (reading === own) {
      reading = null;
      readAt = at;
      state = next;
    }
    return next;
  }

  const preparing = shareNext(async () => {
    if (!options.prepare || isClosed) return;
    preparedAt = now();
    const next = await latest();
    if (!next.isKnown || next.stamp === believed?.stamp) return;
    try {
      await options.prepare();
      believed = { ...next, isPrepared: true };
    } catch (error) {
      // The state before goes on holding: it says itself how old it is.
      onError(error);
    }
  });

  async function settle(): Promise<void> {
    await (options.prepare ? preparing.request() : onMoved());
  }

  return {
    async current() {
      const next = await latest();
      if (!options.prepare) return next;
      const isMoved = !believed || (next.isKnown && next.stamp !== believed.stamp);
      if (isMoved && now() - preparedAt > 1000 * (options.restSeconds ?? 0)) {
        preparedAt = now();
        void preparing.request();
      }
      return believed ?? next;
    },
    settle,
    async renew() {
      renewals++;
      readAt = Number.NEGATIVE_INFINITY;
      // Who asks now doesn't join a reading from before.
      reading = null;
      await settle();
    },
    close() {
      isClosed = true;
      stop?.();
      stop = null;
    },
  };
}

function textOf({ lastEventAt, lastLoadedAt }: SourceWatermark): string {
  return JSON.stringify([lastEventAt, lastLoadedAt]);
}

function stateOf(
  watermarks: readonly SourceWatermark[],
  commits: ReadonlyMap<string, number>,
  renewals: number,
): WatermarkState {
  const bySource = new Map(
    watermarks.map(({ source, lastEventAt, lastLoadedAt }) => [source, [lastEventAt, lastLoadedAt]] as const),
  );
  const all = [...new Set([...bySource.keys(), ...commits.keys()])].sort();
  const stamp = JSON.stringify([
    renewals,
    ...all.map((source) => [source, ...(bySource.get(source) ?? []), commits.get(source) ?? 0]),
  ]);
  return { watermarks, isKnown: true, isPrepared: false, stamp };
}
