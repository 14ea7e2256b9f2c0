import type { Claims, Query } from "@northstar/core";
import { policyKey } from "../model/modelReader.ts";

/**
 * Everything of a request, apart from its query and the data, that an answer depends on.
 * @param bySubject whether the model may look at who asks, and not only at what they may see
 */
export function readerKey(claims: Claims, modelVersion: string, bySubject: boolean): string {
  return JSON.stringify([policyKey(claims), modelVersion, bySubject ? claims.sub : null]);
}

/**
 * The key of an answer: what was asked after the policy was added, who may share it, and the data it rests on. All three are JSON in one
 * line, so none can run over into another.
 * @param stamp of the watermarks that hold
 */
export function answerKey(reader: string, query: string, stamp: string): string {
  return `${reader}\n${query}\n${stamp}`;
}

/** Seconds for which an answer may be given while no watermark moves: see `docs/decisions/011-answer-cache.md`. */
const MAX_AGE_SECONDS = { moment: 10, running: 60, past: 300 };

const DAY_MS = 86_400_000;

/**
 * For how long an answer may be given while no watermark moves. Its dates are past when all of them ended two days ago, which they did in
 * every zone; it is about the moment when the first of them (what it is compared with comes after) began yesterday or today; anything else, also without dates, is running.
 */
export function maxAgeSeconds(query: Query, now: Date): number {
  const ranges = (query.timeDimensions ?? []).flatMap(({ dateRange, compareDateRange }) => [
    ...(dateRange ? [dateRange] : []),
    ...(compareDateRange ?? []),
  ]);
  const day = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  if (ranges.length === 0) return MAX_AGE_SECONDS.running;
  if (ranges.every(([, end]) => end.slice(0, 10) < day(2))) return MAX_AGE_SECONDS.past;
  const [start] = ranges[0] ?? [""];
  return start >= day(2) ? MAX_AGE_SECONDS.moment : MAX_AGE_SECONDS.running;
}
