import type { DuckDBConnection } from "@duckdb/node-api";

/** What gives connections to a DuckDB instance: `DuckDBInstance` itself, or a warehouse that may have to open its file anew. */
export interface DuckDBSource {
  connect(): Promise<DuckDBConnection>;
  /**
   * Calls `letGo` when all connections have to be closed for the instance to be opened anew; they are when it resolves.
   * @returns ends it
   */
  onReopen?: ((letGo: () => Promise<void>) => () => void) | undefined;
}
