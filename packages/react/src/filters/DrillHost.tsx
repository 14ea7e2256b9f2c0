import { lazy, type ReactNode, Suspense } from "react";
import { Root } from "../components/Root.tsx";
import { useDrillPlace } from "./DrillKeeper.tsx";
import { DrillContext } from "./tileDrill.ts";

const DrillDialog = lazy(() => import("./DrillDialog.tsx").then((module) => ({ default: module.DrillDialog })));

/** Tiles inside it drill, from their menu, their numbers' names, their rows and marks. Views have one; a page of single tiles may have its own. */
export function DrillHost({ children }: { children: ReactNode }) {
  const { drill, open, close } = useDrillPlace();
  return (
    <DrillContext.Provider value={open}>
      {children}
      {drill && (
        <Root tile="DrillPanel" kpi={drill.kpi}>
          <Suspense>
            <DrillDialog drill={drill} onChange={open} onClose={close} />
          </Suspense>
        </Root>
      )}
    </DrillContext.Provider>
  );
}
