import { requireCommonJs } from "../commonjs.ts";
import { countOverRollup } from "./countOverRollup.ts";
import { localToUtc } from "./localToUtc.ts";

const { PostgresQuery }: typeof import("@cubejs-backend/schema-compiler") = requireCommonJs(
  "@cubejs-backend/schema-compiler",
);

/**
 * Cube's Postgres dialect, but for counts of nothing, and for bounds of time: they are compared as timestamp, which the warehouse's
 * columns are. Against timestamptz no index on them would be used.
 */
export class NorthstarPostgresQuery extends PostgresQuery {
  override aggregateOnGroupedColumn(symbol: { type: string }, ...rest: [unknown, unknown, unknown]) {
    return countOverRollup(symbol, super.aggregateOnGroupedColumn(symbol, ...rest));
  }

  /** The bounds are UTC and end in Z, which the cast drops. */
  override timeStampCast(value: string): string {
    return `${value}::timestamp`;
  }

  override inDbTimeZone(local: string): string | null {
    return localToUtc(local, super.inDbTimeZone(local), this.timezone ?? "UTC");
  }
}
