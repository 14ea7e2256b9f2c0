import type { Filters } from "@northstar/core";
import {
  DrillHost,
  type NorthstarError,
  NorthstarProvider,
  type NorthstarProviderProps,
  type Selection,
  SelectionScope,
} from "@northstar/react";
import { Component, type ComponentType, memo, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import type { Problem } from "./Problem.ts";

/** An element that draws in a provider's tree. */
export interface HubTile {
  /** In its shadow root. */
  container: HTMLElement;
  component: ComponentType<Record<string, unknown>>;
  /** The same object until something changes; null while there is nothing to draw. */
  props: Readonly<Record<string, unknown>> | null;
  /** What the provider lacks; null when it lacks nothing any more. */
  onProviderProblem(problem: Problem | null): void;
  /** An exception that no component of ours caught. */
  onCrash(): void;
  /** Something was chosen in it. */
  onSelect(selection: Selection): void;
}

/**
 * One React tree for a provider element: each tile is a portal into its element's shadow root. So all tiles of a provider share one
 * cache and one request, as in React.
 */
export class ProviderHub {
  readonly #tiles = new Map<HubTile, number>();
  /** Outside the page: everything is drawn by portals. */
  #root: Root | null = null;
  #props: NorthstarProviderProps | null = null;
  #reader: string | null = null;
  #problem: Problem | null = null;
  #isScheduled = false;
  #count = 0;

  /** Draws with these props from now on; `problem` says why they are null. */
  update(props: NorthstarProviderProps | null, reader: string | null, problem: Problem | null): void {
    this.#props = props;
    this.#reader = reader;
    this.#problem = problem;
    for (const tile of this.#tiles.keys()) tile.onProviderProblem(problem);
    this.#schedule();
  }

  join(tile: HubTile): void {
    this.#tiles.set(tile, this.#count);
    this.#count += 1;
    tile.onProviderProblem(this.#problem);
    this.#schedule();
  }

  /** Draws a tile again with its present props. */
  refresh(tile: HubTile): void {
    if (this.#tiles.has(tile)) this.#schedule();
  }

  leave(tile: HubTile): void {
    if (this.#tiles.delete(tile)) this.#schedule();
  }

  #close(): void {
    this.#root?.unmount();
    this.#root = null;
  }

  /** Once for all that changes in the same task. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#draw();
    });
  }

  #draw(): void {
    const props = this.#props;
    if (!props) {
      this.#close();
      return;
    }
    if (!this.#root && this.#tiles.size === 0) return;
    this.#root ??= createRoot(document.createElement("div"));
    this.#root.render(
      <NorthstarProvider key={this.#reader} {...props}>
        {[...this.#tiles].map(
          ([tile, number]) =>
            tile.props && createPortal(<Tile tile={tile} props={tile.props} />, tile.container, String(number)),
        )}
      </NorthstarProvider>,
    );
  }
}

/** Draws again only when its own props are others; the components hear of the provider's by themselves. */
const Tile = memo(function Tile({ tile, props }: { tile: HubTile; props: Readonly<Record<string, unknown>> }) {
  const { component: Shown } = tile;
  return (
    <Edge given={props} onCrash={tile.onCrash}>
      <SelectionScope onSelect={tile.onSelect}>
        <DrillHost>
          <Shown {...props} />
        </DrillHost>
      </SelectionScope>
    </Edge>
  );
});

/** The last catch: an exception in one element must not empty all the others of its tree. Other props are tried anew. */
class Edge extends Component<EdgeProps, EdgeState> {
  override state: EdgeState = { given: null, hasCrashed: false };

  static getDerivedStateFromError(): Partial<EdgeState> {
    return { hasCrashed: true };
  }

  static getDerivedStateFromProps({ given }: EdgeProps, state: EdgeState): EdgeState | null {
    return state.given === given ? null : { given, hasCrashed: false };
  }

  override componentDidCatch(): void {
    this.props.onCrash();
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? null : this.props.children;
  }
}

interface EdgeProps {
  given: object;
  onCrash: () => void;
  children: ReactNode;
}

interface EdgeState {
  given: object | null;
  hasCrashed: boolean;
}

/** What `northstar-error` carries. */
export interface NorthstarErrorDetail {
  error: NorthstarError;
  /** The component that shows it. */
  tile: string | null;
  kpi: string | null;
}

/** What `northstar-select` carries: what a reader has chosen in a tile, and by which KPI. */
export type NorthstarSelectDetail = Selection;

/** What `northstar-filterschange` carries: all filters that are chosen. */
export type NorthstarFiltersChangeDetail = Filters;
