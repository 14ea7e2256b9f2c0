import { fileURLToPath } from "node:url";
import type { Claims, Query, Role, Row, RowFilters } from "@northstar/core";
import { createCubeRuntime } from "../../packages/server/src/cube/runtime.ts";
import type { CubeAnswer, CubeRuntime, CubeRuntimeOptions } from "../../packages/server/src/cube/types.ts";
import { createModelReader } from "../../packages/server/src/model/modelReader.ts";
import { rewriteQuery } from "../../packages/server/src/policy/rewriteQuery.ts";
import { shareCompilers } from "../../packages/server/src/testing/shareCompilers.ts";
import type { ModelWarehouse } from "./modelWarehouse.ts";

export const MODEL_PATH = fileURLToPath(new URL("../model", import.meta.url));

/** The real model on real Cube under the server's own policy, in Bogota's zone (UTC-5, no summer time). */
export interface ModelRuntime {
  runtime: CubeRuntime;
  load(query: Query, claims?: Claims): Promise<CubeAnswer>;
  /** Rows with short names (`retention_30`, `date.month`), numbers as numbers and times as days. */
  rows(query: Query, claims?: Claims): Promise<Row[]>;
  close(): Promise<void>;
}

export function claims(tenant: string, roles: readonly Role[] = ["analyst"], filters: RowFilters = {}): Claims {
  return { sub: "reader", tenant, roles, filters, can: [] };
}

export async function createModelRuntime(
  { connection }: Pick<ModelWarehouse, "connection">,
  options: Partial<CubeRuntimeOptions> = {},
): Promise<ModelRuntime> {
  shareCompilers();
  const runtime: CubeRuntime = await createCubeRuntime({
    modelPath: MODEL_PATH,
    ...connection,
    timeZone: "America/Bogota",
    development: false,
    refreshWorker: false,
    verifyToken: async () => claims("default"),
    rewriteQuery: async (query, reader) => rewriteQuery(query, reader, await model.all()),
    log: () => {},
    ...options,
  });
  const model = createModelReader(runtime);
  const load: ModelRuntime["load"] = async (query, reader = claims("default")) =>
    runtime.load(rewriteQuery(query, reader, await model.all()), reader);
  return {
    runtime,
    load,
    async rows(query, reader) {
      const { data } = await load(query, reader);
      return data.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name.replace(/^\w+\./, ""), readCell(cell)])),
      );
    },
    close: () => runtime.close(),
  };
}

function readCell(cell: Row[string]): Row[string] {
  if (typeof cell !== "string") return cell;
  if (/^\d{4}-\d{2}-\d{2}T/.test(cell)) return cell.slice(0, 10);
  return /^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell) ? Number(cell) : cell;
}
