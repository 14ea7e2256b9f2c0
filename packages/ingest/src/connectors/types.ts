import type { SourceName } from "../sources/registry.ts";

/** A page of a source that is asked, in the format that its normaliser reads. */
export interface PolledPage {
  body: Buffer | string;
  records: number;
  /** Where to go on after this page, committed with its rows; JSON. */
  cursor: unknown;
  /** How far the run has come, 0 to 1; null where that isn't known. */
  progress: number | null;
}

export interface PollContext {
  /** Setting or secret by the name of its environment variable; null when it isn't set. */
  setting(name: string): string | null;
  /** Asks with patience: rate limit, `Retry-After`, retries with full jitter, a new token when one has ended. @throws ConnectorError */
  fetch(request: Request): Promise<Response>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Days to load again, both included, in place of going on from the cursor. */
  range: { from: string; to: string } | null;
  signal: AbortSignal;
}

/** A source that is asked, because it has no hook or to make up for deliveries that were lost. */
export interface Connector {
  name: string;
  source: SourceName;
  streams: readonly string[];
  /** Settings without which it is `unconfigured`, by the names of their environment variables. */
  settings: readonly string[];
  /** Of these, the secret ones. */
  secrets: readonly string[];
  /** @default every 5 minutes */
  everySeconds: number;
  /** Pages from the cursor on, with an overlap: a page that comes twice changes nothing. */
  poll(stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage>;
}
