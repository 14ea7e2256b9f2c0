import { type Query, queryKey } from "@northstar/core";
import { type QueryKey, queryOptions, skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import type { Answer } from "../transport/batch.ts";
import { toLoadable } from "./loadable.ts";
import type { AnswerOrigin, Loadable } from "./types.ts";
import { useOnline } from "./useOnline.ts";

/** A query, and the plan that reads its answer. */
export interface PlannedQuery<P> {
  /** What is asked for, whatever the filters: old data of the same scope stay on screen while new ones come. */
  scope: string;
  plan: P;
  /** Tells plans apart that have the same query but read it in another way. */
  planKey: string;
  query: Query;
  /** Sources it rests on; the answer may name more. */
  sources: readonly string[];
}

/** An answer with its plan: after a change of filters the old answer is still read by its own. */
export interface PlannedAnswer<P> {
  plan: P;
  answer: Answer;
  origin: AnswerOrigin;
}

/** React Query options of a planned query. Equal ones of different hooks share one entry in the cache. */
export function answerOptions<P>(client: NorthstarClient, planned: PlannedQuery<P> | null) {
  const key: QueryKey = planned ? ["load", planned.scope, queryKey(planned.query), planned.planKey] : ["load"];
  return queryOptions({
    queryKey: key,
    queryFn: planned
      ? async ({ signal }): Promise<PlannedAnswer<P>> => {
          const answer = await client.load(planned.query, signal);
          return { plan: planned.plan, answer, origin: { query: planned.query, used: answer.used ?? null } };
        }
      : skipToken,
    meta: { sources: planned?.sources ?? [] },
  });
}

/** Asks a planned query; `loading` while there is none. */
export function useAnswer<P>(planned: PlannedQuery<P> | null): Loadable<PlannedAnswer<P>> {
  const { client } = useNorthstarContext();
  const options = answerOptions(client, planned);
  const result = useQuery(
    {
      ...options,
      placeholderData: (before, query) => (query?.queryKey[1] === planned?.scope ? before : undefined),
    },
    client.queries,
  );

  // The key, not the value: what the cache has forgotten, because another person came, is not shown again.
  const lastGoodKey = useRef<QueryKey | null>(null);
  const isGood = result.data !== undefined && !result.isPlaceholderData;
  useEffect(() => {
    if (isGood) lastGoodKey.current = options.queryKey;
  });
  const stale =
    lastGoodKey.current?.[1] === planned?.scope && lastGoodKey.current
      ? (client.queries.getQueryData<PlannedAnswer<P>>(lastGoodKey.current) ?? null)
      : null;
  return toLoadable(result, useOnline(), stale);
}
