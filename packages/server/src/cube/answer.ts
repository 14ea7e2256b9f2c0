import type { MemberAnnotation } from "@northstar/core";
import { classifyError } from "./classifyError.ts";
import { type OutputRow, transformRows } from "./result/transform.ts";
import type { DriverRow, TransformRequest } from "./result/types.ts";
import type { CubeAnswer } from "./types.ts";

/** One part of an answer as Cube hands it over inside the process. */
export interface ResultPart {
  getArray(): readonly DriverRow[];
  getTransformData(): [TransformRequest];
  getRootResultObject(): [
    {
      lastRefreshTime?: string;
      usedPreAggregations?: Record<string, unknown>;
      annotation: Record<"measures" | "dimensions" | "segments" | "timeDimensions", Record<string, MemberAnnotation>>;
    },
  ];
}

/** One answer of its parts: several with `compareDateRange`. @throws CubeRuntimeError */
export async function assembleAnswer(parts: readonly ResultPart[]): Promise<CubeAnswer> {
  const data: OutputRow[] = [];
  const annotation: Record<string, MemberAnnotation> = {};
  const usedPreAggregations: Record<string, unknown> = {};
  const refreshTimes: string[] = [];
  for (const part of parts) {
    const [request] = part.getTransformData();
    const [envelope] = part.getRootResultObject();
    try {
      const rows = await transformRows(request, { kind: "rows", rows: part.getArray() });
      for (const row of rows) data.push(row);
    } catch (error) {
      throw classifyError(error);
    }
    const { measures, dimensions, timeDimensions } = envelope.annotation;
    Object.assign(annotation, measures, dimensions, timeDimensions);
    Object.assign(usedPreAggregations, envelope.usedPreAggregations);
    if (envelope.lastRefreshTime !== undefined) refreshTimes.push(envelope.lastRefreshTime);
  }
  // Cells of a nested type (lists, structs) go through as they are, though the query contract names only scalars.
  return {
    data: data as CubeAnswer["data"],
    annotation,
    usedPreAggregations,
    lastRefreshTime: refreshTimes.sort()[0] ?? null,
  };
}
