import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect`, about which React 18 warns on a server, where there is nothing to lay out. */
export const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;
