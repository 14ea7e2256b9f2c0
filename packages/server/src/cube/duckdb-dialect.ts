import { requireCommonJs } from "./commonjs.ts";

const { DuckDBDriver }: typeof import("@cubejs-backend/duckdb-driver") = requireCommonJs(
  "@cubejs-backend/duckdb-driver",
);

/** Cube's DuckDB dialect, in which a count over a rollup without rows is 0, as over the table it was built from, and not null. */
export class NorthstarDuckDBQuery extends DuckDBDriver.dialectClass() {
  override aggregateOnGroupedColumn(
    symbol: { type: string },
    ...rest: [unknown, unknown, unknown]
  ): string | undefined {
    const sql: unknown = super.aggregateOnGroupedColumn(symbol, ...rest);
    if (typeof sql !== "string") return undefined;
    return symbol.type === "count" ? `coalesce(${sql}, 0)` : sql;
  }
}
