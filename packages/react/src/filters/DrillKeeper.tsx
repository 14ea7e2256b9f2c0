import type { DrillState } from "@northstar/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useState } from "react";

/** What is drilled into under a provider, and who draws it. */
interface DrillKeeping {
  drill: DrillState | null;
  setDrill: (next: DrillState | null) => void;
  /** Who draws it: of several places that could, one does. */
  place: string | null;
  setPlace: (next: (present: string | null) => string | null) => void;
}

const DrillKeepingContext = createContext<DrillKeeping>({
  drill: null,
  setDrill: () => {},
  place: null,
  setPlace: () => {},
});

/** What is drilled into, whoever draws it. */
export function useDrillState(): Pick<DrillKeeping, "drill" | "setDrill"> {
  return useContext(DrillKeepingContext);
}

/** Keeps what is drilled into, as the host says or by itself. Apart from the provider's context: tiles aren't drawn anew by it. */
export function DrillKeeper({ drill: controlled, onDrillChange, children }: DrillKeeperProps) {
  const [own, setOwn] = useState<DrillState | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const setDrill = useCallback(
    (next: DrillState | null) => {
      setOwn(next);
      onDrillChange(next);
    },
    [onDrillChange],
  );
  const drill = controlled === undefined ? own : controlled;
  const value = useMemo(() => ({ drill, setDrill, place, setPlace }), [drill, setDrill, place]);
  return <DrillKeepingContext.Provider value={value}>{children}</DrillKeepingContext.Provider>;
}

interface DrillKeeperProps {
  /** Undefined where nobody else keeps it. */
  drill: DrillState | null | undefined;
  /** Always the same function. */
  onDrillChange: (next: DrillState | null) => void;
  children: ReactNode;
}

/** What a place that can draw a drill draws, and how it changes it. */
export interface DrillPlace {
  /** Null where nothing is drilled into, or another place draws it. */
  drill: DrillState | null;
  open: (next: DrillState) => void;
  close: () => void;
}

/**
 * A place that can draw what is drilled into: it draws what was opened from it. What nobody opened, as by a link, the first place draws
 * that is free for it.
 * @param only the one KPI that it can draw; any without it
 */
export function useDrillPlace(only?: string | null): DrillPlace {
  const { drill, setDrill, place, setPlace } = useContext(DrillKeepingContext);
  const id = useId();
  const isFree = only === undefined || (drill !== null && drill.kpi === only);
  useEffect(() => {
    if (place === null && isFree) setPlace((present) => present ?? id);
  }, [place, isFree, id, setPlace]);
  // Another place may draw it once this one is gone.
  useEffect(() => () => setPlace((present) => (present === id ? null : present)), [id, setPlace]);
  const open = useCallback(
    (next: DrillState) => {
      setPlace(() => id);
      setDrill(next);
    },
    [id, setPlace, setDrill],
  );
  const close = useCallback(() => setDrill(null), [setDrill]);
  return { drill: place === id ? drill : null, open, close };
}
