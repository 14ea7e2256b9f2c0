import type { Claims, FreshnessOfAnswer, LoadLine, Query, SourceWatermark } from "@northstar/core";
import type { CubeAnswer, CubeRuntime } from "../cube/types.ts";
import { ServerError } from "../errors.ts";
import { answerFreshness } from "../freshness/report.ts";
import { toProblem } from "../http/problem.ts";
import type { ModelReader } from "../model/modelReader.ts";
import { sourcesOf } from "../model/sources.ts";
import type { ViewIndex } from "../model/viewIndex.ts";
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
 * the model, the role and the row filters before Cube sees any. Queries that come out equal are asked once.
 * Never throws for a query: its fault is its line.
 */
export async function* loadQueries(
  queries: readonly RawQuery[],
  parts: LoadParts,
  context: LoadContext,
): AsyncGenerator<LoadLine> {
  const prepare = await preparer(parts, context);
  const limit = createLimit(parts.concurrency);
  const asked = new Map<string, Promise<CubeAnswer>>();

  const askOnce = (query: Query): Promise<CubeAnswer> => {
    const key = JSON.stringify(query);
    const known = asked.get(key);
    if (known) return known;
    const asking = limit(() => ask(query, parts, context));
    asked.set(key, asking);
    return asking;
  };

  const answer = async (raw: RawQuery): Promise<LoadLine> => {
    try {
      const { query, freshness } = prepare(raw);
      const { data, annotation, lastRefreshTime } = await askOnce(query);
      return { id: raw.id, data, annotation, lastRefreshTime, freshness };
    } catch (error) {
      const shown = fromCubeError(error);
      const isFault = !(shown instanceof ServerError) || shown.status >= 500;
      // What fails because the client has left is nobody's fault.
      if (isFault && !context.signal.aborted) parts.onError(error, context.requestId);
      return { id: raw.id, error: toProblem(shown) };
    }
  };

  const pending = new Map(queries.map((raw) => [raw.id, answer(raw)]));
  while (pending.size > 0 && !context.signal.aborted) {
    const line = await Promise.race(pending.values());
    pending.delete(line.id);
    yield line;
  }
}

/** Reads what all queries of a request share, once; the watermarks first, so that no answer claims data newer than it read. */
async function preparer(parts: LoadParts, { claims, requestId }: LoadContext): Promise<(raw: RawQuery) => ReadyQuery> {
  const watermarks = await parts.watermarks().catch((error: unknown) => {
    parts.onError(error, requestId);
    return [];
  });
  const [visible, all] = await readModel(parts.model, claims);
  return ({ query: raw, path }) => {
    const parsed = parseQuery(raw, path);
    checkQuery(parsed, path, { visible, all });
    const members = listMembers(parsed).flatMap(({ name }) => visible.members.get(name) ?? []);
    return {
      query: rewriteQuery(parsed, claims, all),
      freshness: answerFreshness(sourcesOf(members, visible), watermarks),
    };
  };
}

async function readModel(model: ModelReader, claims: Claims): Promise<[visible: ViewIndex, all: ViewIndex]> {
  try {
    return await Promise.all([model.visible(claims), model.all()]);
  } catch (error) {
    throw fromCubeError(error);
  }
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
