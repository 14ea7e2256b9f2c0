import { Component, type ErrorInfo, type ReactNode, useContext } from "react";
import { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { Heading } from "./Heading.tsx";
import { useInterface } from "./interface.ts";
import { ErrorNote } from "./states.tsx";
import { TileContext, type TilePlace } from "./tileContext.ts";
import { useKpiName } from "./useKpiTitle.ts";

/**
 * Keeps what goes wrong while a tile is drawn inside that tile: the rest of the page stays, a plain message with a code takes the
 * tile's place, and the provider's `onError` hears of it. It is tried again when asked to and whenever its content is drawn anew.
 */
export function TileBoundary({ tile = null, kpi = null, children }: TileBoundaryProps) {
  const { reportError } = useNorthstarContext();
  const around = useContext(TileContext);
  const place = tile === null && kpi === null ? around : { tile: tile ?? around.tile, kpi };
  return (
    <TileContext.Provider value={place}>
      <Boundary place={place} onError={reportError}>
        {children}
      </Boundary>
    </TileContext.Provider>
  );
}

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, failed: null };
  #reported: string | null = null;

  static getDerivedStateFromError(thrown: unknown): Partial<BoundaryState> {
    return { error: toTileError(thrown) };
  }

  static getDerivedStateFromProps({ children }: BoundaryProps, { error, failed }: BoundaryState): BoundaryState | null {
    if (!error) return failed === null ? null : { error, failed: null };
    if (failed === null) return { error, failed: { children } };
    return failed.children === children ? null : { error: null, failed: null };
  }

  override componentDidCatch(thrown: unknown, _info: ErrorInfo): void {
    const error = toTileError(thrown);
    // A host that draws again in `onError` must not hear of the same for ever.
    const key = String(thrown);
    if (this.#reported === key) return;
    this.#reported = key;
    this.props.onError(error, this.props.place);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <FailedTile
        error={error}
        kpi={this.props.place.kpi}
        retry={() => {
          this.#reported = null;
          this.setState({ error: null, failed: null });
        }}
      />
    );
  }
}

function FailedTile({ error, kpi, retry }: { error: NorthstarError; kpi: string | null; retry: () => void }) {
  const { t } = useInterface();
  const name = useKpiName(kpi);
  return (
    <article className="ns-card" data-state="error">
      <div className="ns-card-header">
        <Heading className="ns-card-title">{name ?? t("state.failed_tile")}</Heading>
      </div>
      <ErrorNote error={error} retry={retry} />
    </article>
  );
}

function toTileError(thrown: unknown): NorthstarError {
  if (thrown instanceof NorthstarError) return thrown;
  return new NorthstarError("tile_failed", `A tile failed while it was drawn: ${String(thrown)}.`, { cause: thrown });
}

export interface TileBoundaryProps {
  /** Name of the component, for `onError`. @default that of the tile around it */
  tile?: string | null | undefined;
  /** KPI that it shows, for `onError`. */
  kpi?: string | null | undefined;
  children?: ReactNode;
}

interface BoundaryProps {
  place: TilePlace;
  onError: (error: NorthstarError, place: TilePlace) => void;
  children?: ReactNode;
}

interface BoundaryState {
  error: NorthstarError | null;
  /** What was being drawn when it failed: something else is tried anew. */
  failed: { children: ReactNode } | null;
}
