import type { IntegrationRun } from "@northstar/core";
import type { Row } from "../warehouse/warehouse.ts";

const MODES = ["hook", "poll", "batch", "backfill", "replay"] as const satisfies readonly IntegrationRun["mode"][];

/** A row of `integration_runs` as the page shows it. */
export function toRun(row: Row): IntegrationRun {
  return {
    runId: String(row.run_id),
    stream: String(row.stream ?? ""),
    mode: MODES.find((mode) => mode === row.mode) ?? "batch",
    startedAt: isoOf(row.started_at) ?? new Date(0).toISOString(),
    finishedAt: isoOf(row.finished_at),
    status: row.status === "success" ? "success" : row.status === "running" ? "running" : "failed",
    progress: null,
    error: typeof row.error === "string" ? plainError(row.error) : null,
    in: Number(row.rows_in ?? 0),
    upserted: Number(row.rows_upserted ?? 0),
    duplicate: Number(row.rows_dup ?? 0),
    bad: Number(row.rows_bad ?? 0),
  };
}

export function isoOf(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}

const MAX_CHARACTERS = 300;

/**
 * An error's first sentence or two without what a browser has no business with: paths, addresses with their credentials and queries, long
 * tokens; a message that quotes SQL is left out whole.
 */
export function plainError(message: string): string {
  if (
    /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|MERGE INTO|COPY)\b[\s\S]*\b(FROM|SET|VALUES|INTO|TABLE)\b|\bLINE \d+:/.test(
      message,
    )
  ) {
    return "The warehouse refused a statement. See the server's log.";
  }
  const [first = ""] = message.split("\n");
  const plain = first
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"')]+/gi, (url) => hostOf(url))
    .replace(/(?:[A-Za-z]:)?[\\/](?:[\w.@ -]+[\\/])+[\w.@-]+|(?<=\s|^|["'(])\/[\w.@-]{2,}/g, "…")
    .replace(/\b[A-Za-z0-9+/_=-]{32,}\b=*/g, "…");
  return plain.length > MAX_CHARACTERS ? `${plain.slice(0, MAX_CHARACTERS - 1)}…` : plain;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || "…" : "…";
}
