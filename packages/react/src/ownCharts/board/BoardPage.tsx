import {
  addItem,
  BOARD_LIMITS,
  type BoardDirection,
  type BoardItem,
  inReadingOrder,
  removeItem,
  resizeItem,
  stepItem,
} from "@northstar/core/own-charts";
import { useId, useRef, useState } from "react";
import { useInterface } from "../../components/interface.ts";
import { shownValue } from "../../components/loadable.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { EmptyState, ErrorState, StaleBanner } from "../../components/states.tsx";
import { type ChartsInterface, TEXTS } from "../texts.ts";
import { useCharts } from "../useCharts.ts";
import { BoardFrame } from "./BoardFrame.tsx";
import { type Board, useBoard } from "./useBoard.ts";
import { useBoardDrag } from "./useBoardDrag.ts";

const NONE: readonly BoardItem[] = [];

/** A board with all that is on it. */
export function BoardPage({ board: id }: { board: string }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const board = useBoard(id);
  const charts = useCharts();
  const all = shownValue(charts)?.charts ?? [];
  const items = shownValue(board.state) ?? NONE;
  const [said, setSaid] = useState("");
  const [removed, setRemoved] = useState<{ items: readonly BoardItem[]; title: string } | null>(null);
  const grid = useRef<HTMLUListElement>(null);
  const keysId = useId();
  const titleOf = (chart: string) => all.find((each) => each.id === chart)?.spec.title ?? t("own_charts.loading_chart");
  const put = (next: readonly BoardItem[], chart: string) => {
    setRemoved(null);
    const isSame = JSON.stringify(next) === JSON.stringify(items);
    setSaid(
      isSame ? t("own_charts.board_stays", { title: titleOf(chart) }) : placeWords(next, chart, titleOf(chart), ui),
    );
    if (!isSame) board.put(next);
  };
  const { shown, heldChart, handle } = useBoardDrag(grid, items, put);
  const size = (chart: string, direction: BoardDirection) => {
    const item = items.find((each) => each.chart === chart);
    if (!item) return;
    const w = item.w + (direction === "right" ? 1 : direction === "left" ? -1 : 0);
    const h = item.h + (direction === "down" ? 1 : direction === "up" ? -1 : 0);
    put(resizeItem(items, chart, { w, h }), chart);
  };
  const isUnavailable = board.state.status === "error" && board.state.error.code === "charts_unavailable";
  if (isUnavailable) {
    return (
      <article className="ns-card">
        <EmptyState title={t("own_charts.unavailable")} detail={t("own_charts.unavailable_detail")} />
      </article>
    );
  }
  const free = all.filter(({ id: chart }) => items.every((item) => item.chart !== chart));
  const isFull = items.length >= BOARD_LIMITS.items;
  const placeOf = new Map(shown.map((item) => [item.chart, item]));
  return (
    <div className="ns-view" data-board={board.status}>
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("own_charts.board")}</h2>
          <p className="ns-view-subtitle">{t("own_charts.board_subtitle")}</p>
        </div>
        <AddChart ui={ui} options={free.map(({ id: value, spec }) => ({ value, label: spec.title }))} isFull={isFull}>
          {(chart) => put(addItem(items, chart), chart)}
        </AddChart>
      </header>
      <BoardSaid ui={ui} board={board} />
      {removed && (
        <div className="ns-own-said" role="status">
          {t("own_charts.board_removed", { title: removed.title })}{" "}
          <button
            type="button"
            className="ns-link"
            onClick={() => {
              setRemoved(null);
              board.put(removed.items);
            }}
          >
            {t("own_charts.undo")}
          </button>
        </div>
      )}
      <StaleBanner state={board.state} />
      {board.state.status === "loading" && <RowsSkeleton rows={8} />}
      {board.state.status === "error" && board.state.stale === null && <ErrorState state={board.state} />}
      {shownValue(board.state) !== null && items.length === 0 && (
        <article className="ns-card">
          <EmptyState title={t("own_charts.board_empty")} detail={t("own_charts.board_empty_detail")} />
        </article>
      )}
      <p id={keysId} className="ns-visually-hidden">
        {t("own_charts.board_keys")}
      </p>
      <div className="ns-own-board">
        <ul ref={grid} className="ns-own-grid">
          {inReadingOrder(items).map((item) => (
            <BoardFrame
              key={item.chart}
              item={placeOf.get(item.chart) ?? item}
              title={titleOf(item.chart)}
              ui={ui}
              keysId={keysId}
              isHeld={heldChart === item.chart}
              move={handle(item.chart, "place")}
              corner={handle(item.chart, "corner")}
              onStep={(direction) => put(stepItem(items, item.chart, direction), item.chart)}
              onSize={(direction) => size(item.chart, direction)}
              onRemove={() => {
                setSaid("");
                setRemoved({ items, title: titleOf(item.chart) });
                board.put(removeItem(items, item.chart));
              }}
            />
          ))}
        </ul>
      </div>
      <p className="ns-visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** Where an item has come to, as it is read aloud. */
function placeWords(items: readonly BoardItem[], chart: string, title: string, { t }: ChartsInterface): string {
  const item = items.find((each) => each.chart === chart);
  if (!item) return "";
  return t("own_charts.board_place", { title, column: item.x + 1, row: item.y + 1, width: item.w, height: item.h });
}

function AddChart({ ui: { t }, options, isFull, children: add }: AddChartProps) {
  const id = useId();
  return (
    <div className="ns-field ns-own-add">
      <label htmlFor={id} className="ns-visually-hidden">
        {t("own_charts.board_add")}
      </label>
      <select
        id={id}
        value=""
        disabled={isFull || options.length === 0}
        title={isFull ? t("own_charts.board_full") : undefined}
        onChange={(event) => event.target.value !== "" && add(event.target.value)}
      >
        <option value="">{t("own_charts.board_add")}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface AddChartProps {
  ui: ChartsInterface;
  options: readonly { value: string; label: string }[];
  isFull: boolean;
  children(chart: string): void;
}

/** What became of what was changed, where it isn't kept: whose holds, and to try again. */
function BoardSaid({ ui: { t }, board }: { ui: ChartsInterface; board: Board }) {
  const { status } = board;
  return (
    <div
      className="ns-own-said"
      role="status"
      data-status={status === "changed" || status === "failed" ? "failed" : "idle"}
    >
      {status === "changed" && (
        <>
          {t("own_charts.board_changed")}{" "}
          <button type="button" className="ns-link" onClick={board.takeTheirs}>
            {t("own_charts.take_theirs")}
          </button>
          <button type="button" className="ns-link" onClick={board.keepMine}>
            {t("own_charts.keep_mine")}
          </button>
        </>
      )}
      {status === "failed" && (
        <>
          {t("own_charts.board_failed")}{" "}
          <button type="button" className="ns-link" onClick={board.keepMine}>
            {t("own_charts.board_retry")}
          </button>
        </>
      )}
    </div>
  );
}
