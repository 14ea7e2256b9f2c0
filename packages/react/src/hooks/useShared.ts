import { useMemo, useSyncExternalStore } from "react";
import type { SharedQuery } from "../provider/sharedQuery.ts";
import { toLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { useOnline } from "./useOnline.ts";

/** The state of a query that the whole provider shares; the same object until it changes. */
export function useShared<T>(query: SharedQuery<T>): Loadable<T> {
  const result = useSyncExternalStore(query.subscribe, query.read, query.read);
  const isOnline = useOnline();
  return useMemo(() => toLoadable(result, isOnline), [result, isOnline]);
}
