import { createContext, useContext, useEffect, useRef } from "react";
import type { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";

/** Which tile something happens in: its component's name and its KPI, null where there is none or several. */
export interface TilePlace {
  tile: string | null;
  kpi: string | null;
}

export const TileContext = createContext<TilePlace>({ tile: null, kpi: null });

/** Tells the host's `onError` of an error that a tile shows, once for as long as it is the same. */
export function useReportError(error: NorthstarError | null): void {
  const { reportError } = useNorthstarContext();
  const { tile, kpi } = useContext(TileContext);
  const reported = useRef<string | null>(null);
  useEffect(() => {
    // By what it says and not by identity: errors of planning are made anew with every render.
    const key = error && `${error.code} ${error.message}`;
    if (key === reported.current) return;
    reported.current = key;
    if (error) reportError(error, { tile, kpi });
  });
}
