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
  | "target_failed"
  | "secrets_refused"
  /** No room for more deliveries; none of the one at hand was kept. */
  | "spool_full"
  | "spool_locked"
  | "spool_failed"
  | "spool_closed"
  | ConnectorErrorCode;

/** Stable codes of what goes wrong while a source is asked. */
export type ConnectorErrorCode =
  /** A setting or secret that the connector needs has no value, or one that can't be used. */
  | "setting_missing"
  | "rate_limited"
  /** The provider answers with 5xx. */
  | "unavailable"
  /** No connection, or it breaks off. */
  | "unreachable"
  | "unauthorised"
  /** The provider answers with a 4xx that asking again doesn't change. */
  | "refused"
  | "answer_too_large"
  | "unexpected_answer"
  | "stopped"
  /** The same is under way. */
  | "connector_busy";

/** Base class of everything this package throws on purpose: `code` is stable, `message` is one sentence for a person. */
export class IngestError extends Error {
  readonly code: IngestErrorCode;

  constructor(code: IngestErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "IngestError";
    this.code = code;
  }
}
