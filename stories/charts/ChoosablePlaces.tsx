import type { TimeChartProps } from "@northstar/react";
import { type ComponentType, useState } from "react";

/** A chart that holds what is chosen, and says it below: as a host's filter would. */
export function ChoosablePlaces({ Chart, onSelect, onDrill, ...props }: ChoosablePlacesProps) {
  const [selected, select] = useState(props.selected ?? null);
  return (
    <>
      <Chart
        {...props}
        selected={selected}
        onSelect={(start) => {
          select(start);
          onSelect?.(start);
        }}
        onDrill={onDrill}
      />
      <output>{selected ?? "–"}</output>
    </>
  );
}

interface ChoosablePlacesProps extends TimeChartProps {
  Chart: ComponentType<TimeChartProps>;
}
