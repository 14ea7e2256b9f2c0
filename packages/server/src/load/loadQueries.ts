import { type Claims, type MergedQuery, mergeQueries, type Query, queryKey, splitAnswer } from "@northstar/core";
import type { CubeAnswer, CubeRuntime } from "../cube/types.ts";
import { ServerError } from "../errors.ts";
import { answerFreshness } from "../freshness/report.ts";
import { toProblem } from "../http/problem.ts";
import type { ModelReader } from "../model/modelReader.ts";
import type { Answer, AnswerCache } from "./answerCache.ts";
import { answerKey, maxAgeSeconds, readerKey } from "./answerKey.ts";
import { type AnsweredLine, encodeAnswer } from "./answerLine.ts";
import { fromCubeError } from "./cubeError.ts";
import { createFlight } from "./flight.ts";
import { createLimit } from "./limit.ts";
import type { RawQuery } from "./parseLoadRequest.ts";
import type { PrepareQuery, ReadyQuery } from "./preparedQueries.ts";
import { rollupNames } from "./rollupNames.ts";
import type { WatermarkLook, WatermarkState } from "./watermarkLook.ts";

/** What loading needs. */
export interface LoadParts {
  runtime: Pick<CubeRuntime, "load" | "modelVersion" | "namesReader">;
  model: ModelReader;
  watermarks: WatermarkLook;
  answers: AnswerCache;
  prepare: PrepareQuery;
  /** Queries of one request that Cube works on at a time. */
  concurrency: number;
  queryTimeoutSeconds: number;
  now: () => Date;
  onError: (error: unknown, requestId: string) => void;
}

export interface LoadContext {
  claims: Claims;
  requestId: string;
  /** Ends the wait when the client has left. Only read when there is something to wait for. */
  readonly signal: AbortSignal;
}

/** Lines that became ready together. */
export interface AnsweredPart {
  lines: readonly AnsweredLine[];
  isLast: boolean;
}

/** A query of this request whose answer isn't there yet. */
interface Missing extends ReadyQuery {
  id: string;
  answerKey: string;
}

/**
 * Answers queries under the policy of `claims`: first, in one part, the refusals and the answers that are there already, then each line
 * as soon as it is ready. Every query is held against the model, the role and the row filters before Cube sees any. What is asked of Cube is
 * joined where queries differ in their measures alone and that can't change a number, and shared with whoever has the same policy and asks the
 * same meanwhile. Never throws for a query: its fault is its line.
 */
export async function* loadQueries(
  queries: readonly RawQuery[],
  parts: LoadParts,
  context: LoadContext,
): AsyncGenerator<AnsweredPart> {
  const began = performance.now();
  const elapsed = () => Math.round(performance.now() - began);
  const { model, answers, runtime } = parts;
  // The watermarks first, so that no answer claims data newer than it read.
  const watermarks = await parts.watermarks.current();
  const [visible, all] = await Promise.all([model.visible(context.claims), model.all()]);
  const version = runtime.modelVersion();
  answers.useModel(version);
  const reader = readerKey(context.claims, version, runtime.namesReader());

  const lines: AnsweredLine[] = [];
  const missing: Missing[] = [];
  for (const raw of queries) {
    try {
      const ready = parts.prepare(raw, context.claims, { visible, all });
      const key = answerKey(reader, ready.key, watermarks.stamp);
      const answer = watermarks.isKnown ? answers.get(key) : undefined;
      if (answer) lines.push({ id: raw.id, answer, milliseconds: elapsed(), cached: true });
      else missing.push({ ...ready, id: raw.id, answerKey: key });
    } catch (error) {
      lines.push(refusal(raw.id, error, parts, context));
    }
  }
  if (lines.length > 0) yield { lines, isLast: missing.length === 0 };
  if (missing.length === 0) return;

  const measuredIn = (measure: string) => visible.members.get(measure)?.measuredIn;
  const pending = askMissing(missing, { parts, context, watermarks, measuredIn, elapsed });
  while (pending.size > 0 && !context.signal.aborted) {
    const line = await Promise.race(pending.values());
    pending.delete(line.id);
    yield { lines: [line], isLast: pending.size === 0 };
  }
}

