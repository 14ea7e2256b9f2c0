/** Stable codes of what can go wrong in the pure parts. */
export type CoreErrorCode =
  | "invalid_date"
  | "invalid_period"
  | "invalid_time_zone"
  | "mixed_kpis"
  | "unknown_dimension";

/** Base error of this package: `code` is stable, `message` says what happened, why, and what to do. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;

  constructor(code: CoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CoreError";
    this.code = code;
  }
}
