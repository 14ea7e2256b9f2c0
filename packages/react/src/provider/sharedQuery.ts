import {
  type QueryClient,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/query-core";

/**
 * One observer of one query, for however many components read it. `useQuery` brings one for each call, and a page reads its catalogue
 * some hundred times in every render. For `useSyncExternalStore`; the query is asked while somebody reads it.
 */
export class SharedQuery<T> {
  readonly #wake: (reader: () => void) => void;
  readonly #options: QueryObserverOptions<T>;
  readonly #observer: QueryObserver<T>;
  readonly #readers = new Set<() => void>();
  #stop: (() => void) | null = null;

  /** @param wake calls what it is given soon, with whatever else is woken now */
  constructor(
    queries: QueryClient,
    wake: (reader: () => void) => void,
    options: Pick<QueryObserverOptions<T>, "queryKey" | "queryFn">,
  ) {
    this.#wake = wake;
    this.#options = { ...options, notifyOnChangeProps: ["data", "error", "fetchStatus"] };
    this.#observer = new QueryObserver<T>(queries, this.#options);
  }

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    if (this.#stop === null) {
      // The cache may have been emptied since: the observer would stay with an entry that nobody renews.
      this.#observer.setOptions(this.#options);
      this.#stop = this.#observer.subscribe(() => this.#wake(this.#tell));
      this.#observer.updateResult();
    }
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  };

  readonly read = (): QueryObserverResult<T> => this.#observer.getCurrentResult();

  readonly #tell = (): void => {
    for (const reader of [...this.#readers]) reader();
  };
}
