/** `pushState` tells nobody, so all that follows the page's address hears of the others here. */
const listeners = new Set<() => void>();

/** Tells whoever follows the address that this library has changed it. */
export function tellOfAddress(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener when the page's address may be another; returns how to stop. */
export function followAddress(listener: () => void): () => void {
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
