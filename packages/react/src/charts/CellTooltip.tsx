import type { ActiveCell } from "./useGridCells.ts";

/** Says what a cell is and what it holds: under it, towards the side with more room, and no wider than that. */
export function CellTooltip({ cell, name, value }: CellTooltipProps) {
  const { x, y, width } = cell;
  const isEnd = x > width / 2;
  const place = {
    [isEnd ? "right" : "left"]: isEnd ? width - x : x,
    top: y + 4,
    maxInlineSize: Math.min(220, isEnd ? x : width - x),
  };
  return (
    <div className="ns-tooltip" data-ns-tooltip="" aria-hidden="true" style={place}>
      <div className="ns-tooltip-title">{name}</div>
      <div className="ns-tooltip-value">{value}</div>
    </div>
  );
}

interface CellTooltipProps {
  cell: ActiveCell;
  name: string;
  value: string;
}
