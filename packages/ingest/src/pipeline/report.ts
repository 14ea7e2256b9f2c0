import type { SourceName } from "../sources/registry.ts";
import { isoOf } from "../sources/values.ts";
import type { RowCounts } from "../warehouse/writeRows.ts";

/** What an ingest did. */
export interface IngestReport {
  source: SourceName;
  files: number;
  /** Payloads seen: webhook bodies, or batches of a file's lines. */
  payloads: number;
  /** Records that were there already: lines of payloads taken before, and insert-only rows with a known key. */
  duplicates: number;
  /** Rows written, by table: inserted, and updated where the table is upserted. */
  rows: Record<string, number>;
  /** Records that went to `dead_letter`. */
  bad: number;
  badReasons: Record<string, number>;
  /** Greatest event time among the rows, ISO, UTC. */
  maxEventAt: string | null;
}

/** A report being written. */
export class ReportBuilder {
  readonly report: IngestReport;
  #maxEventAt: bigint | null = null;

  constructor(source: SourceName, files: number) {
    this.report = {
      source,
      files,
      payloads: 0,
      duplicates: 0,
      rows: {},
      bad: 0,
      badReasons: {},
      maxEventAt: null,
    };
  }

  addBad(reason: string): void {
    this.report.bad++;
    this.report.badReasons[reason] = (this.report.badReasons[reason] ?? 0) + 1;
  }

  addRows(written: RowCounts): void {
    for (const [table, count] of Object.entries(written)) {
      if (count > 0) this.report.rows[table] = (this.report.rows[table] ?? 0) + count;
    }
  }

  sawEventAt(micros: bigint | null): void {
    if (micros === null || (this.#maxEventAt !== null && micros <= this.#maxEventAt)) return;
    this.#maxEventAt = micros;
    this.report.maxEventAt = isoOf(micros);
  }
}
