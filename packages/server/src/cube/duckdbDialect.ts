import { requireCommonJs } from "./commonjs.ts";

const { DuckDBDriver }: typeof import("@cubejs-backend/duckdb-driver") = requireCommonJs(
  "@cubejs-backend/duckdb-driver",
);

/**
 * Cube's DuckDB dialect, but for two things. A count over a rollup without rows is 0, as over the table it was built from,
 * and not null. And bounds of time are compared as TIMESTAMP, which the warehouse's columns are: against TIMESTAMPTZ DuckDB
 * would cast every row and could skip none.
 */
export class NorthstarDuckDBQuery extends DuckDBDriver.dialectClass() {
  override aggregateOnGroupedColumn(
    symbol: { type: string },
    ...rest: [unknown, unknown, unknown]
  ): string | undefined {
    const sql: unknown = super.aggregateOnGroupedColumn(symbol, ...rest);
    if (typeof sql !== "string") return undefined;
    return symbol.type === "count" ? `coalesce(${sql}, 0)` : sql;
  }

  override timeStampCast(value: string): string {
    return `${value}::timestamp`;
  }
}
