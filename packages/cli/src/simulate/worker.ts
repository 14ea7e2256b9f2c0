import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SimulationManifest, SimulationOptions } from "./simulate.ts";

/** The entry beside this module, in the source and when built. */
const ENTRY = new URL(`./workerEntry${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/**
 * Does what `simulate` does in a thread of its own, so that this one stays free for other work and for Ctrl-C.
 *
 * @throws what `simulate` throws.
 */
export async function simulateInWorker(options: SimulationOptions): Promise<SimulationManifest> {
  const worker = new Worker(ENTRY, { workerData: options });
  try {
    // An error inside the thread arrives as `error`, which rejects.
    const [manifest] = await once(worker, "message");
    return manifest as SimulationManifest;
  } finally {
    await worker.terminate();
  }
}
