import type { KeptVersion, MetricHistory } from "@northstar/core";
import { CliError } from "../errors.ts";
import type { VersionFinding } from "./compareLock.ts";
import { entriesOf } from "./compareLock.ts";
import { digest } from "./ModelParts.ts";
import type { LockEntry, MetricsLock } from "./metricsLock.ts";

const ABOUT =
  "Written by `northstar kpi lock`; do not edit. The definition of each version of a metric since it was first locked: see docs/metrics.md.";

const KINDS = [
  ["kpi", "kpis"],
  ["funnel", "funnels"],
] as const;

type Kind = (typeof KINDS)[number][0];

/** What a version that is kept doesn't say as it should. */
export interface HistoryFinding {
  kind: Kind;
  id: string;
  /** Of the entry that was changed, or of the lock's version that is missing. */
  version: number;
  state: "changed" | "missing";
}

/**
 * A history with the versions of a lock added at its end. What is there already stays as it is, whatever names the model has now; a
 * metric that was renamed takes its versions along, one that is gone keeps them.
 *
 * @param before null when there is none yet
 * @param rewrites ids whose only version is written anew: first definitions before a release
 * @throws CliError `metrics_unsound` when a version is in the history with another definition
 */
export function appendHistory(
  before: MetricHistory | null,
  lock: MetricsLock,
  findings: readonly VersionFinding[],
  rewrites: boolean,
): MetricHistory {
  const known = before ?? { about: ABOUT, kpis: {}, funnels: {}, texts: {} };
  const texts: Record<string, readonly string[]> = { ...known.texts };
  const next = { kpis: {}, funnels: {} } as Record<"kpis" | "funnels", Record<string, readonly KeptVersion[]>>;
  for (const [kind, key] of KINDS) {
    const kept = new Map(Object.entries(known[key]));
    for (const { kind: of, id, lockedId } of findings) {
      const versions = kept.get(lockedId);
      if (of !== kind || id === lockedId || !versions || kept.has(id)) continue;
      kept.delete(lockedId);
      kept.set(id, versions);
    }
    for (const [id, entry] of Object.entries(entriesOf(lock, kind))) {
      kept.set(id, withVersion(kept.get(id) ?? [], entry, lock, { texts, rewrites, name: `${kind} ${id}` }));
    }
    next[key] = Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const used = new Set(
    [...Object.values(next.kpis), ...Object.values(next.funnels)].flatMap((versions) =>
      versions.flatMap(({ parts }) => Object.values(parts)),
    ),
  );
  return {
    about: ABOUT,
    ...next,
    texts: Object.fromEntries(
      Object.entries(texts)
        .filter(([key]) => used.has(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

function withVersion(
  versions: readonly KeptVersion[],
  entry: LockEntry,
  lock: MetricsLock,
  { texts, rewrites, name }: { texts: Record<string, readonly string[]>; rewrites: boolean; name: string },
): readonly KeptVersion[] {
  const last = versions.at(-1);
  if (last?.version === entry.version && last.hash === entry.hash) return versions;
  const isRewritten = rewrites && versions.length === 1 && last?.version === entry.version;
  if (last && !isRewritten && last.version >= entry.version) {
    throw new CliError(
      "metrics_unsound",
      `Nothing was locked: the history has version ${last.version} of ${name} with another definition. What was once kept stays: give it version ${last.version + 1}, or take metrics.history.json as it was committed last.`,
    );
  }
  const older = isRewritten ? [] : versions;
  const parts = Object.fromEntries(
    entry.uses.map((part): [string, string] => {
      const lines = lock.parts[part] ?? [];
      const key = digest(lines);
      texts[key] = lines;
      return [part, key];
    }),
  );
  const { version, hash, definition } = entry;
  const added = { version, hash, definition, parts };
  return [...older, { ...added, seal: sealOf(added, older.at(-1)) }];
}

function sealOf({ version, hash, definition, parts }: Omit<KeptVersion, "seal">, before: KeptVersion | undefined) {
  return digest([before?.seal ?? "", version, hash, definition, Object.entries(parts).sort()]);
}

/** Versions of the lock that a history lacks, and entries of it that aren't what was once written. */
export function checkHistory(history: MetricHistory, lock: MetricsLock): HistoryFinding[] {
  return KINDS.flatMap(([kind, key]) => {
    const changed = Object.entries(history[key]).flatMap(([id, versions]) =>
      versions
        .filter((kept, index) => !isAsWritten(kept, versions[index - 1], history.texts))
        .map(({ version }): HistoryFinding => ({ kind, id, version, state: "changed" })),
    );
    const missing = Object.entries(entriesOf(lock, kind))
      .filter(([id, { version, hash }]) => {
        const last = history[key][id]?.at(-1);
        return last?.version !== version || last.hash !== hash;
      })
      .map(([id, { version }]): HistoryFinding => ({ kind, id, version, state: "missing" }));
    return [...changed, ...missing.filter(({ id }) => !changed.some((finding) => finding.id === id))];
  });
}

function isAsWritten(kept: KeptVersion, before: KeptVersion | undefined, texts: MetricHistory["texts"]): boolean {
  if (before && before.version >= kept.version) return false;
  if (sealOf(kept, before) !== kept.seal) return false;
  return Object.values(kept.parts).every((key) => {
    const lines = texts[key];
    return lines !== undefined && digest(lines) === key;
  });
}

export function formatHistory(history: MetricHistory): string {
  return `${JSON.stringify(history, null, 2)}\n`;
}
