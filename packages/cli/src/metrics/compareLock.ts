import { structuredPatch } from "diff";
import type { CompiledModel, Definition } from "./compileDefinitions.ts";
import { type LockEntry, lockOf, type MetricsLock } from "./metricsLock.ts";

/** How a metric stands against the lock. */
export type VersionState =
  /** The lock has its very version and definition. */
  | "locked"
  /** Its version was raised with its definition: what the lock is for. */
  | "raised"
  /** Its version was raised and the model says the same: something outside the model may have changed. */
  | "raised_alone"
  /** The lock doesn't know it. */
  | "new"
  /** Its definition isn't the one of its version. */
  | "changed"
  | "lowered"
  /** It was locked under the id that is now its alias. */
  | "renamed"
  /** The lock has it, the model doesn't, and nothing there has it as an alias. */
  | "removed";

export interface VersionFinding {
  kind: Definition["kind"];
  id: string;
  state: VersionState;
  /** Id in the lock, where it is another. */
  lockedId: string;
  lockedVersion: number | null;
  version: number | null;
  /** Names of what differs: `record` for what its own record says, else parts of the model. */
  changed: readonly string[];
  file: string | null;
  line: number | null;
}

/** One finding a metric of the model or of the lock, in the model's order, those that were removed last. */
export function compareLock(
  compiled: CompiledModel,
  lock: MetricsLock,
  aliasesOf: (definition: Definition) => readonly string[],
): VersionFinding[] {
  const current = lockOf(compiled);
  const renamed = new Set<string>();
  const findings = compiled.definitions.map((definition): VersionFinding => {
    const { kind, id, version, file, line } = definition;
    const locked = entriesOf(lock, kind);
    const lockedId = locked[id] ? id : (aliasesOf(definition).find((alias) => locked[alias]) ?? id);
    if (lockedId !== id) renamed.add(`${kind} ${lockedId}`);
    const entry = locked[lockedId];
    const changed = entry ? changesBetween(entry, lock, entriesOf(current, kind)[id], current) : [];
    const state = stateOf(definition, entry, lockedId);
    return { kind, id, state, lockedId, lockedVersion: entry?.version ?? null, version, changed, file, line };
  });
  const removed = (["kpi", "funnel"] as const).flatMap((kind) =>
    Object.entries(entriesOf(lock, kind))
      .filter(([id]) => !entriesOf(current, kind)[id] && !renamed.has(`${kind} ${id}`))
      .map(
        ([id, entry]): VersionFinding => ({
          ...{ kind, id, state: "removed", lockedId: id, lockedVersion: entry.version, version: null },
          ...{ changed: [], file: null, line: null },
        }),
      ),
  );
  return [...findings, ...removed];
}

function stateOf({ id, version, hash }: Definition, entry: LockEntry | undefined, lockedId: string): VersionState {
  if (!entry) return "new";
  if (version < entry.version) return "lowered";
  const isSame = hash === entry.hash;
  if (version > entry.version) return isSame ? "raised_alone" : "raised";
  if (!isSame) return "changed";
  return lockedId === id ? "locked" : "renamed";
}

/** The metrics of one kind in a lock. */
export function entriesOf(lock: MetricsLock, kind: Definition["kind"]): Readonly<Record<string, LockEntry>> {
  return kind === "kpi" ? lock.kpis : lock.funnels;
}

function changesBetween(
  before: LockEntry,
  beforeLock: MetricsLock,
  after: LockEntry | undefined,
  afterLock: MetricsLock,
): string[] {
  if (!after || before.hash === after.hash) return [];
  const parts = [...new Set([...before.uses, ...after.uses])].sort();
  const isSame = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
    a?.join("\n") === b?.join("\n");
  return [
    ...(isSame(before.definition, after.definition) ? [] : ["record"]),
    ...parts.filter((name) => {
      const [old, now] = [before.uses.includes(name), after.uses.includes(name)];
      return old !== now || !isSame(beforeLock.parts[name], afterLock.parts[name]);
    }),
  ];
}

export interface DiffLine {
  kind: "added" | "removed" | "same" | "header";
  text: string;
}

/** The lines of two texts that differ, as a unified diff with three lines of context. */
export function lineDiff(name: string, before: readonly string[], after: readonly string[]): DiffLine[] {
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
  const { hunks } = structuredPatch(name, name, text(before), text(after), "", "", { context: 3 });
  const header = { kind: "header" as const, text: name };
  return [
    header,
    ...hunks.flatMap(({ oldStart, newStart, lines }): DiffLine[] => [
      { kind: "header", text: `@@ -${oldStart} +${newStart} @@` },
      ...lines.map((line): DiffLine => ({ kind: KIND_OF[line[0] ?? ""] ?? "same", text: line })),
    ]),
  ];
}

const KIND_OF: Readonly<Record<string, DiffLine["kind"]>> = { "+": "added", "-": "removed" };
