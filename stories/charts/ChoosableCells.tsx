import type { GridCell } from "@northstar/react";
import { type ComponentType, useState } from "react";

/** A grid that holds what is chosen, and says it below: as a host's filter would. */
export function ChoosableCells<P extends CellProps>({ Chart, ...props }: { Chart: ComponentType<P> } & P) {
  const { onSelect } = props;
  const [selected, select] = useState<GridCell | null>(props.selected ?? null);
  const chart = {
    ...props,
    selected,
    onSelect: (cell: GridCell | null) => {
      select(cell);
      onSelect?.(cell);
    },
  } as unknown as P;
  return (
    <>
      <Chart {...chart} />
      <output>{selected ? `${selected.row} ${selected.column}` : "–"}</output>
    </>
  );
}

interface CellProps {
  selected?: GridCell | null | undefined;
  onSelect?: ((cell: GridCell | null) => void) | undefined;
  onDrill?: ((cell: GridCell) => void) | undefined;
}
