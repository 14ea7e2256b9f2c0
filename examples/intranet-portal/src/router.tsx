import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

/** The path on screen; components that read it draw again when it changes. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

/** @param path may have a search part */
export function navigate(path: string): void {
  if (path === location.pathname + location.search || path === location.pathname) return;
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

/** A word of the search part on screen; null when it isn't there. */
export function useSearchWord(name: string): string | null {
  return useSyncExternalStore(subscribe, () => new URLSearchParams(location.search).get(name));
}

/** Another place of the same page: "back" leads to the one before. */
export function setSearchWord(name: string, value: string | null): void {
  const search = new URLSearchParams(location.search);
  if (value === null) search.delete(name);
  else search.set(name, value);
  const text = search.toString();
  history.pushState(null, "", text === "" ? location.pathname : `${location.pathname}?${text}`);
  dispatchEvent(new PopStateEvent("popstate"));
}

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** Whether the new page has the search part of the present one: pages that share their filters. */
  keepsSearch?: boolean;
}

/** A real link that changes the page without loading it; new tabs and middle clicks work as ever. */
export function Link({ href, keepsSearch = false, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(keepsSearch ? href + location.search : href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}
