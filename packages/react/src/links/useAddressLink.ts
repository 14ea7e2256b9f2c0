import { useCallback, useSyncExternalStore } from "react";
import { followAddress, tellOfAddress } from "../filters/followAddress.ts";
import { linkOf, withLink } from "./linkAddress.ts";

/** The link in the page's address, and what takes it away; none on the server and while a page hydrates. */
export function useAddressLink(): { link: string | null; close: () => void } {
  const link = useSyncExternalStore(
    followAddress,
    () => linkOf(location.search),
    () => null,
  );
  const close = useCallback(() => {
    // The state may be a router's: it stays with the entry.
    history.replaceState(history.state, "", withLink(location.href, null));
    tellOfAddress();
  }, []);
  return { link, close };
}
