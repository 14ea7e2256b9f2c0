import { type DiffedLine, diffLines } from "./diffLines.ts";
import type { CompiledDefinition } from "./types.ts";

/** A line of a part's difference, or a stretch that is the same in both and left out. */
export type DefinitionLine = DiffedLine | { kind: "skipped"; count: number };

/** A piece of a definition that differs between two versions. */
export interface DefinitionSection {
  /** Null is the metric's own record: unit, polarity, grain, measure, time dimension. */
  part: string | null;
  /** Whether the metric rests on it in one version only. */
  state: "changed" | "added" | "removed";
  lines: readonly DefinitionLine[];
}

/**
 * What differs between two versions of a definition, piece by piece, the record first; nothing when they say the same.
 * @param context lines that are the same, shown around what changed
 */
export function diffDefinitions(
  before: CompiledDefinition,
  after: CompiledDefinition,
  context = 3,
): DefinitionSection[] {
  const names = [...new Set([...Object.keys(before.parts), ...Object.keys(after.parts)])].sort();
  const pieces: [part: string | null, old: readonly string[] | undefined, now: readonly string[] | undefined][] = [
    [null, before.record, after.record],
    ...names.map((name): [string, readonly string[] | undefined, readonly string[] | undefined] => [
      name,
      before.parts[name],
      after.parts[name],
    ]),
  ];
  return pieces.flatMap(([part, old, now]): DefinitionSection[] => {
    const lines = diffLines(old ?? [], now ?? []);
    if (old && now && lines.every(({ kind }) => kind === "same")) return [];
    return [{ part, state: old ? (now ? "changed" : "removed") : "added", lines: withContext(lines, context) }];
  });
}

function withContext(lines: readonly DiffedLine[], context: number): DefinitionLine[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== "same"),
  );
  const shown: DefinitionLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (isNear[index]) {
      shown.push(line);
      continue;
    }
    const last = shown.at(-1);
    if (last?.kind === "skipped") last.count++;
    else shown.push({ kind: "skipped", count: 1 });
  }
  return shown;
}
