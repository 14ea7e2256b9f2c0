import { type ReactNode, useId, useRef, useState } from "react";
import type { Loadable } from "../hooks/types.ts";
import { Figure } from "./Figure.tsx";
import { Heading } from "./Heading.tsx";
import { useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { DeniedState, ErrorState, StaleBanner } from "./states.tsx";
import { TileMenu, type TileMenuItem } from "./TileMenu.tsx";
import type { TileTable } from "./tileTable.ts";
import { TilePlot, type TileTwin, TwinContext } from "./tileTwin.tsx";
import { UpdatingBar } from "./UpdatingBar.tsx";

/** Room for a table that takes the whole body: beyond it, rows scroll. */
const BODY_TABLE_HEIGHT = 400;

/** A card: its name, its tools, and what its state asks to be drawn. */
export function Tile<T>({
  title,
  className,
  state,
  badges,
  tools,
  skeleton,
  table,
  tablePlace = "body",
  hasTableLink = false,
  rowsOfPeople = false,
  menu,
  children,
}: TileProps<T>) {
  const titleId = useId();
  const card = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const { t } = useInterface();
  const value = shownValue(state);
  const isUpdating = state.status === "ready" && state.updating;
  const twin: TileTwin = { isTable, toTable: () => (value === null ? null : (table?.(value) ?? null)) };
  return (
    <article
      ref={card}
      className={`ns-card ${className}`}
      aria-labelledby={titleId}
      aria-busy={state.status === "loading" || isUpdating}
      data-state={state.status}
    >
      {isUpdating && <UpdatingBar />}
      <div className="ns-card-header">
        <Heading id={titleId} className="ns-card-title">
          {title ?? (
            <>
              <span className="ns-visually-hidden">{t("state.loading_unnamed")}</span>
              <span className="ns-skeleton" aria-hidden="true">
                {"\u00a0".repeat(24)}
              </span>
            </>
          )}
        </Heading>
        {badges && value !== null && <div className="ns-card-badges">{badges(value)}</div>}
        {(tools || table) && value !== null && (
          <div className="ns-card-tools">
            {tools?.(value)}
            {table && hasTableLink && (
              <button type="button" className="ns-link" onClick={() => setTable(!isTable)}>
                {t(isTable ? "chart.as_chart" : "chart.as_table")}
              </button>
            )}
            {table && (
              <TileMenu
                title={title ?? ""}
                tile={card}
                twin={twin}
                onTable={setTable}
                rowsOfPeople={rowsOfPeople}
                items={menu?.(value) ?? []}
              />
            )}
          </div>
        )}
      </div>
      {value !== null && (
        <TwinContext.Provider value={twin}>
          {tablePlace === "body" ? <TilePlot height={BODY_TABLE_HEIGHT}>{children(value)}</TilePlot> : children(value)}
          <StaleBanner state={state} />
        </TwinContext.Provider>
      )}
      {value === null && state.status === "loading" && (
        <>
          {title !== null && <span className="ns-visually-hidden">{t("state.loading", { title })}</span>}
          {skeleton}
        </>
      )}
      {state.status === "denied" && (
        <>
          <Figure value={null} unit="count" />
          <DeniedState state={state} />
        </>
      )}
      {state.status === "error" && value === null && <ErrorState state={state} />}
    </article>
  );
}

export interface TileProps<T> {
  /** Null while the name itself isn't known. */
  title: string | null;
  className: string;
  state: Loadable<T>;
  /** What has to be known about the value before reading it; on a line of their own where it is narrow. */
  badges?: (value: T) => ReactNode;
  /** At the right of the name, once there is a value; the menu comes after them. */
  tools?: (value: T) => ReactNode;
  /** The same layout without the value. */
  skeleton: ReactNode;
  /**
   * The tile in text. Gives the tile its menu: as table, copy, CSV, picture. Asked only when one of these is used; null when
   * there is nothing to show.
   */
  table?: ((value: T) => TileTable | null) | undefined;
  /** What the table takes the place of: all of the body, or the `TilePlot`s in it. @default "body" */
  tablePlace?: "body" | "plot";
  /** Whether "as table" is a link beside the menu too: for wide tiles whose table is often read. @default false */
  hasTableLink?: boolean;
  /** Whether the rows are single persons or events, which only some roles may take along. @default false */
  rowsOfPeople?: boolean | undefined;
  /** Further entries of the menu. */
  menu?: ((value: T) => readonly TileMenuItem[]) | undefined;
  children(value: T): ReactNode;
}
