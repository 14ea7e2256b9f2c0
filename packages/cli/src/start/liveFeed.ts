import { type LivePayload, liveFeed } from "../simulate/live.ts";
import type { SampleOptions } from "./fill.ts";
import type { SampleKeys } from "./sampleSecrets.ts";
import { signPayload } from "./signPayload.ts";

/** The trickle of live sample events to a server. */
export interface LiveFeed {
  /** Ends it when the payloads under way are answered. */
  close(): Promise<void>;
}

export interface LiveFeedOptions {
  sample: SampleOptions & { timeZone: string };
  keys: SampleKeys;
  /** Address of the server. */
  northstarUrl: string;
}

/** Seconds of payloads that are sent together: a commit costs the same for one event and for fifty. */
const GATHERED_SECONDS = 5;
/** An answer comes when the delivery is on disk. */
const ANSWER_MS = 30_000;

/**
 * Lets a few events a second arrive as the sources would send them: signed, at the hooks, like all others.
 * What isn't taken is told of once a minute at most, and the next seconds are tried.
 */
export function startLiveFeed({ sample, keys, northstarUrl }: LiveFeedOptions): LiveFeed {
  const abort = new AbortController();
  let lastComplaint = Number.NEGATIVE_INFINITY;

  async function send(payload: LivePayload): Promise<void> {
    const url = `${northstarUrl}/northstar/v1/hooks/${payload.source}`;
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...signPayload(payload, keys, url, Date.now()) },
        body: payload.body,
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      if (answer.ok) return;
      const { code, detail } = (await answer.json()) as { code?: string; detail?: string };
      throw new Error(`${answer.status} ${code ?? ""}: ${detail ?? ""}`);
    } catch (error) {
      if (performance.now() - lastComplaint < 60_000) return;
      lastComplaint = performance.now();
      console.error(`Live sample events of ${payload.source} weren't taken: ${(error as Error).message}`);
    }
  }

  const running = (async () => {
    let gathered: LivePayload[] = [];
    let seconds = 0;
    for await (const payloads of liveFeed(sample, { signal: abort.signal })) {
      gathered.push(...payloads);
      seconds += 1;
      if (seconds < GATHERED_SECONDS) continue;
      await Promise.all(gathered.map(send));
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
