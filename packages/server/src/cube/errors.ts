import type { ModelProblem } from "./model/ModelProblem.ts";

/**
 * What can go wrong when Cube is asked:
 * - `hidden_member`: a member exists but is not public for these roles; `members` names it.
 * - `member_masked`: the query filters or sorts by what its reader sees only a mask of; `members` names it.
 * - `row_filter_not_applicable`: the reader's rows are limited by a key that can't cut a member asked for; `members` names it.
 * - `bad_query`: the query can't be understood or names what doesn't exist.
 * - `query_timeout`: the warehouse took longer than the limit.
 * - `token_missing`: no token came with a request to Cube's API.
 * - `aborted`: the caller gave up.
 * - `model_invalid`: the model doesn't compile, so no query can be answered.
 * - `warehouse_unconfigured`: no warehouse was named, or two.
 * - `driver_missing`: the driver of the warehouse that was named isn't installed.
 * - `warehouse_incomplete`: the warehouse lacks a table, column or function that the model reads.
 * - `warehouse_unavailable`: the warehouse can't be asked at the moment (its disk is full, or it is being opened anew); it may be in a while.
 * - `warehouse_time_zone`: the warehouse's session zone isn't UTC and is locked.
 * - `internal`: anything else; the reason is in `cause` and never in the message.
 */
export type CubeRuntimeErrorCode =
  | "hidden_member"
  | "member_masked"
  | "row_filter_not_applicable"
  | "bad_query"
  | "query_timeout"
  | "token_missing"
  | "aborted"
  | "model_invalid"
  | "warehouse_unconfigured"
  | "driver_missing"
  | "warehouse_incomplete"
  | "warehouse_unavailable"
  | "warehouse_time_zone"
  | "internal";

export interface CubeRuntimeErrorOptions {
  members?: readonly string[];
  problems?: readonly ModelProblem[];
  cause?: unknown;
}

/** A refusal or failure of the Cube runtime. The message is safe to show: no SQL, no path, no stack. */
export class CubeRuntimeError extends Error {
  override name = "CubeRuntimeError";
  readonly code: CubeRuntimeErrorCode;
  /** The members it is about, empty when it is about none. */
  readonly members: readonly string[];
  /** What is wrong with the model, when that is why. Names files: for a log or a developer. */
  readonly problems: readonly ModelProblem[];

  constructor(code: CubeRuntimeErrorCode, message: string, options: CubeRuntimeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.members = options.members ?? [];
    this.problems = options.problems ?? [];
  }
}
