import type { Ga4Table } from "../pipeline/ga4Day.ts";
import type { SourceName } from "../sources/registry.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { ReadRefusal, Refusal } from "./patientFetch.ts";
import type { Rate } from "./tokenBucket.ts";

/** Something that a source answered and that is committed at once. */
export type PolledPage = {
  records: number;
  /** Where to go on after this page, committed with its rows; JSON. */
  cursor: unknown;
  /** How far the run has come, 0 to 1; null where that isn't known. */
  progress: number | null;
} & (PolledBody | PolledTable);

/** A page in the format that a normaliser reads. */
export interface PolledBody {
  body: Buffer | string;
  /**
   * What makes this page another one than those before. @default the hash of `body`: the same again isn't taken again, which is wrong where
   * a source may come back to what it said before
   */
  dedupKey?: string;
}

/** A day's table of GA4's export in a file, which replaces that day. */
export interface PolledTable {
  path: string;
  table: Ga4Table;
}

export interface PollContext {
  /** Setting or secret by the name of its environment variable; null when it isn't set. */
  setting(name: string): string | null;
  /** Asks with patience: rate limit, `Retry-After`, retries with full jitter, a new token when one has ended. @throws ConnectorError */
  fetch(request: Request): Promise<Response>;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** What was loaded before, to compare with. */
  warehouse: Pick<Warehouse, "all" | "tenant">;
  /** Days to load again, both included, in place of going on from the cursor; cursors of such pages aren't kept. */
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
  /** Ways to have the rest of its settings, one of which has to be whole: a token, say, or an app's id, secret and refresh token. */
  oneOf?: readonly { settings: readonly string[]; secrets: readonly string[] }[];
  /** Settings that it can do without. */
  optionalSettings?: readonly string[];
  /** Who is asked, for messages, and how often; connectors of one provider share its pace. */
  provider: string;
  rate: Rate;
  everySeconds: number;
  /** Headers that prove who asks; `refused`: what was answered to those given before. Its own requests go out without. */
  authorise?(
    context: Pick<PollContext, "setting" | "fetch" | "now">,
    request: Request,
    refused: Refusal | null,
  ): Promise<Record<string, string>>;
  /** What a 4xx means where its status doesn't say. */
  readRefusal?: ReadRefusal;
  /** Pages from the cursor on, with an overlap: a page that comes twice changes nothing. */
  poll(stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage>;
}
