import type { BoardItem, ChartSpec } from "@northstar/core/own-charts";

/** A chart as it is kept. */
export interface StoredChart {
  id: string;
  owner: string;
  version: number;
  spec: ChartSpec;
  sharedWith: readonly string[];
  /** Milliseconds since the epoch. */
  at: number;
}

export interface StoredBoard {
  owner: string;
  id: string;
  version: number;
  title: string;
  items: readonly BoardItem[];
  at: number;
}

/** Something moved since it was read: the version that is in force, null when it is gone. */
export interface Moved {
  now: number | null;
}

/** Keeps the charts and boards of one tenant. It knows owners and versions; who may do what is `createCharts`'. */
export interface ChartStore {
  readonly tenant: string;
  /** Those of an owner, and those shared with one of the roles; the latest first. */
  list(owner: string, roles: readonly string[]): Promise<readonly StoredChart[]>;
  find(id: string): Promise<StoredChart | null>;
  /** Newest first; null when the owner never had such a one. */
  versions(owner: string, id: string): Promise<readonly StoredChart[] | null>;
  /** @param basedOn null where there is none in force. Charts of another owner are never touched: null. */
  save(
    chart: Pick<StoredChart, "id" | "owner" | "spec" | "sharedWith" | "at">,
    basedOn: number | null,
    mostOfOwner: number,
  ): Promise<StoredChart | Moved | "too_many" | null>;
  remove(owner: string, id: string, basedOn: number, at: number): Promise<"deleted" | Moved | null>;

  boards(owner: string): Promise<readonly StoredBoard[]>;
  saveBoard(
    board: Omit<StoredBoard, "version">,
    basedOn: number | null,
    mostOfOwner: number,
  ): Promise<StoredBoard | Moved | "too_many">;
  removeBoard(owner: string, id: string, basedOn: number): Promise<"deleted" | Moved | null>;
}
