import { createRequire } from "node:module";
import { requireCommonJs } from "./commonjs.ts";

/** The part of Cube that keeps answers and rollups, the very module that its server uses: it is that package's dependency, not ours. */
export function queryOrchestrator(): QueryOrchestratorModule {
  const require = createRequire(requireCommonJs.resolve("@cubejs-backend/server-core"));
  return require("@cubejs-backend/query-orchestrator");
}

interface QueryOrchestratorModule
  extends Record<"PreAggregationLoadCache" | "PreAggregationPartitionRangeLoader", { prototype: object }> {
  QueryCache: {
    /** Puts the names that rollups have in the warehouse in the place of those in a query. */
    replacePreAggregationTableNamesInSql(sql: string, tables: readonly unknown[]): string;
  };
}
