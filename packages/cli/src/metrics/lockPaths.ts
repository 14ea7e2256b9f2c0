import { dirname, join } from "node:path";

/** The lock file of a model: beside its folder. */
export function lockPathOf(modelPath: string): string {
  return join(dirname(modelPath), "metrics.lock.json");
}

/** What is kept of each version, beside the lock. */
export function historyPathOf(lockPath: string): string {
  return join(dirname(lockPath), "metrics.history.json");
}
