import { createContext, lazy, type ReactNode, Suspense, useContext } from "react";
import { TileBoundary } from "./TileBoundary.tsx";
import type { TileTable } from "./tileTable.ts";

const TileTableView = lazy(() => import("../export/TileTableView.tsx").then((m) => ({ default: m.TileTableView })));

/** Whether a tile shows its table instead of its drawing, and what makes the table. */
export interface TileTwin {
  isTable: boolean;
  toTable(): TileTable | null;
}

export const TwinContext = createContext<TileTwin>({ isTable: false, toTable: () => null });

/** What a tile's menu turns into a table: a drawing, in the room that it has. For tiles whose numbers stay beside the table. */
export function TilePlot({ height, children }: TilePlotProps) {
  const { isTable, toTable } = useContext(TwinContext);
  const table = isTable ? toTable() : null;
  if (!table) return children;
  return (
    <div className="ns-tile-table" style={{ "--ns-table-height": `${height}px` } as React.CSSProperties}>
      <TileBoundary>
        <Suspense fallback={<div style={{ blockSize: height }} />}>
          <TileTableView table={table} maxHeight={height} />
        </Suspense>
      </TileBoundary>
    </div>
  );
}

interface TilePlotProps {
  /** px that the table may take. */
  height: number;
  children: ReactNode;
}
