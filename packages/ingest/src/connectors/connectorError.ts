import { type ConnectorErrorCode, IngestError } from "../errors.ts";

/**
 * Why a source couldn't be asked. The message names the provider and never an address, a header or what the provider answered: those hold
 * keys and personal data.
 */
export class ConnectorError extends IngestError {
  override readonly code: ConnectorErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status: number | null;
  /** What the provider's clock said, milliseconds; null where it didn't. */
  readonly theirNow: number | null;
  /** How long the provider asks to be left alone; null where it didn't say. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ConnectorErrorCode,
    message: string,
    details: { status?: number; theirNow?: number | null; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(code, message, { cause: details.cause });
    this.name = "ConnectorError";
    this.code = code;
    this.status = details.status ?? null;
    this.theirNow = details.theirNow ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
