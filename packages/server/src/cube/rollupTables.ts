import { queryOrchestrator } from "./queryOrchestrator.ts";

interface Driver {
  getTablesQuery(schema: string): Promise<unknown>;
}

interface LoadCache {
  versionEntries: Record<string, Promise<unknown>>;
  tablesCachePrefixKey(rollup: unknown): string;
  calculateVersionEntries(rollup: unknown): Promise<unknown>;
  getVersionEntries(rollup: unknown): Promise<unknown>;
}

interface RollupParts {
  getLoadCacheQueue(dataSource?: string): {
    executeInQueue(
      handler: string,
      key: string,
      request: { preAggregation: { preAggregationsSchema: string } },
    ): Promise<unknown>;
  };
}

/** Catalogue of the query cache under which Cube keeps the list of rollup tables. */
export const ROLLUP_TABLES = "#SQL_PRE_AGGREGATIONS_TABLES:";

/**
 * Reads the list of rollup tables from the warehouse whenever Cube wants it. Cube joins concurrent readings into one, and keeps the list
 * for an hour: a reading that began before a table was made is then taken for what came after, and a rollup just built is "not found" or
 * built twice.
 */
export function readRollupTables(
  rollups: RollupParts,
  driverOf: (dataSource: string, preAggregations: boolean) => Promise<Driver>,
): void {
  rollups.getLoadCacheQueue = (dataSource = "default") => ({
    async executeInQueue(_handler, _key, { preAggregation }) {
      const driver = await driverOf(dataSource, true);
      return driver.getTablesQuery(preAggregation.preAggregationsSchema);
    },
  });
}

/**
 * Has the versions of all rollups worked out once a question, in the whole process. Cube means to, but waits a turn before it notes that somebody has begun: all
 * partitions that ask at once each work out the same, 2 ms each with some hundred rollups.
 */
export function shareRollupVersions(): void {
  const cache = queryOrchestrator().PreAggregationLoadCache.prototype as LoadCache;
  cache.getVersionEntries = function (rollup) {
    const key = this.tablesCachePrefixKey(rollup);
    this.versionEntries[key] ??= this.calculateVersionEntries(rollup).catch((error: unknown) => {
      delete this.versionEntries[key];
      throw error;
    });
    return this.versionEntries[key];
  };
}
