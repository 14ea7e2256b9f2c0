import type { IntegrationRun } from "@northstar/core";
import type { ConnectorSchedule } from "./createIntegrations.ts";

/** Longer than a run takes from being asked for to being counted: a lease, a token. */
const GRACE_MS = 15_000;

/** Runs that are under way, those that a person has just asked for included: they are seen from the moment of the click. */
export interface BegunRuns {
  note(connector: string, run: Pick<IntegrationRun, "runId" | "stream" | "mode">, now: number): void;
  /** @param isOver whether a run of this id has a row */
  running(connector: string, now: number, isOver?: (runId: string) => boolean): readonly IntegrationRun[];
}

export function createBegunRuns(schedule: ConnectorSchedule | undefined): BegunRuns {
  const begun = new Map<string, { run: IntegrationRun; at: number }>();
  return {
    note(connector, { runId, stream, mode }, now) {
      const counts = { in: 0, upserted: 0, duplicate: 0, bad: 0 };
      const startedAt = new Date(now).toISOString();
      const state = { startedAt, finishedAt: null, status: "running" as const, progress: null, error: null };
      begun.set(connector, { run: { runId, stream, mode, ...state, ...counts }, at: now });
    },
    running(connector, now, isOver = () => false) {
      const counted = schedule?.running(connector) ?? [];
      const early = begun.get(connector);
      if (!early) return counted;
      const isKnown = counted.length > 0 || isOver(early.run.runId) || now - early.at > GRACE_MS;
      if (isKnown) begun.delete(connector);
      return isKnown ? counted : [early.run];
    },
  };
}
