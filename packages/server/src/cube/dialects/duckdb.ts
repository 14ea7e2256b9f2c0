import { requireCommonJs } from "../commonjs.ts";
import { countOverRollup } from "./countOverRollup.ts";
import { localToUtc } from "./localToUtc.ts";

const { DuckDBDriver }: typeof import("@cubejs-backend/duckdb-driver") = requireCommonJs(
  "@cubejs-backend/duckdb-driver",
);

/**
 * Cube's DuckDB dialect, but for counts of nothing, and for bounds of time: they are compared as TIMESTAMP, which the warehouse's
 * columns are. Against TIMESTAMPTZ DuckDB would cast every row and could skip none.
 */
export class NorthstarDuckDBQuery extends DuckDBDriver.dialectClass() {
  override aggregateOnGroupedColumn(symbol: { type: string }, ...rest: [unknown, unknown, unknown]) {
    return countOverRollup(symbol, super.aggregateOnGroupedColumn(symbol, ...rest));
  }

  override timeStampCast(value: string): string {
    return `${value}::timestamp`;
  }

  override inDbTimeZone(local: string): string | null {
    return localToUtc(local, super.inDbTimeZone(local), this.timezone ?? "UTC");
  }
}
