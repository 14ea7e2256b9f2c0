import type { Claims } from "@northstar/core";
import type { CubeRuntime } from "../cube/types.ts";
import { fromCubeError } from "../load/cubeError.ts";
import { indexViews, type ViewIndex } from "./viewIndex.ts";

/** Reads the model's views through a runtime, keeping each reading until the model changes. Fails with a `ServerError`. */
export interface ModelReader {
  /** What these claims may see. */
  visible(claims: Claims): Promise<ViewIndex>;
  /** What anyone may see. */
  all(): Promise<ViewIndex>;
}

const MAX_KEPT = 200;

/** The version is a hash of files: looked at once in this time. */
const VERSION_KEPT_MS = 1000;

/** A reader over `runtime`. Readings are kept by model version and by all of the claims that a policy may look at. */
export function createModelReader(runtime: Pick<CubeRuntime, "meta" | "metaAll" | "modelVersion">): ModelReader {
  let version: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const kept = new Map<string, Promise<ViewIndex>>();

  function forgetOldModel(): void {
    if (performance.now() - lookedAt < VERSION_KEPT_MS) return;
    lookedAt = performance.now();
    const current = runtime.modelVersion();
    if (current !== version) kept.clear();
    version = current;
  }

  async function read(key: string, ask: () => Promise<ViewIndex>): Promise<ViewIndex> {
    forgetOldModel();
    const known = kept.get(key);
    if (known) return await known;
    const reading = ask().catch((error: unknown) => {
      throw fromCubeError(error);
    });
    const [oldest] = kept.size >= MAX_KEPT ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      // A failed reading isn't kept: the model may be mended.
      if (kept.get(key) === reading) kept.delete(key);
      throw error;
    }
  }

  return {
    visible: (claims) => read(policyKey(claims), async () => indexViews(await runtime.meta(claims))),
    all: () => read("all", async () => indexViews(await runtime.metaAll())),
  };
}

/** What of claims a policy may look at: all but who asks. */
export function policyKey({ tenant, roles, filters, can }: Claims): string {
  return JSON.stringify([tenant, [...roles].sort(), Object.entries(filters).sort(), [...can].sort()]);
}
