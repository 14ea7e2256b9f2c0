import { hash } from "node:crypto";
import type { IntegrationRun } from "@northstar/core";
import { microsOf } from "../sources/values.ts";
import type { RowCounts } from "../warehouse/writeRows.ts";

/** A run that is being counted. */
export interface RunTally {
  run: IntegrationRun;
  maxEventAt: bigint | null;
  stopped: boolean;
}

/** A run that begins. `now` in milliseconds since the epoch. */
export function beginTally(runId: string, stream: string, mode: "poll" | "backfill", now: number): RunTally {
  return {
    run: {
      runId,
      stream,
      mode,
      startedAt: new Date(now).toISOString(),
      finishedAt: null,
      status: "running",
      progress: null,
      error: null,
      in: 0,
      upserted: 0,
      duplicate: 0,
      bad: 0,
    },
    maxEventAt: null,
    stopped: false,
  };
}

export function addToTally(
  tally: RunTally,
  page: { records: number; progress: number | null },
  committed: { written: RowCounts; duplicates: number; bad: number; maxEventAt: bigint | null },
): void {
  const { run } = tally;
  run.in += page.records;
  run.progress = page.progress;
  run.upserted += Object.values(committed.written).reduce((sum, count) => sum + count, 0);
  run.duplicate += committed.duplicates;
  run.bad += committed.bad;
  const { maxEventAt } = committed;
  if (maxEventAt !== null && (tally.maxEventAt === null || maxEventAt > tally.maxEventAt)) {
    tally.maxEventAt = maxEventAt;
  }
}

/** Looks that found nothing new and have one row: since when, and how many. */
export interface IdleLooks {
  runId: string;
  /** Milliseconds since the epoch. */
  since: number;
  looks: number;
  in: number;
  duplicate: number;
}

/** So long do looks that find nothing new share a row. */
export const IDLE_ROW_MS = 3_600_000;

/** A look at a source's own pace that came to nothing: neither news, nor a failure, nor a person who waits to see it. */
export function isIdle({ run, stopped }: RunTally): boolean {
  return run.mode === "poll" && run.status === "success" && run.upserted === 0 && run.bad === 0 && !stopped;
}

/**
 * The row of `integration_runs` for a run that is over.
 * @param idle the looks before this one that the row stands for too: it says when the last of them was, and what came in all of them
 */
export function runRow(
  connector: string,
  { run, maxEventAt, stopped }: RunTally,
  cursors: { before: unknown; after: unknown },
  idle: IdleLooks | null = null,
): Record<string, unknown> {
  const finishedAt = microsOf(run.finishedAt);
  const runId = idle?.runId ?? run.runId;
  const notes = {
    ...(stopped && { stopped }),
    ...(idle && { idle_since: new Date(idle.since).toISOString(), looks: idle.looks + 1 }),
  };
  return {
    run_id: runId,
    connector,
    stream: run.stream,
    mode: run.mode,
    started_at: microsOf(run.startedAt),
    finished_at: finishedAt,
    status: run.status,
    rows_in: run.in + (idle?.in ?? 0),
    rows_upserted: run.upserted,
    rows_dup: run.duplicate + (idle?.duplicate ?? 0),
    rows_bad: run.bad,
    cursor_before: cursorText(cursors.before),
    cursor_after: cursorText(cursors.after),
    max_event_at: maxEventAt,
    lag_s: maxEventAt === null || finishedAt === null ? null : Math.max(0, Number(finishedAt - maxEventAt) / 1e6),
    error: run.error,
    source_id: runId,
    _raw: Object.keys(notes).length > 0 ? JSON.stringify(notes) : null,
  };
}

/** A cursor for people: a long one, which remembers what came, as its hash. */
function cursorText(cursor: unknown): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = JSON.stringify(cursor);
  return text.length <= 300 ? text : `sha256:${hash("sha256", text, "hex").slice(0, 16)}`;
}
