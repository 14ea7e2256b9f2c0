import { ingestPayload, type Warehouse } from "@northstar/ingest";
import { liveFeed } from "../simulate/live.ts";
import type { SampleOptions } from "./fill.ts";

/** The trickle of live sample events into a warehouse. */
export interface LiveFeed {
  /** Ends it when the payloads of the second under way are in. */
  close(): Promise<void>;
}

/**
 * Lets a few events a second arrive as the sources would send them, through ingest like all others.
 * A second that fails is told of once a minute at most, and the next one is tried.
 */
export function startLiveFeed(warehouse: Warehouse, sample: SampleOptions & { timeZone: string }): LiveFeed {
  const abort = new AbortController();
  let lastComplaint = Number.NEGATIVE_INFINITY;
  const running = (async () => {
    for await (const payloads of liveFeed(sample, { signal: abort.signal })) {
      for (const { source, body, headers } of payloads) {
        try {
          await ingestPayload(warehouse, source, headers ? { body, headers } : { body });
        } catch (error) {
          if (performance.now() - lastComplaint < 60_000) continue;
          lastComplaint = performance.now();
          console.error(`Live sample events of ${source} could not be loaded: ${(error as Error).message}`);
        }
      }
    }
  })();
  return {
    close: async () => {
      abort.abort();
      await running;
    },
  };
}
