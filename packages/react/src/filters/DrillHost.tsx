import type { KpiId } from "@northstar/core";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { Root } from "../components/Root.tsx";
import type { Filters } from "../hooks/types.ts";
import { DrillContext } from "./tileDrill.ts";

const DrillPanel = lazy(() => import("./DrillPanel.tsx").then((module) => ({ default: module.DrillPanel })));

/** KPI cards inside it drill, from their menu and their marks. Views have one; a page of single cards may have its own. */
export function DrillHost({ children }: { children: ReactNode }) {
  const [drilled, setDrilled] = useState<{ kpi: KpiId; filters: Filters | undefined } | null>(null);
  const open = useCallback((kpi: KpiId, filters: Filters | undefined) => setDrilled({ kpi, filters }), []);
  return (
    <DrillContext.Provider value={open}>
      {children}
      {drilled && (
        <Root tile="DrillPanel" kpi={drilled.kpi}>
          <Suspense>
            <DrillPanel kpi={drilled.kpi} filters={drilled.filters} onClose={() => setDrilled(null)} />
          </Suspense>
        </Root>
      )}
    </DrillContext.Provider>
  );
}
