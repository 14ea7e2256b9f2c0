/** Stable codes of {@link IngestError}. */
export type IngestErrorCode =
  | "warehouse_locked"
  | "warehouse_missing"
  | "warehouse_full"
  | "warehouse_invalid"
  | "file_unreadable"
  | "unknown_source"
  | "unknown_table"
  | "table_mismatch"
  | "bad_option"
  | "client_missing"
  | "target_failed";

/** Base class of everything this package throws on purpose: `code` is stable, `message` is one sentence for a person. */
export class IngestError extends Error {
  readonly code: IngestErrorCode;

  constructor(code: IngestErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "IngestError";
    this.code = code;
  }
}
