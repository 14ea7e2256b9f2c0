import { CubeRuntimeError, type CubeRuntimeErrorCode } from "../cube/errors.ts";
import { ServerError, type ServerErrorCode } from "../errors.ts";

const CODES: Record<CubeRuntimeErrorCode, ServerErrorCode> = {
  hidden_member: "member_denied",
  member_masked: "member_masked",
  row_filter_not_applicable: "row_filter_not_applicable",
  bad_query: "query_refused",
  query_timeout: "query_timeout",
  token_missing: "token_missing",
  aborted: "closing",
  model_invalid: "model_invalid",
  warehouse_incomplete: "warehouse_incomplete",
  warehouse_unavailable: "warehouse_unavailable",
  warehouse_unconfigured: "option_invalid",
  driver_missing: "option_invalid",
  warehouse_time_zone: "query_failed",
  internal: "query_failed",
};

/** A failure of the Cube runtime as an error of this package; what is unknown stays as it is. */
export function fromCubeError(error: unknown): unknown {
  if (!(error instanceof CubeRuntimeError)) return error;
  if (error.code === "bad_query" && /join path/i.test(error.message)) {
    // Cube names its inner cubes here, which mean nothing to who asks.
    const message =
      "The measures, dimensions and filters of this query don't belong together. Ask them in separate queries.";
    return new ServerError("query_refused", message, { cause: error });
  }
  return new ServerError(CODES[error.code], error.message, { members: error.members, cause: error });
}

/** A refusal of this package as the Cube runtime's own endpoints report it. */
export function toCubeError(error: unknown): unknown {
  if (!(error instanceof ServerError)) return error;
  if (error.cause instanceof CubeRuntimeError) return error.cause;
  return new CubeRuntimeError(cubeCode(error), error.message, { members: error.members, cause: error });
}

function cubeCode({ code, status }: ServerError): CubeRuntimeErrorCode {
  if (code === "row_filter_not_applicable" || code === "member_masked") return code;
  if (status === 403) return "hidden_member";
  return status === 400 ? "bad_query" : "internal";
}
