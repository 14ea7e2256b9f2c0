import { requireCommonJs } from "../commonjs.ts";
import { countOverRollup } from "./countOverRollup.ts";
import { localToUtc } from "./localToUtc.ts";

const { SnowflakeQuery }: typeof import("@cubejs-backend/schema-compiler/dist/src/adapter/SnowflakeQuery.js") =
  requireCommonJs("@cubejs-backend/schema-compiler/dist/src/adapter/SnowflakeQuery.js");

/** Cube's Snowflake dialect, but for counts of nothing, and for bounds of time, which are compared as the columns are: without a zone. */
export class NorthstarSnowflakeQuery extends SnowflakeQuery {
  override aggregateOnGroupedColumn(symbol: { type: string }, ...rest: [unknown, unknown, unknown]) {
    return countOverRollup(symbol, super.aggregateOnGroupedColumn(symbol, ...rest));
  }

  override timeStampCast(value: string): string {
    return `${value}::timestamp_ntz`;
  }

  override inDbTimeZone(local: string): string | null {
    return localToUtc(local, super.inDbTimeZone(local), this.timezone ?? "UTC");
  }
}
