import { requireCommonJs } from "../commonjs.ts";
import { countOverRollup } from "./countOverRollup.ts";
import { localToUtc } from "./localToUtc.ts";

const { RedshiftQuery }: typeof import("@cubejs-backend/schema-compiler/dist/src/adapter/RedshiftQuery.js") =
  requireCommonJs("@cubejs-backend/schema-compiler/dist/src/adapter/RedshiftQuery.js");

/** Cube's Redshift dialect, but for the two things that its Postgres one is mended in: a cast of the column would read every block. */
export class NorthstarRedshiftQuery extends RedshiftQuery {
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
