import {
  type DefaultedQueryObserverOptions,
  type QueryClient,
  QueryObserver,
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

/** As `useQueryResult`, of several queries, each in its place from render to render. @returns in their order */
export function useQueryResults<T>(
  client: NorthstarClient,
  queries: readonly DefaultedQueryObserverOptions<T>[],
): readonly QueryObserverResult<T>[] {
  const [group] = useState(() => new ObserverGroup<T>(client.queries));
  const results = group.read(queries);
  useEffect(() => group.setQueries(queries), [group, queries]);
  useWoken(client, group);
  return results;
}

/**
 * Observers side by side. TanStack's `QueriesObserver` makes new ones whenever keys change; these go on to the next key as a single one
 * does, and know what was shown before.
 */
class ObserverGroup<T> {
  readonly #client: QueryClient;
  #observers: QueryObserver<T>[] = [];
  #stops: (() => void)[] = [];
  #listener: (() => void) | null = null;
  /** Another object after each change. */
  #version = {};

  constructor(client: QueryClient) {
    this.#client = client;
  }

  read(queries: readonly DefaultedQueryObserverOptions<T>[]): QueryObserverResult<T>[] {
    return queries.map((options, index) => {
      this.#observers[index] ??= new QueryObserver<T>(this.#client, options);
      return this.#observers[index].getOptimisticResult(options);
    });
  }

  setQueries(queries: readonly DefaultedQueryObserverOptions<T>[]): void {
    queries.forEach((options, index) => {
      this.#observers[index]?.setOptions(options);
    });
    this.#observers.length = queries.length;
    for (const stop of this.#stops.splice(queries.length)) stop();
    this.#listen();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    this.#listen();
    return () => {
      this.#listener = null;
      for (const stop of this.#stops.splice(0)) stop();
    };
  };

  readonly getCurrentResult = (): object => this.#version;

  #listen(): void {
    if (this.#listener === null) return;
    for (let index = this.#stops.length; index < this.#observers.length; index += 1) {
      const observer = this.#observers[index];
      if (!observer) return;
      this.#stops.push(
        observer.subscribe(() => {
          this.#version = {};
          this.#listener?.();
        }),
      );
      observer.updateResult();
    }
  }
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
