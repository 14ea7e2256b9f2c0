import { requireCommonJs } from "../commonjs.ts";
import { countOverRollup } from "./countOverRollup.ts";
import { localToUtc } from "./localToUtc.ts";
import { percentilesOfArrays } from "./percentilesOfArrays.ts";

const { BigqueryQuery }: typeof import("@cubejs-backend/schema-compiler/dist/src/adapter/BigqueryQuery.js") =
  requireCommonJs("@cubejs-backend/schema-compiler/dist/src/adapter/BigqueryQuery.js");

/** Cube's BigQuery dialect, but for counts of nothing, and for percentiles, which BigQuery has as a window function alone. */
export class NorthstarBigQueryQuery extends BigqueryQuery {
  override aggregateOnGroupedColumn(symbol: { type: string }, ...rest: [unknown, unknown, unknown]) {
    return countOverRollup(symbol, super.aggregateOnGroupedColumn(symbol, ...rest));
  }

  override evaluateSql(...settings: [unknown, unknown, unknown?]): unknown {
    const sql: unknown = super.evaluateSql(...settings);
    return typeof sql === "string" ? percentilesOfArrays(sql) : sql;
  }

  override inDbTimeZone(local: string): string | null {
    return localToUtc(local, super.inDbTimeZone(local), this.timezone ?? "UTC");
  }
}
