import type { Claims } from "../claims.ts";
import type { Catalog } from "../kpi.ts";
import type { BoardItem } from "./boardLayout.ts";
import type { ChartProblem, ChartSpec } from "./types.ts";

/** Roles that make charts, unless the host says others. All that have a token see what is shared with them and keep boards. */
export const CHART_WRITERS: readonly string[] = ["marketing", "analyst"];

/** Who asks, and what they see. */
export interface ChartReader {
  claims: Claims;
  catalog: Catalog;
}

/** A saved chart as a reader has it. */
export interface SavedChartView {
  id: string;
  spec: ChartSpec;
  /** Roles that see it besides its owner. Empty for readers who aren't its owner: it isn't theirs to know. */
  sharedWith: readonly string[];
  /** The `sub` of whoever made it. */
  owner: string;
  isOwn: boolean;
  version: number;
  updatedAt: string;
  /** What keeps it from being drawn for this reader. */
  problems: readonly ChartProblem[];
}

/** What is saved of a chart. */
export interface ChartInput {
  /** Null makes a new one. */
  id: string | null;
  spec: ChartSpec;
  sharedWith: readonly string[];
}

/** A personal board: its owner's alone. */
export interface ChartBoardView {
  id: string;
  title: string;
  items: readonly BoardItem[];
  version: number;
  updatedAt: string;
}

/** A change that was refused, and why, in words for whoever asked. `now` is what is there, when somebody else was first. */
export interface ChartRefusal {
  refused: "chart_invalid" | "chart_changed" | "board_changed" | "too_many_charts";
  message: string;
  fields?: readonly { path: string; message: string }[] | undefined;
  /** Version that is in force; null when there is none any more. */
  now?: number | null | undefined;
}

/**
 * What the server asks of whoever keeps charts. A chart is its owner's, and those see it whom it is shared with by a role; what one doesn't
 * see is answered like what isn't there. No data of a chart is kept: whoever draws it asks for them under their own token.
 */
export interface ChartsPort {
  readonly tenant: string;
  /** Roles that make charts. */
  readonly writers: readonly string[];
  /** Own ones and shared ones, the latest first. */
  list(reader: ChartReader): Promise<readonly SavedChartView[]>;
  get(reader: ChartReader, id: string): Promise<SavedChartView | null>;
  /** All that it was, newest first; for its owner. */
  versions(reader: ChartReader, id: string): Promise<readonly SavedChartView[] | null>;
  /** @param basedOn the version that was edited; null makes a new one, or brings back an own one that was deleted */
  save(reader: ChartReader, chart: ChartInput, basedOn: number | null): Promise<SavedChartView | ChartRefusal | null>;
  remove(reader: ChartReader, id: string, basedOn: number): Promise<{ deleted: true } | ChartRefusal | null>;

  boards(reader: ChartReader): Promise<readonly ChartBoardView[]>;
  saveBoard(
    reader: ChartReader,
    board: Pick<ChartBoardView, "id" | "title" | "items">,
    basedOn: number | null,
  ): Promise<ChartBoardView | ChartRefusal>;
  removeBoard(reader: ChartReader, id: string, basedOn: number): Promise<{ deleted: true } | ChartRefusal | null>;
}
