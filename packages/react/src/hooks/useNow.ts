import { useSyncExternalStore } from "react";
import { useNorthstarContext } from "../provider/context.ts";

/** The time, for rendering: another `Date` every half minute, so that ages grow and periods turn, and the same one until then. */
export function useNow(): Date {
  const { clock } = useNorthstarContext().client;
  return useSyncExternalStore(clock.subscribe, clock.read, clock.read);
}
