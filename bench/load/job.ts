import type { LoadLine, Query } from "../../packages/core/src/query.ts";

/** One who asks: the body is the same for all who ask the same, the answer is their own. */
export interface Reader {
  name: string;
  token: string;
  queries: readonly { id: string; query: Query }[];
  /** Rows by id, as a server without a cache answered them. */
  expected: Readonly<Record<string, readonly object[]>>;
}

/** What the load generator is told to do. */
export interface LoadJob {
  url: string;
  /** They take turns on every connection. */
  readers: readonly Reader[];
  connections: number;
  seconds: number;
}

/** What it saw, milliseconds; a request is over when its answer was held against the expected one. */
export interface LoadSeen {
  requests: number;
  seconds: number;
  times: { p50: number; p95: number; p99: number; max: number };
  /** Lines that the server had already. */
  cachedShare: number;
  bytesOfAnswer: number;
  /** Share of the time in which the generator's own event loop worked: near 1 the times are its own. */
  generatorBusy: number;
}

/** Rows and ids of an answer; what the server says of its own work is left out. */
export function rowsOf(lines: readonly LoadLine[]): Record<string, readonly object[]> {
  return Object.fromEntries(
    lines.map((line) => {
      if ("error" in line) throw new Error(`${line.id}: ${line.error.code} ${line.error.detail}`);
      return [line.id, line.data];
    }),
  );
}
