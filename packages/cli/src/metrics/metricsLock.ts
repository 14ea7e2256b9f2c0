import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CliError } from "../errors.ts";
import type { CompiledModel, Definition } from "./compileDefinitions.ts";

const entrySchema = z.strictObject({
  version: z.int().positive(),
  hash: z.string(),
  definition: z.array(z.string()),
  uses: z.array(z.string()),
});

const lockSchema = z.strictObject({
  about: z.string(),
  kpis: z.record(z.string(), entrySchema),
  funnels: z.record(z.string(), entrySchema),
  /** Each piece of the model once, as lines, so that a change reads as one in a review. */
  parts: z.record(z.string(), z.array(z.string())),
});

/** What `cube/metrics.lock.json` holds: the definition that each version stands for. */
export type MetricsLock = z.infer<typeof lockSchema>;
export type LockEntry = z.infer<typeof entrySchema>;

/** The lock of a model: the same model gives the same lock. */
export function lockOf({ definitions, parts }: CompiledModel): MetricsLock {
  const entriesOf = (kind: Definition["kind"]) =>
    Object.fromEntries(
      definitions
        .filter((definition) => definition.kind === kind)
        .map(({ id, version, hash, lines, uses }): [string, LockEntry] => [
          id,
          { version, hash, definition: [...lines], uses: [...uses] },
        ]),
    );
  return {
    about: "Written by `northstar kpi lock`; do not edit. What each version of a metric means: see docs/metrics.md.",
    kpis: entriesOf("kpi"),
    funnels: entriesOf("funnel"),
    parts: Object.fromEntries([...parts].map(([name, { lines }]) => [name, [...lines]])),
  };
}

export function formatLock(lock: MetricsLock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/**
 * Reads a lock file; null when there is none yet.
 *
 * @throws CliError `lock_invalid` when it isn't one, a merge conflict in it for example
 */
export async function readLock(path: string): Promise<MetricsLock | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(
      "lock_invalid",
      `${path} can't be read: it isn't what \`northstar kpi lock\` writes, perhaps after a merge. Take one side's file, then run \`northstar kpi lock\`.`,
      { cause },
    );
  }
}
