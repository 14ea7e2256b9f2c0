/** Reasons a command ends with a non-zero exit. */
export type CliErrorCode =
  | "bad_argument"
  | "port_taken"
  | "not_installed"
  | "data_dir_unusable"
  | "secret_missing"
  | "server_refused"
  | "server_unreachable"
  | "not_confirmed"
  | "model_missing"
  | "meta_invalid"
  | "stale"
  | "child_failed"
  | "lock_invalid"
  | "metrics_unsound"
  | "git_failed"
  | "period_invalid";

/** What the `northstar` command says in one sentence before it exits with 1. */
export class CliError extends Error {
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CliError";
    this.code = code;
  }
}
