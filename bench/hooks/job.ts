import type { SentHook } from "./deliveries.ts";

/** What the load generator is told to do. */
export interface HookJob {
  port: number;
  /** Last part of the address: the hook's name, or one that is answered without doing anything. */
  path: string;
  hook: SentHook;
  /** Number of the first delivery; those after it follow on. */
  first: number;
  /** It sends so many at most. */
  count: number;
  /** Time of the events and of the signatures, s. */
  at: number;
  connections: number;
  seconds: number;
  /** So many a second, due at equal distances, whatever the server does; 0: each connection sends its next when the last was answered. */
  perSecond: number;
}

/** What it saw. Times in ms, from when a delivery was due (or sent, where none is due) until its answer was there. */
export interface HookSeen {
  /** Numbers from `first` on, all answered. */
  sent: number;
  /** Those of them that weren't answered with 200 or 202. */
  refused: readonly number[];
  seconds: number;
  times: { p50: number; p99: number; max: number };
  /** Share of one core. */
  cpu: number;
}
