import { CoreError, type LocalizedText } from "@northstar/core";
import { NorthstarError } from "../errors.ts";
import type { Loadable } from "./types.ts";

/** The part of a React Query result that a `Loadable` is made from. */
export interface QueryState<T> {
  data: T | undefined;
  error: Error | null;
  fetchStatus: "fetching" | "paused" | "idle";
  refetch: () => unknown;
}

/** State of one query as a `Loadable`. `readStale` gives the last good value, from before the query changed; asked only without a newer. */
export function toLoadable<T>(
  query: QueryState<T>,
  isOnline: boolean,
  readStale: () => T | null = () => null,
): Loadable<T> {
  const { data, error, fetchStatus } = query;
  if (error && (isOnline || data === undefined)) {
    return ofEarlierChoice(
      errorLoadable(error, () => void query.refetch(), data ?? readStale()),
      data === undefined,
    );
  }
  if (data !== undefined) {
    return { status: "ready", value: data, updating: fetchStatus === "fetching", offline: !isOnline };
  }
  if (fetchStatus === "paused") {
    const offline = new NorthstarError("offline", "There is no connection. The numbers come when it is back.");
    return ofEarlierChoice(
      errorLoadable(offline, () => void query.refetch(), readStale()),
      true,
    );
  }
  return { status: "loading" };
}

function ofEarlierChoice<T>(loadable: Loadable<T>, isEarlierChoice: boolean): Loadable<T> {
  return loadable.status === "error" && loadable.stale !== null && isEarlierChoice
    ? { ...loadable, isEarlierChoice }
    : loadable;
}

/** An error as a state: what the role may not see is `denied`, the rest `error`. */
export function errorLoadable<T>(error: unknown, retry: () => void, stale: T | null = null): Loadable<T> {
  const known = toNorthstarError(error);
  if (known.status === 403) return { status: "denied", title: null, owner: null, roles: [], detail: known.message };
  return { status: "error", error: known, retry, stale };
}

/** Turns the value of a `Loadable`, wherever it holds one. */
export function mapLoadable<A, B>(loadable: Loadable<A>, map: (value: A) => B): Loadable<B> {
  if (loadable.status === "ready") return { ...loadable, value: map(loadable.value) };
  if (loadable.status === "error") return { ...loadable, stale: loadable.stale === null ? null : map(loadable.stale) };
  return loadable;
}

/** Names what was denied, when the server's refusal didn't. */
export function withTitle<T>(
  loadable: Loadable<T>,
  item: { title: LocalizedText; owner?: string | undefined; roles?: readonly string[] | undefined } | null,
): Loadable<T> {
  if (loadable.status !== "denied" || loadable.title !== null || !item) return loadable;
  return { ...loadable, title: item.title, owner: item.owner ?? null, roles: item.roles ?? [] };
}

function toNorthstarError(error: unknown): NorthstarError {
  if (error instanceof NorthstarError) return error;
  if (error instanceof CoreError) return new NorthstarError(error.code, error.message, { cause: error });
  return new NorthstarError("bad_answer", `The answer could not be read: ${String(error)}. Try again.`, {
    cause: error,
  });
}
