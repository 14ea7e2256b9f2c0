import { jsonOf, microsOf } from "../sources/values.ts";
import { writeOwnRecords } from "./ownRecords.ts";
import type { IngestReport } from "./report.ts";
import { type RunContext, stampOf } from "./runContext.ts";

/** Leaves a row of `integration_runs`. A run that failed for the warehouse's sake can't, and says so by its own error. */
export async function recordRun(
  run: RunContext,
  outcome: { startedAt: bigint; recordsIn: number; report: IngestReport; failure: unknown },
): Promise<void> {
  const { report, failure, startedAt } = outcome;
  const finishedAt = run.now();
  const maxEventAt = microsOf(report.maxEventAt);
  const row = {
    run_id: run.runId,
    connector: run.name,
    stream: "files",
    mode: "batch",
    started_at: startedAt,
    finished_at: finishedAt,
    status: failure === undefined ? "success" : "failed",
    rows_in: outcome.recordsIn,
    rows_upserted: Object.values(report.rows).reduce((sum, count) => sum + count, 0),
    rows_dup: report.duplicates,
    rows_bad: report.bad,
    max_event_at: maxEventAt,
    lag_s: maxEventAt === null ? null : Math.max(0, Number(finishedAt - maxEventAt) / 1e6),
    error: failure === undefined ? null : failure instanceof Error ? failure.message : String(failure),
    source_id: run.runId,
    _raw: jsonOf(report.badReasons),
  };
  const write = run.warehouse.transaction((transaction) =>
    writeOwnRecords(transaction, new Map([["integration_runs", [row]]]), stampOf(run)),
  );
  if (failure === undefined) await write;
  else await write.catch(() => undefined);
}
