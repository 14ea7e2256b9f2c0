/** A field that nothing maps, as it was seen first. */
export interface Drift {
  path: string;
  type: string;
}

/** More than this many unknown names aren't drift but data in the place of names. */
const MAX_PATHS = 500;

/** Collects unknown fields, each once; after the first time a field costs one look into a set. */
export class DriftCollector {
  readonly #seen = new Set<string>();
  #fresh: Drift[] = [];

  readonly note = (path: string, value: unknown): void => {
    if (this.#seen.has(path) || this.#seen.size >= MAX_PATHS) return;
    this.#seen.add(path);
    const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    this.#fresh.push({ path: path.slice(0, 200), type });
  };

  /** What is new since the last call. */
  take(): Drift[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}
