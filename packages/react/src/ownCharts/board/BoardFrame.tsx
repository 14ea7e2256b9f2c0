import type { BoardDirection, BoardItem } from "@northstar/core/own-charts";
import type { HTMLAttributes, KeyboardEvent } from "react";
import { TileBoundary } from "../../components/TileBoundary.tsx";
import { SavedChartView } from "../SavedChartView.tsx";
import type { ChartsInterface } from "../texts.ts";

const DIRECTIONS: Readonly<Record<string, BoardDirection>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** A chart on a board, with what moves and sizes it. What goes wrong in it stays in it. */
export function BoardFrame({
  item,
  title,
  ui: { t },
  keysId,
  isHeld,
  move,
  corner,
  onStep,
  onSize,
  onRemove,
}: BoardFrameProps) {
  const keysOf = (isSizing: boolean) => (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    if (isSizing || event.shiftKey) onSize(direction);
    else onStep(direction);
  };
  const place = { "--ns-x": item.x, "--ns-y": item.y, "--ns-w": item.w, "--ns-h": item.h };
  return (
    <li className="ns-own-item" style={place as React.CSSProperties} data-held={isHeld ? "" : undefined}>
      <div className="ns-own-bar">
        <button
          type="button"
          className="ns-icon-button ns-own-move"
          aria-label={t("own_charts.board_move", { title })}
          title={t("own_charts.board_keys")}
          aria-describedby={keysId}
          onKeyDown={keysOf(false)}
          {...move}
        >
          <span aria-hidden="true">⠿</span>
        </button>
        <button
          type="button"
          className="ns-icon-button"
          aria-label={t("own_charts.board_remove", { title })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      <div className="ns-own-body">
        <TileBoundary tile="SavedChart">
          <SavedChartView id={item.chart} height={plotHeight(item.h)} />
        </TileBoundary>
      </div>
      <button
        type="button"
        className="ns-own-corner"
        aria-label={t("own_charts.board_resize", { title })}
        aria-describedby={keysId}
        onKeyDown={keysOf(true)}
        {...corner}
      />
    </li>
  );
}

/** px of a row with its gap, and of what stands around a drawing. */
const ROW = 96;
const AROUND = 140;

/** A drawing fills the rows that its item has. */
function plotHeight(rows: number): number {
  return Math.max(120, rows * ROW - AROUND);
}

interface BoardFrameProps {
  item: BoardItem;
  title: string;
  ui: ChartsInterface;
  /** Of what says which keys do what. */
  keysId: string;
  isHeld: boolean;
  move: HTMLAttributes<HTMLElement>;
  corner: HTMLAttributes<HTMLElement>;
  onStep(direction: BoardDirection): void;
  onSize(direction: BoardDirection): void;
  onRemove(): void;
}
