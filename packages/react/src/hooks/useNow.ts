import { useCallback, useSyncExternalStore } from "react";
import { useNorthstarContext } from "../provider/context.ts";

const TICK_MS = 30_000;

/** The time, for rendering: the component renders again every half minute, so that ages grow and periods turn. */
export function useNow(): Date {
  const { now } = useNorthstarContext();
  const readTick = useCallback(() => Math.floor(now().getTime() / TICK_MS), [now]);
  useSyncExternalStore(subscribe, readTick, () => 0);
  return now();
}

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
}
