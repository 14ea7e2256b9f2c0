/** Base error of this package. `code` is stable: the server's own code, or one of `NorthstarClientErrorCode`. */
export class NorthstarError extends Error {
  readonly code: string;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  /** Names of the members or parameters it is about. */
  readonly members: readonly string[];

  constructor(code: NorthstarClientErrorCode | (string & {}), message: string, options: NorthstarErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "NorthstarError";
    this.code = code;
    this.status = options.status ?? null;
    this.members = options.members ?? [];
  }
}

/** Codes of errors that arise in the browser. The server's are in its problem details. */
export type NorthstarClientErrorCode =
  | "network"
  | "offline"
  | "token_unavailable"
  | "bad_answer"
  | "no_answer"
  | "http"
  | "unknown_kpi"
  | "unknown_funnel"
  | "unknown_breakdown"
  | "tile_failed"
  | "no_provider";

export interface NorthstarErrorOptions {
  status?: number;
  members?: readonly string[];
  cause?: unknown;
}
