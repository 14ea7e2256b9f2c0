import {
  type Claims,
  type FreshnessOfAnswer,
  type LoadLine,
  type MergedQuery,
  mergeQueries,
  type Query,
  queryKey,
  type Row,
  type SourceWatermark,
  splitAnswer,
} from "@northstar/core";
import type { CubeAnswer, CubeRuntime } from "../cube/types.ts";
import { ServerError } from "../errors.ts";
import { answerFreshness } from "../freshness/report.ts";
import { toProblem } from "../http/problem.ts";
import type { ModelReader } from "../model/modelReader.ts";
import { sourcesOf } from "../model/sources.ts";
import { rewriteQuery } from "../policy/rewriteQuery.ts";
import { checkQuery } from "../query/checkQuery.ts";
import { parseQuery } from "../query/parseQuery.ts";
import { listMembers } from "../query/queryMembers.ts";
import { fromCubeError } from "./cubeError.ts";
import { createLimit } from "./limit.ts";
import type { RawQuery } from "./parseLoadRequest.ts";

/** What loading needs. */
export interface LoadParts {
  runtime: Pick<CubeRuntime, "load">;
  model: ModelReader;
  watermarks: () => Promise<readonly SourceWatermark[]>;
  /** Queries of one request that Cube works on at a time. */
  concurrency: number;
  queryTimeoutSeconds: number;
  onError: (error: unknown, requestId: string) => void;
}

export interface LoadContext {
  claims: Claims;
  requestId: string;
  /** Ends the wait when the client has left. */
  signal: AbortSignal;
}

/** A query that passed every check, in the form that Cube gets. */
interface ReadyQuery {
  query: Query;
  freshness: FreshnessOfAnswer;
}

/**
 * Answers queries under the policy of `claims`, each line as soon as it is ready. Every query is held against
 * the model, the role and the row filters before Cube sees any. Queries that differ in their measures alone are
 * asked as one where that can't change a number, and equal ones once.
 * Never throws for a query: its fault is its line.
 */
export async function* loadQueries(
  queries: readonly RawQuery[],
  parts: LoadParts,
  context: LoadContext,
): AsyncGenerator<LoadLine> {
  const { prepare, cubeOf } = await preparer(parts, context);
  const limit = createLimit(parts.concurrency);
  const askLimited = (query: Query): Promise<CubeAnswer> => limit(() => ask(query, parts, context));

  const refusal = (id: string, error: unknown): LoadLine => {
    const shown = fromCubeError(error);
    const isFault = !(shown instanceof ServerError) || shown.status >= 500;
    // What fails because the client has left is nobody's fault.
    if (isFault && !context.signal.aborted) parts.onError(error, context.requestId);
    return { id, error: toProblem(shown) };
  };

  const pending = new Map<string, Promise<LoadLine>>();
  const ready: (ReadyQuery & { id: string })[] = [];
  for (const raw of queries) {
    try {
      ready.push({ id: raw.id, ...prepare(raw) });
    } catch (error) {
      pending.set(raw.id, Promise.resolve(refusal(raw.id, error)));
    }
  }
  const merged = mergeQueries(
    ready.map(({ query }) => query),
    cubeOf,
  );
  for (const group of merged) {
    const answerOf = askMerged(group, askLimited);
    for (const part of group.parts) {
      const one = ready[part];
      if (!one) continue;
      const line = answerOf(one.query).then(
        ({ data, annotation, lastRefreshTime }): LoadLine => ({
          id: one.id,
          data,
          annotation,
          lastRefreshTime,
          freshness: one.freshness,
        }),
        (error: unknown) => refusal(one.id, error),
      );
      pending.set(one.id, line);
    }
  }

  while (pending.size > 0 && !context.signal.aborted) {
    const line = await Promise.race(pending.values());
    pending.delete(line.id);
    yield line;
  }
}

type AnswerPart = Pick<CubeAnswer, "annotation" | "lastRefreshTime"> & { data: readonly Row[] };

/**
 * Asks the queries of a group as one, and gives each its part. When that fails each is asked by itself (equal ones
 * once), so that what is wrong with one spoils no other.
 */
function askMerged(
  group: MergedQuery,
  askOne: (query: Query) => Promise<CubeAnswer>,
): (query: Query) => Promise<AnswerPart> {
  const together = askOne(group.query);
  const alone = new Map<string, Promise<CubeAnswer>>();
  return async (query) => {
    try {
      const answer = await together;
      return { ...splitAnswer(answer, group.query, query), lastRefreshTime: answer.lastRefreshTime };
    } catch (error) {
      const key = queryKey(query);
      if (key === queryKey(group.query)) throw error;
      const asked = alone.get(key) ?? askOne(query);
      alone.set(key, asked);
      return await asked;
    }
  };
}

/** Reads what all queries of a request share, once; the watermarks first, so that no answer claims data newer than it read. */
async function preparer(
  parts: LoadParts,
  { claims, requestId }: LoadContext,
): Promise<{ prepare: (raw: RawQuery) => ReadyQuery; cubeOf: (measure: string) => string | undefined }> {
  const watermarks = await parts.watermarks().catch((error: unknown) => {
    parts.onError(error, requestId);
    return [];
  });
  const [visible, all] = await Promise.all([parts.model.visible(claims), parts.model.all()]);
  const prepare = ({ query: raw, path }: RawQuery): ReadyQuery => {
    const parsed = parseQuery(raw, path);
    checkQuery(parsed, path, { visible, all });
    const members = listMembers(parsed).flatMap(({ name }) => visible.members.get(name) ?? []);
    return {
      query: rewriteQuery(parsed, claims, all),
      freshness: answerFreshness(sourcesOf(members, visible), watermarks),
    };
  };
  return { prepare, cubeOf: (measure) => visible.members.get(measure)?.measuredIn };
}

async function ask(
  query: Query,
  { runtime, queryTimeoutSeconds }: LoadParts,
  context: LoadContext,
): Promise<CubeAnswer> {
  context.signal.throwIfAborted();
  const timeout = AbortSignal.timeout(queryTimeoutSeconds * 1000);
  const signal = AbortSignal.any([context.signal, timeout]);
  try {
    return await runtime.load(query, context.claims, { requestId: context.requestId, signal });
  } catch (error) {
    if (!timeout.aborted) throw error;
    throw new ServerError(
      "query_timeout",
      `No answer within ${queryTimeoutSeconds} s. Ask for a shorter period or fewer dimensions.`,
      { cause: error },
    );
  }
}
