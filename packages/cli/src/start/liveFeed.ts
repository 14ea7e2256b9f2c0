import { ingestPayload, type Warehouse } from "@northstar/ingest";
import { type LivePayload, liveFeed } from "../simulate/live.ts";
import type { SampleOptions } from "./fill.ts";

/** The trickle of live sample events into a warehouse. */
export interface LiveFeed {
  /** Ends it when the payloads under way are in. */
  close(): Promise<void>;
}

/** Seconds of payloads that are loaded together: a commit costs the same for one event and for fifty. */
const GATHERED_SECONDS = 5;

/** Sources whose bodies are JSON documents, so that several in lines are one body. */
const JSON_SOURCES: ReadonlySet<string> = new Set(["ga4", "sendgrid", "whatsapp", "hubspot"]);

/**
 * Lets a few events a second arrive as the sources would send them, through ingest like all others.
 * What fails is told of once a minute at most, and the next seconds are tried.
 */
export function startLiveFeed(warehouse: Warehouse, sample: SampleOptions & { timeZone: string }): LiveFeed {
  const abort = new AbortController();
  let lastComplaint = Number.NEGATIVE_INFINITY;
  const load = async ({ source, body }: LivePayload): Promise<void> => {
    try {
      await ingestPayload(warehouse, source, { body });
    } catch (error) {
      if (performance.now() - lastComplaint < 60_000) return;
      lastComplaint = performance.now();
      console.error(`Live sample events of ${source} could not be loaded: ${(error as Error).message}`);
    }
  };
  const running = (async () => {
    let gathered: LivePayload[] = [];
    let seconds = 0;
    for await (const payloads of liveFeed(sample, { signal: abort.signal })) {
      gathered.push(...payloads);
      seconds += 1;
      if (seconds < GATHERED_SECONDS) continue;
      for (const payload of joinBodies(gathered)) await load(payload);
      gathered = [];
      seconds = 0;
    }
  })();
  return {
    close: async () => {
      abort.abort();
      await running;
    },
  };
}

/** One payload for all JSON documents of a source, the others as they are. */
function joinBodies(payloads: readonly LivePayload[]): LivePayload[] {
  const joined = new Map<string, LivePayload>();
  const alone: LivePayload[] = [];
  for (const payload of payloads) {
    const before = joined.get(payload.source);
    if (!JSON_SOURCES.has(payload.source)) alone.push(payload);
    else if (before) before.body += `\n${payload.body.trimEnd()}`;
    else joined.set(payload.source, { ...payload, body: payload.body.trimEnd() });
  }
  return [...joined.values(), ...alone];
}
