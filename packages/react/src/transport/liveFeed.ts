import type { SourceWatermark } from "@northstar/core";
import { NorthstarError } from "../errors.ts";
import { readEvents } from "./events.ts";
import type { Http } from "./Http.ts";

const POLL_MS = 30_000;
const MAX_RETRY_MS = 30_000;
/** A stream that has lasted this long is sound: the next break is retried at once again. */
const SOUND_AFTER_MS = 10_000;

export interface LiveFeedOptions {
  http: Http;
  /** Watermarks that the stream announces. */
  onWatermarks: (watermarks: readonly SourceWatermark[]) => void;
  /** Sources whose answers are newer than their watermarks tell. */
  onSettled: (sources: readonly string[]) => void;
  /** Something about alerts may have changed. */
  onAlerts: () => void;
  /** Asks for the whole freshness report: when a stream opens, for what was missed, and as long as there is none. */
  onPoll: () => void;
}

/**
 * Hears of new data: a stream of events, reconnected with growing pauses, and a poll every 30 s while nothing is heard from it.
 * Returns what ends it.
 */
export function startLiveFeed({ http, onWatermarks, onSettled, onAlerts, onPoll }: LiveFeedOptions): () => void {
  const abort = new AbortController();
  let hasHeard = false;

  const listen = async (): Promise<void> => {
    const request = { accept: "text/event-stream", signal: abort.signal };
    const { body } = await http.request("/northstar/v1/events", request);
    if (!body) return;
    hasHeard = true;
    onPoll();
    for await (const event of readEvents(body)) {
      hasHeard = true;
      if (event?.event === "watermark") parseList<SourceWatermark>(event.data, onWatermarks);
      if (event?.event === "settled") parseList<string>(event.data, onSettled);
      if (event?.event === "alerts") onAlerts();
    }
  };

  const run = async (): Promise<void> => {
    for (let attempt = 0; !abort.signal.aborted; attempt += 1) {
      const sound = setTimeout(() => {
        attempt = 0;
      }, SOUND_AFTER_MS);
      try {
        await listen();
      } catch (error) {
        // A server (or a proxy) without events will not grow them: polling goes on alone.
        if (error instanceof NorthstarError && (error.status === 404 || error.status === 405)) return;
      } finally {
        clearTimeout(sound);
      }
      await pause(Math.min(MAX_RETRY_MS, 1000 * 2 ** Math.min(attempt, 5)), abort.signal);
    }
  };

  const poll = setInterval(() => {
    if (!hasHeard && globalThis.document?.visibilityState !== "hidden") onPoll();
    hasHeard = false;
  }, POLL_MS);
  const onVisible = () => {
    if (globalThis.document?.visibilityState === "visible") onPoll();
  };
  globalThis.document?.addEventListener("visibilitychange", onVisible);
  void run();

  return () => {
    abort.abort();
    clearInterval(poll);
    globalThis.document?.removeEventListener("visibilitychange", onVisible);
  };
}

/** Passes on a list, and nothing that isn't one. */
function parseList<T>(data: string, take: (list: readonly T[]) => void): void {
  let list: unknown;
  try {
    list = JSON.parse(data);
  } catch {
    return;
  }
  if (Array.isArray(list)) take(list as T[]);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
