import { fileURLToPath } from "node:url";
import { createCubeRuntime } from "../runtime.ts";
import type { CubeRuntime, CubeRuntimeOptions } from "../types.ts";
import { claimsOf } from "./claims.ts";
import type { TestWarehouse } from "./warehouse.ts";

export const MODEL_PATH = fileURLToPath(new URL("./model", import.meta.url));

/** A runtime on the test model: Bogota's zone, no refresh worker, the token `<role>` stands for a reader of that role. */
export function createTestRuntime(
  warehouse: TestWarehouse,
  options: Partial<CubeRuntimeOptions> = {},
): Promise<CubeRuntime> {
  return createCubeRuntime({
    modelPath: MODEL_PATH,
    instance: warehouse.instance,
    timeZone: "America/Bogota",
    development: false,
    refreshWorker: false,
    async verifyToken(token) {
      if (token !== "director" && token !== "marketing" && token !== "consultant") throw new Error("unknown token");
      return claimsOf(token);
    },
    rewriteQuery: (query) => query,
    log: () => {},
    ...options,
  });
}
