import { useSyncExternalStore } from "react";

/**
 * False on a server and while the browser takes its markup over, true from then on. What depends on the clock is drawn only then: a
 * server's page may be read on another day.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(subscribe, hydrated, onServer);
}

const subscribe = () => () => {};
const hydrated = () => true;
const onServer = () => false;
