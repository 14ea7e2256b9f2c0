import { type AlertsPort, advancedSources, type SourceWatermark } from "@northstar/core";
import type { WatermarkFeed } from "./watermarkFeed.ts";

export interface EventStreamOptions {
  feed: WatermarkFeed;
  /** Alerts of the reader's tenant. */
  alerts?: Pick<AlertsPort, "onChange"> | undefined;
  /** The watermarks as they are: the first event. */
  current: readonly SourceWatermark[];
  /** Sources of the KPIs that the reader may see: no other is announced. */
  sources: ReadonlySet<string>;
  /** Milliseconds until the token ends, and the stream with it. */
  endsInMs: number;
  heartbeatSeconds: number;
  /** Aborts when the client leaves. */
  left: AbortSignal;
  /** Aborts when the server closes. */
  closing: AbortSignal;
}

/** Events that a client hasn't read, before it is taken for gone. */
const MAX_UNREAD = 64;

/** Changes of alerts within this time are told together. */
const GATHER_ALERTS_MS = 1000;

/**
 * Server-sent events: `watermark` with `SourceWatermark[]` at once, and with those that have moved at each advance (a commit of one
 * source tells of all; announcing the others would make who listens ask again for nothing), `settled` with
 * names of sources when what follows them more seldom has followed, `alerts` when something about alerts may have changed, a comment as heartbeat, and `end` with `{ reason: "token_expired" | "closing" }` before the server ends the stream itself.
 */
export function eventsResponse(options: EventStreamOptions): Response {
  const encoder = new TextEncoder();
  let release = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) return finish();
          controller.enqueue(encoder.encode(`${text}\n\n`));
        };
        const told = new Map<string, SourceWatermark>();
        const announce = (watermarks: readonly SourceWatermark[], isSettled: boolean) => {
          if (isSettled) return settled(watermarks);
          const moved = advancedSources([...told.values()], watermarks);
          const own = watermarks.filter(({ source }) => options.sources.has(source) && moved.includes(source));
          for (const watermark of own) told.set(watermark.source, watermark);
          if (own.length > 0) send(`event: watermark\ndata: ${JSON.stringify(own)}`);
        };
        const settled = (watermarks: readonly SourceWatermark[]) => {
          const own = watermarks.map(({ source }) => source).filter((source) => options.sources.has(source));
          if (own.length > 0) send(`event: settled\ndata: ${JSON.stringify(own)}`);
        };
        let alertsTimer: NodeJS.Timeout | null = null;
        const unsubscribeAlerts = options.alerts?.onChange(() => {
          alertsTimer ??= setTimeout(() => {
            alertsTimer = null;
            send("event: alerts\ndata: {}");
          }, GATHER_ALERTS_MS);
        });
        const end = (reason: string) => {
          send(`event: end\ndata: ${JSON.stringify({ reason })}`);
          finish();
        };
        const onClosing = () => end("closing");
        let finished = false;
        const finish = () => {
          if (finished) return;
          release();
          controller.close();
        };
        send("retry: 3000");
        announce(options.current, false);
        const unsubscribe = options.feed.subscribe(announce);
        const heartbeat = setInterval(() => send(": heartbeat"), options.heartbeatSeconds * 1000);
        const expiry = setTimeout(() => end("token_expired"), Math.max(0, options.endsInMs));
        options.left.addEventListener("abort", finish);
        options.closing.addEventListener("abort", onClosing);
        release = () => {
          finished = true;
          unsubscribe();
          unsubscribeAlerts?.();
          if (alertsTimer) clearTimeout(alertsTimer);
          clearInterval(heartbeat);
          clearTimeout(expiry);
          options.left.removeEventListener("abort", finish);
          options.closing.removeEventListener("abort", onClosing);
        };
        if (options.closing.aborted) onClosing();
      },
      cancel: () => release(),
    },
    { highWaterMark: MAX_UNREAD },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