interface Asking {
  parts: LoadParts;
  context: LoadContext;
  watermarks: WatermarkState;
  measuredIn: (measure: string) => string | undefined;
  elapsed: () => number;
}

/** The lines to come by id. Equal queries, in this request or another, share a flight. */
function askMissing(missing: readonly Missing[], asking: Asking): Map<string, Promise<AnsweredLine>> {
  const { parts, context, elapsed } = asking;
  const { answers } = parts;
  const unasked = new Map(
    missing.filter(({ answerKey: key }) => !answers.flight(key)).map((one) => [one.answerKey, one]),
  );
  startFlights([...unasked.values()], asking);
  const pending = new Map<string, Promise<AnsweredLine>>();
  for (const { id, answerKey: key } of missing) {
    const flight = answers.flight(key);
    if (!flight) continue;
    const line = flight.join(context.signal).then(
      (answer): AnsweredLine => ({ id, answer, milliseconds: elapsed(), cached: false }),
      (error: unknown) => refusal(id, error, parts, context),
    );
    pending.set(id, line);
  }
  return pending;
}

/** Asks Cube, with what can be merged as one, and gives each query its part. When that fails each is asked by itself, so that what is wrong with one spoils no other. */
function startFlights(queries: readonly Missing[], { parts, context, watermarks, measuredIn }: Asking): void {
  const limit = createLimit(parts.concurrency);
  // Rollups that were brought up to date before their watermark was believed needn't be waited for.
  const readyRollups = watermarks.isPrepared;
  const askLimited = (query: Query, left: AbortSignal) =>
    limit(() => ask(query, parts, context, { readyRollups, left }));
  const merged: readonly MergedQuery[] = mergeQueries(
    queries.map(({ query }) => query),
    measuredIn,
  );
  for (const group of merged) {
    const together = createFlight((signal) => askLimited(group.query, signal));
    const isAlone = (one: ReadyQuery) => one.key === queryKey(group.query);
    for (const part of group.parts) {
      const one = queries[part];
      if (!one) continue;
      const work = async (signal: AbortSignal): Promise<Answer> => {
        const { answer, asked } = await together.join(signal).then(
          (answer) => ({ answer, asked: group.query }),
          async (error: unknown) => {
            if (signal.aborted || isAlone(one)) throw error;
            return { answer: await askLimited(one.query, signal), asked: one.query };
          },
        );
        return encodeAnswer({
          ...splitAnswer(answer, asked, one.query),
          lastRefreshTime: answer.lastRefreshTime,
          freshness: answerFreshness(one.sources, watermarks.watermarks),
          rollups: rollupNames(answer.usedPreAggregations),
        });
      };
      // What can't be seen to move isn't kept.
      const age = watermarks.isKnown ? maxAgeSeconds(one.query, parts.now()) : 0;
      parts.answers.fly(one.answerKey, work, { maxAgeSeconds: age });
    }
  }
}

function refusal(id: string, error: unknown, parts: LoadParts, context: LoadContext): AnsweredLine {
  const shown = fromCubeError(error);
  const isFault = !(shown instanceof ServerError) || shown.status >= 500;
  // What fails because the client has left is nobody's fault.
  if (isFault && !context.signal.aborted) parts.onError(error, context.requestId);
  return { id, error: toProblem(shown) };
}

async function ask(
  query: Query,
  { runtime, queryTimeoutSeconds }: LoadParts,
  { claims, requestId }: LoadContext,
  { readyRollups, left }: { readyRollups: boolean; left: AbortSignal },
): Promise<CubeAnswer> {
  left.throwIfAborted();
  const timeout = AbortSignal.timeout(queryTimeoutSeconds * 1000);
  const signal = AbortSignal.any([left, timeout]);
  try {
    return await runtime.load(query, claims, { requestId, signal, readyRollups });
  } catch (error) {
    if (!timeout.aborted) throw error;
    throw new ServerError(
      "query_timeout",
      `No answer within ${queryTimeoutSeconds} s. Ask for a shorter period or fewer dimensions.`,
      { cause: error },
    );
  }
}
