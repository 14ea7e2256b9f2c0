import { createRequire } from "node:module";
import { requireCommonJs } from "./commonjs.ts";

/** The part of Cube that keeps answers and rollups, the very module that its server uses: it is that package's dependency, not ours. */
export function queryOrchestrator(): Record<
  "PreAggregationLoadCache" | "PreAggregationPartitionRangeLoader",
  { prototype: object }
> {
  const require = createRequire(requireCommonJs.resolve("@cubejs-backend/server-core"));
  return require("@cubejs-backend/query-orchestrator");
}
