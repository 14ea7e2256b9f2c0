import { createByteLru } from "./byteLru.ts";
import { createFlight, type Flight } from "./flight.ts";

/** An answer as it goes over the wire, made once. */
export interface Answer {
  /** JSON in UTF-8 of everything but what differs by request: see `answerLine`. */
  json: Uint8Array;
}

/** How long an answer may be given. */
export interface Keeping {
  maxAgeSeconds: number;
}

/**
 * Answers by key, each until it is too old, and those that are being asked for. It knows nothing of readers: everything that an
 * answer depends on must be in the key (`answerKey`).
 */
export interface AnswerCache {
  get(key: string): Answer | undefined;
  /** Who is asking already. */
  flight(key: string): Flight<Answer> | undefined;
  /** Asks; others with the same key join until the end. A failure isn't kept. The age counts from now: from before anything was read. */
  fly(key: string, work: (signal: AbortSignal) => Promise<Answer>, keeping: Keeping): Flight<Answer>;
  /** Says what model is in force: another than before makes everything be forgotten. */
  useModel(version: string): void;
  readonly bytes: number;
}

/**
 * In development a changed file is noticed by the version and by the compiler within a second each, in either order: what was asked
 * meanwhile may be of the model before.
 */
const UNSETTLED_MS = 2500;

export function createAnswerCache({
  maxBytes,
  now = () => performance.now(),
}: {
  maxBytes: number;
  now?: () => number;
}): AnswerCache {
  const kept = createByteLru<Answer & { until: number }>(maxBytes);
  const flights = new Map<string, Flight<Answer>>();
  let version: string | null = null;
  let settledAt = Number.NEGATIVE_INFINITY;
  let generation = 0;

  return {
    get(key) {
      const entry = kept.get(key);
      if (entry && entry.until > now()) return entry;
      if (entry) kept.delete(key);
      return undefined;
    },
    flight: (key) => flights.get(key),
    fly(key, work, { maxAgeSeconds }) {
      const began = now();
      const ofGeneration = generation;
      const land = () => {
        if (flights.get(key) === flight) flights.delete(key);
      };
      const flight: Flight<Answer> = createFlight(async (signal) => {
        try {
          // A turn later, so that `flight` is known whatever `work` does.
          await null;
          const answer = await work(signal);
          const until = began + maxAgeSeconds * 1000;
          if (generation === ofGeneration && began >= settledAt && until > now() && !signal.aborted) {
            kept.set(key, { json: answer.json, until }, answer.json.byteLength);
          }
          return answer;
        } finally {
          land();
        }
      }, land);
      flights.set(key, flight);
      return flight;
    },
    useModel(current) {
      if (current === version) return;
      if (version !== null) {
        kept.clear();
        flights.clear();
        generation++;
        settledAt = now() + UNSETTLED_MS;
      }
      version = current;
    },
    get bytes() {
      return kept.bytes;
    },
  };
}
