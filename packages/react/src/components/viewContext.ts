import { createContext, useContext } from "react";

/** True inside a view, whose header says the period once for all its tiles. */
export const InView = createContext(false);

export function useInView(): boolean {
  return useContext(InView);
}
