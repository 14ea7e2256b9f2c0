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

/** The row of `integration_runs` for a run that is over. */
export function runRow(
  connector: string,
  { run, maxEventAt, stopped }: RunTally,
  cursors: { before: unknown; after: unknown },
): Record<string, unknown> {
  const finishedAt = microsOf(run.finishedAt);
  return {
    run_id: run.runId,
    connector,
    stream: run.stream,
    mode: run.mode,
    started_at: microsOf(run.startedAt),
    finished_at: finishedAt,
    status: run.status,
    rows_in: run.in,
    rows_upserted: run.upserted,
    rows_dup: run.duplicate,
    rows_bad: run.bad,
    cursor_before: cursorText(cursors.before),
    cursor_after: cursorText(cursors.after),
    max_event_at: maxEventAt,
    lag_s: maxEventAt === null || finishedAt === null ? null : Math.max(0, Number(finishedAt - maxEventAt) / 1e6),
    error: run.error,
    source_id: run.runId,
    _raw: stopped ? JSON.stringify({ stopped }) : null,
  };
}

/** A cursor for people: a long one, which remembers what came, as its hash. */
function cursorText(cursor: unknown): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = JSON.stringify(cursor);
  return text.length <= 300 ? text : `sha256:${hash("sha256", text, "hex").slice(0, 16)}`;
}
