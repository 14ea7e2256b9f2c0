import type { KpiChange } from "../kpi.ts";
import type { DateRange } from "../query.ts";

/** Where a metric begins to mean something else. */
export interface DefinitionChange {
  version: number;
  /** ISO date from which the version is in force. */
  since: string;
}

/**
 * The changes of a definition that a stretch of time crosses, oldest first: those in force from a day after its first to its last. The
 * first version is none, and one that was in force from the start changes nothing in what is seen.
 * @param range ISO dates, both included; without it all changes
 */
export function definitionChanges(
  { changelog = [] }: { changelog?: readonly KpiChange[] | undefined },
  range?: DateRange,
): DefinitionChange[] {
  return changelog
    .filter(({ version, since }) => version > 1 && (!range || (since > range[0] && since <= range[1])))
    .map(({ version, since }) => ({ version, since }))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.version - b.version));
}
