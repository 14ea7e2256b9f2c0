import { useCallback, useSyncExternalStore } from "react";
import { linkOf, withLink } from "./linkAddress.ts";

/** The link in the page's address, and what takes it away; none on the server and while a page hydrates. */
export function useAddressLink(): { link: string | null; close: () => void } {
  const link = useSyncExternalStore(
    subscribe,
    () => linkOf(location.search),
    () => null,
  );
  const close = useCallback(() => {
    // The state may be a router's: it stays with the entry.
    history.replaceState(history.state, "", withLink(location.href, null));
    for (const listener of listeners) listener();
  }, []);
  return { link, close };
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  // Where the browser has it, it tells of a host's own `pushState` too.
  const navigation: unknown = Reflect.get(globalThis, "navigation");
  const target = navigation instanceof EventTarget ? navigation : null;
  target?.addEventListener("currententrychange", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
    target?.removeEventListener("currententrychange", listener);
  };
}
