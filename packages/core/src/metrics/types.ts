/** What a version of a metric stood for, without what it was called on a screen: lines of canonical SQL and settings, of no dialect. */
export interface CompiledDefinition {
  /** What its record adds to the SQL: unit, polarity, grain, measure, time dimension, steps. */
  record: readonly string[];
  /** Every piece of the model below it by name (`cube activity`, `measure community.k_factor`, `join runs to flows`), as lines. */
  parts: Readonly<Record<string, readonly string[]>>;
}

/** One version in the history that is kept beside the lock. */
export interface KeptVersion {
  version: number;
  /** The definition's hash in the lock of its time. */
  hash: string;
  /** Lines that its record adds. */
  definition: readonly string[];
  /** Pieces of the model by name, each the digest of its text. */
  parts: Readonly<Record<string, string>>;
  /** Digest over this version and the seal of the one before: an entry that is changed or taken out later shows. */
  seal: string;
}

/** What `cube/metrics.history.json` holds: each version's definition since it was first locked. */
export interface MetricHistory {
  about: string;
  /** By id, oldest first. */
  kpis: Readonly<Record<string, readonly KeptVersion[]>>;
  funnels: Readonly<Record<string, readonly KeptVersion[]>>;
  /** Texts of pieces by digest, each once however many versions rest on it. */
  texts: Readonly<Record<string, readonly string[]>>;
}

/** The definition of a version, put together from a history; null when that version isn't kept. */
export function compiledVersion(
  history: Pick<MetricHistory, "texts">,
  versions: readonly KeptVersion[],
  version: number,
): CompiledDefinition | null {
  const kept = versions.find((each) => each.version === version);
  if (!kept) return null;
  return {
    record: kept.definition,
    parts: Object.fromEntries(Object.entries(kept.parts).map(([name, text]) => [name, history.texts[text] ?? []])),
  };
}
