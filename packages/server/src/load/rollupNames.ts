/**
 * Short names of the rollups that answered, as `cube/rollups.md` has them.
 * @param tables Cube's `usedPreAggregations`, by table: schema and rollup
 */
export function rollupNames(tables: Readonly<Record<string, unknown>>): string[] {
  return [...new Set(Object.keys(tables).map((table) => table.slice(table.lastIndexOf(".") + 1)))].sort();
}
