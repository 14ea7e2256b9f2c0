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
 * @param stamp the watermarks that it rests on
 */
export function answerKey(reader: string, query: string, stamp: string): string {
  return `${reader}\n${query}\n${stamp}`;
}

/** Seconds for which an answer about dates that are over may be given. */
const PAST_SECONDS = 60;

/** The same where the moment may count: the model's own keys of what goes by the clock are as old at most. */
const RUNNING_SECONDS = 10;

const DAY_MS = 86_400_000;

/**
 * For how long an answer may be given while no watermark moves. Its dates are over when all of them ended two days ago, which they did in
 * every zone; a query without dates is about now.
 */
export function maxAgeSeconds(query: Query, now: Date): number {
  const ranges = (query.timeDimensions ?? []).flatMap(({ dateRange, compareDateRange }) => [
    ...(dateRange ? [dateRange] : []),
    ...(compareDateRange ?? []),
  ]);
  const over = new Date(now.getTime() - 2 * DAY_MS).toISOString().slice(0, 10);
  const isPast = ranges.length > 0 && ranges.every(([, end]) => end.slice(0, 10) < over);
  return isPast ? PAST_SECONDS : RUNNING_SECONDS;
}
