import {
  type DefaultedQueryObserverOptions,
  QueriesObserver,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/query-core";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { NorthstarClient } from "./client.ts";

/**
 * Reads one query of the client's cache and asks it if need be. Unlike TanStack's own `useQuery`, which draws anew for each query that
 * is answered, all readers are woken together: what one response brought is one render.
 * @param options with the client's defaults, and the same object until something of it changes
 */
export function useQueryResult<T>(
  client: NorthstarClient,
  options: DefaultedQueryObserverOptions<T>,
): QueryObserverResult<T> {
  const [observer] = useState(() => new QueryObserver(client.queries, options));
  // Of these options already: the observer itself learns of them after the commit.
  const result = observer.getOptimisticResult(options);
  useEffect(() => observer.setOptions(options), [observer, options]);
  useWoken(client, observer, () => observer.updateResult());
  return result;
}

/** As `useQueryResult`, of any number of queries. @returns in their order */
export function useQueryResults<T>(
  client: NorthstarClient,
  queries: DefaultedQueryObserverOptions<T>[],
): QueryObserverResult<T>[] {
  // TanStack's class knows nothing of what its queries give.
  const untyped = queries as unknown as QueryObserverOptions[];
  const [observer] = useState(() => new QueriesObserver(client.queries, untyped));
  const [results] = observer.getOptimisticResult(untyped, undefined);
  useEffect(() => observer.setQueries(untyped), [observer, untyped]);
  useWoken(client, observer);
  return results as QueryObserverResult<T>[];
}

/** Options as the observers above want them. */
export function observed<T>(
  client: NorthstarClient,
  options: Parameters<typeof client.queries.defaultQueryOptions<T>>[0],
): DefaultedQueryObserverOptions<T> {
  return {
    ...client.queries.defaultQueryOptions({
      ...options,
      notifyOnChangeProps: ["data", "error", "fetchStatus", "isPlaceholderData"],
    }),
    // A query that is about to be asked says so in the first render.
    _optimisticResults: "optimistic",
  };
}

function useWoken(
  client: NorthstarClient,
  observer: { subscribe(listener: () => void): () => void; getCurrentResult(): unknown },
  catchUp?: () => void,
): void {
  const read = () => observer.getCurrentResult();
  useSyncExternalStore(
    // biome-ignore lint/correctness/useExhaustiveDependencies: `catchUp` is the observer's own
    useCallback(
      (reader) => {
        const stop = observer.subscribe(() => client.wake(reader));
        // Something may have come between the observer's making and this.
        catchUp?.();
        return stop;
      },
      [client, observer],
    ),
    read,
    read,
  );
}
