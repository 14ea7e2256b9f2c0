import { type AnswerUse, findMisfit, type Query, queryKey } from "@northstar/core";
import { type QueryKey, type QueryObserverOptions, skipToken } from "@tanstack/query-core";
import { useEffect, useMemo, useRef } from "react";
import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
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
  /** Whether measures may be texts and dates too. @default false */
  anyMeasures?: boolean;
}

/** An answer with its plan: after a change of filters the old answer is still read by its own. */
export interface PlannedAnswer<P> {
  plan: P;
  answer: Answer;
  origin: AnswerOrigin;
}

/** Options for React Query's core of a planned query. Equal ones of different hooks share one entry in the cache. */
export function answerOptions<P>(
  client: NorthstarClient,
  planned: PlannedQuery<P> | null,
): QueryObserverOptions<PlannedAnswer<P>> {
  const asked = planned && keyOf(planned.query);
  return {
    queryKey: planned ? ["load", planned.scope, asked, planned.planKey] : ["load"],
    queryFn: planned
      ? async ({ signal }) => {
          const answer = fitting(planned, await client.load(planned.query, signal, asked ?? undefined));
          return { plan: planned.plan, answer, origin: { query: planned.query, used: readUse(answer.used) } };
        }
      : skipToken,
    meta: { sources: planned?.sources ?? [] },
  };
}

/** Written once for the card and the alerts that ask the same object. */
function keyOf(query: Query): string {
  const key = keys.get(query) ?? queryKey(query);
  keys.set(query, key);
  return key;
}

const keys = new WeakMap<Query, string>();

/** Throws `bad_answer` rather than let a number be read from rows of another form: the last good one stays. */
function fitting({ query, anyMeasures }: Pick<PlannedQuery<unknown>, "query" | "anyMeasures">, answer: Answer): Answer {
  const misfit = findMisfit(query, answer.data, { anyMeasures });
  if (misfit === null) return answer;
  throw new NorthstarError(
    "bad_answer",
    `The answer doesn't fit its query: ${misfit}. Check that the server and its model are of the same version as this page.`,
    { members: query.measures ?? [] },
  );
}

/** What the server says it used, if it can be read; a form of another version is no reason to show no number. */
function readUse(used: Partial<AnswerUse> | undefined): AnswerUse | null {
  const { rollups, milliseconds, cached } = used ?? {};
  if (!Array.isArray(rollups) || typeof milliseconds !== "number") return null;
  return { rollups: rollups.filter((name) => typeof name === "string"), milliseconds, cached: cached === true };
}

/** Asks a planned query; `loading` while there is none. */
export function useAnswer<P>(planned: PlannedQuery<P> | null): Loadable<PlannedAnswer<P>> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed(client, {
        ...answerOptions(client, planned),
        placeholderData: (before, query) => (query?.queryKey[1] === planned?.scope ? before : undefined),
      }),
    [client, planned],
  );
  const result = useQueryResult(client, options);

  // The key, not the value: what the cache has forgotten, because another person came, is not shown again.
  const lastGoodKey = useRef<QueryKey | null>(null);
  const isGood = result.data !== undefined && !result.isPlaceholderData;
  useEffect(() => {
    if (isGood) lastGoodKey.current = options.queryKey;
  });
  const readStale = () => {
    const key = lastGoodKey.current;
    return key && key[1] === planned?.scope ? (client.queries.getQueryData<PlannedAnswer<P>>(key) ?? null) : null;
  };
  return toLoadable(result, useOnline(), readStale);
}
