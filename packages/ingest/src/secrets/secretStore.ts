import { readSecretFile } from "./readSecretFile.ts";

/** Secrets by the names of their environment variables. */
export interface SecretStore {
  /** All values that are accepted now, newest first; empty when none is set. */
  get(name: string): readonly string[];
  /** What may be said about it. */
  describe(name: string): { isSet: boolean; accepted: number; oldUntil: Date | null };
  /**
   * Reads environment and secret file anew; an old value is accepted for `graceHours` more (0: ends now). Kept in memory: a process that
   * starts later accepts what is written down then.
   * @throws IngestError `secrets_refused`, and nothing has changed
   */
  rotate(name: string, graceHours: number): void;
}

/** What is accepted under a name. */
interface Accepted {
  values: readonly string[];
  /** Values behind the first end then, ms since the epoch; null: they don't. */
  oldUntil: number | null;
}

const NONE: readonly string[] = Object.freeze([]);
const HOUR_MS = 3_600_000;

/**
 * Secrets from the environment and from a file: the file's come first, then `NAME`, then `NAME_PREVIOUS`, an old value that is still
 * accepted. White space around a value isn't part of it, and an empty one counts as not set.
 * @param options.now milliseconds since the epoch
 * @throws IngestError `secrets_refused`
 */
export function openSecrets(options: { environment: NodeJS.ProcessEnv; file?: string; now(): number }): SecretStore {
  const { environment, file, now } = options;
  const accepted = new Map<string, Accepted>();
  let read = readAnew();

  function readAnew(): (name: string) => readonly string[] {
    const fromFile = file === undefined ? new Map<string, readonly string[]>() : readSecretFile(file);
    const variables = { ...environment };
    return (name) =>
      distinct([...(fromFile.get(name) ?? NONE), variables[name] ?? "", variables[`${name}_PREVIOUS`] ?? ""]);
  }

  function current(name: string): Accepted {
    let one = accepted.get(name);
    if (one && (one.oldUntil === null || now() < one.oldUntil)) return one;
    one = { values: one ? one.values.slice(0, 1) : read(name), oldUntil: null };
    accepted.set(name, one);
    return one;
  }

  return {
    get: (name) => current(name).values,
    describe(name) {
      const { values, oldUntil } = current(name);
      return {
        isSet: values.length > 0,
        accepted: values.length,
        oldUntil: oldUntil === null ? null : new Date(oldUntil),
      };
    },
    rotate(name, graceHours) {
      const before = current(name).values;
      read = readAnew();
      const declared = read(name);
      const values = distinct([...declared, ...before]);
      const ends = graceHours > 0 && values.length > 1;
      accepted.set(name, {
        values: ends ? values : values.slice(0, 1),
        oldUntil: ends ? now() + graceHours * HOUR_MS : null,
      });
    },
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return Object.freeze([...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))]);
}
