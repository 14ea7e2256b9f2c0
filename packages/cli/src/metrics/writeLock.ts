import { writeFile } from "node:fs/promises";
import { readMetricHistory } from "@northstar/server";
import { CliError } from "../errors.ts";
import { findVersions, readSoundModel } from "./checkMetrics.ts";
import type { VersionFinding } from "./compareLock.ts";
import { historyPathOf } from "./lockPaths.ts";
import { appendHistory, formatHistory } from "./metricsHistory.ts";
import { formatLock, lockOf, readLock } from "./metricsLock.ts";

export interface WriteLockOptions {
  modelPath: string;
  lockPath: string;
  /** Ids that are gone for good. */
  remove: readonly string[];
  /** Takes changed definitions as they are, while the model has never had a second version. */
  initial: boolean;
}

/**
 * Writes what each version means now, and adds it to the history of versions beside the lock. A definition that changed under its version is refused, as `kpi check` refuses it.
 *
 * @returns how each metric stood against the lock before
 * @throws ModelError, CliError `metrics_unsound`
 */
export async function writeLock({ modelPath, lockPath, remove, initial }: WriteLockOptions): Promise<VersionFinding[]> {
  const sound = await readSoundModel(modelPath);
  const lock = await readLock(lockPath);
  const versions = findVersions(sound, lock);
  const later = versions.filter(({ version, lockedVersion }) => (version ?? 1) > 1 || (lockedVersion ?? 1) > 1);
  if (initial && later[0]) {
    throw new CliError(
      "metrics_unsound",
      `--initial is for a model before its first release, where every metric is at version 1; ${later[0].id} has been at version ${later[0].version ?? later[0].lockedVersion}. Raise the versions of what changed instead.`,
    );
  }
  const refused = versions.filter(
    ({ state, id }) =>
      state === "lowered" ||
      (state === "changed" && !initial) ||
      (state === "removed" && !initial && !remove.includes(id)),
  );
  if (refused.length > 0) {
    const which = refused.map(({ kind, id, state }) => `${kind} ${id} (${state})`).join(", ");
    throw new CliError(
      "metrics_unsound",
      `Nothing was locked: ${which}. Run \`northstar kpi check\`, which shows what changed and what to do about each.`,
    );
  }
  const next = lockOf(sound.compiled);
  const historyPath = historyPathOf(lockPath);
  const history = appendHistory(await readMetricHistory(historyPath), next, versions, initial);
  // The history first: a lock without it would be complained of, and the other way round nothing is lost.
  await writeFile(historyPath, formatHistory(history));
  await writeFile(lockPath, formatLock(next));
  return versions;
}
