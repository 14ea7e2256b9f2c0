/** A count over a rollup without rows is 0, as over the table it was built from, and not null. */
export function countOverRollup(symbol: { type: string }, sql: unknown): string | undefined {
  if (typeof sql !== "string") return undefined;
  return symbol.type === "count" ? `coalesce(${sql}, 0)` : sql;
}
