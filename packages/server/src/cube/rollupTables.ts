interface Driver {
  getTablesQuery(schema: string): Promise<unknown>;
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
