import type { Query, Row } from "@northstar/core";
import type { CubeRuntime } from "@northstar/server";
import type { Period } from "./closedPeriod.ts";
import type { AskedNumber } from "./readMetrics.ts";

/** Values of a number under one definition; null where there is none. */
export interface Values {
  total: number | null;
  /** By `2026-10`. */
  byMonth: ReadonlyMap<string, number | null>;
  /** By the value of the dimension. */
  byDimension: ReadonlyMap<string, number | null>;
}

export interface AskOptions {
  tenant: string;
  period: Period;
  /** Name of the dimension, without the view; null for none. */
  dimension: string | null;
}

/** Asks Cube for a number over a period: as a whole, by month, by one dimension. @throws CubeRuntimeError */
export async function askNumbers(runtime: CubeRuntime, number: AskedNumber, options: AskOptions): Promise<Values> {
  const { measure, timeDimension, view } = number;
  const dateRange: [string, string] = [options.period.from, options.period.to];
  const claims = { sub: "northstar-kpi-diff", tenant: options.tenant, roles: ["analyst"], filters: {}, can: [] };
  const ask = async (parts: Query): Promise<Row[]> => {
    const filters = [{ member: `${view}.tenant`, operator: "equals" as const, values: [options.tenant] }];
    const { data } = await runtime.load({ measures: [measure], filters, ...parts }, claims as never);
    return data;
  };
  const whole = { timeDimensions: [{ dimension: timeDimension, dateRange }] };
  const by = options.dimension === null ? null : `${view}.${options.dimension}`;
  const [total, months, values] = await Promise.all([
    ask(whole),
    ask({ timeDimensions: [{ dimension: timeDimension, dateRange, granularity: "month" }] }),
    by === null ? [] : ask({ ...whole, dimensions: [by] }),
  ]);
  return {
    total: numberOf(total[0]?.[measure]),
    byMonth: new Map(months.map((row) => [String(row[`${timeDimension}.month`]).slice(0, 7), numberOf(row[measure])])),
    byDimension: new Map(by === null ? [] : values.map((row) => [String(row[by] ?? "(null)"), numberOf(row[measure])])),
  };
}

function numberOf(cell: Row[string] | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
