import { type ReactNode, useId } from "react";
import type { Loadable } from "../hooks/types.ts";
import { Figure } from "./Figure.tsx";
import { Heading } from "./Heading.tsx";
import { useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { DeniedState, ErrorState, StaleBanner } from "./states.tsx";

/** A card: its name, its tools, and what its state asks to be drawn. */
export function Tile<T>({ title, className, state, badges, tools, skeleton, children }: TileProps<T>) {
  const titleId = useId();
  const { t } = useInterface();
  const value = shownValue(state);
  const isUpdating = state.status === "ready" && state.updating;
  return (
    <article
      className={`ns-card ${className}`}
      aria-labelledby={titleId}
      aria-busy={state.status === "loading" || isUpdating}
      data-state={state.status}
    >
      {isUpdating && (
        // Not a live region: with live data it would speak every few seconds. `aria-busy` is enough.
        <div className="ns-updating">
          <span className="ns-visually-hidden">{t("state.updating")}</span>
        </div>
      )}
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
        {tools && value !== null && <div className="ns-card-tools">{tools(value)}</div>}
      </div>
      {value !== null && (
        <>
          {children(value)}
          <StaleBanner state={state} />
        </>
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
  /** At the right of the name, once there is a value. */
  tools?: (value: T) => ReactNode;
  /** The same layout without the value. */
  skeleton: ReactNode;
  children(value: T): ReactNode;
}
