import type { SourceWatermark } from "@northstar/core";

/** Told of what has advanced, or, with `isSettled`, that what advanced before is now in everything that answers are made from. */
type WatermarkListener = (watermarks: readonly SourceWatermark[], isSettled: boolean) => void;

export interface WatermarkFeedOptions {
  watermarks: () => Promise<readonly SourceWatermark[]>;
  /** Commits of this process; without it the watermarks are polled. */
  onWatermark?: ((listener: (watermarks: SourceWatermark[]) => void) => () => void) | undefined;
  /** Run before an announcement, so that who asks again gets the new rows. */
  beforeAnnounce: () => Promise<void>;
  /** Advances within this many seconds are announced together. */
  gatherSeconds: number;
  /** So long after the last advance that no other followed, what answers are made from is brought up to date again, and that is announced: each once. */
  settleSeconds: readonly number[];
  /** Brings it up to date. */
  settle: () => Promise<void>;
  pollSeconds: number;
  onError: (error: unknown) => void;
}

/** Announces the advance of watermarks to its subscribers. Does nothing while there are none. */
export interface WatermarkFeed {
  subscribe(listener: WatermarkListener): () => void;
}

/**
 * A feed from commits or by polling. Advances are gathered, then `beforeAnnounce` runs, then they are announced once; when it has been quiet, what is
 * built more seldom than rows come has followed, and that is announced too.
 */
export function createWatermarkFeed(options: WatermarkFeedOptions): WatermarkFeed {
  const listeners = new Set<WatermarkListener>();
  let advanced = new Map<string, SourceWatermark>();
  let gathering: NodeJS.Timeout | null = null;
  let settling: NodeJS.Timeout[] = [];
  let unsettled = new Map<string, SourceWatermark>();
  let stop: (() => void) | null = null;

  function note(watermarks: readonly SourceWatermark[]): void {
    for (const watermark of watermarks) advanced.set(watermark.source, watermark);
    if (advanced.size > 0) gathering ??= setTimeout(announce, options.gatherSeconds * 1000);
  }

  async function announce(): Promise<void> {
    const batch = [...advanced.values()];
    advanced = new Map();
    try {
      await options.beforeAnnounce();
    } catch (error) {
      options.onError(error);
    }
    for (const listener of [...listeners]) listener(batch, false);
    gathering = null;
    for (const watermark of batch) unsettled.set(watermark.source, watermark);
    awaitQuiet();
    // What advanced while the last was prepared waits for the next announcement.
    if (listeners.size > 0) note([]);
  }

  function awaitQuiet(): void {
    for (const timer of settling) clearTimeout(timer);
    settling = options.settleSeconds.map((seconds) => setTimeout(() => void settle(), seconds * 1000));
  }

  async function settle(): Promise<void> {
    try {
      await options.settle();
      for (const listener of [...listeners]) listener([...unsettled.values()], true);
    } catch (error) {
      options.onError(error);
    }
  }

  function poll(): () => void {
    let known: Map<string, string> | null = null;
    const look = async () => {
      try {
        const current = await options.watermarks();
        const before = known;
        known = new Map(current.map((item) => [item.source, JSON.stringify(item)]));
        if (before) note(current.filter((item) => before.get(item.source) !== JSON.stringify(item)));
      } catch (error) {
        options.onError(error);
      }
    };
    void look();
    const timer = setInterval(look, options.pollSeconds * 1000);
    return () => clearInterval(timer);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      stop ??= options.onWatermark ? options.onWatermark(note) : poll();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
        if (gathering) clearTimeout(gathering);
        gathering = null;
        advanced = new Map();
        for (const timer of settling) clearTimeout(timer);
        settling = [];
        unsettled = new Map();
      };
    },
  };
}
