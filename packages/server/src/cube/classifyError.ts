import { CubeRuntimeError } from "./errors.ts";
import { HiddenMemberError } from "./result/errors.ts";
import { readMissingPart, warehouseIncomplete } from "./warehouses/missingParts.ts";
import { isUnavailable } from "./warehouses/unavailable.ts";

const CONTINUE_WAIT = "Continue wait";

/** Said by Cube's queue, DuckDB, Postgres and Redshift, BigQuery's driver, Snowflake. */
const TIMEOUT =
  /Query execution timeout|INTERRUPT Error|canceling statement due to|BigQuery job timeout|reached its statement or warehouse timeout/;

/** A filter's value that isn't one of its member's type, in the words of DuckDB, Postgres and Redshift, BigQuery, Snowflake. */
const UNREADABLE_VALUE =
  /Conversion Error|Invalid date|invalid input syntax for|field value out of range|out of range for type|Could not cast literal|Bad (?:int64|double) value|Invalid timestamp|value '[^']*' is not recognized/;

/** Cube isn't ready with the answer yet and wants to be asked again. */
export function isContinueWait(error: unknown): boolean {
  return field(error, "error") === CONTINUE_WAIT || field(error, "message") === CONTINUE_WAIT;
}

/**
 * What Cube threw, as an error that may be shown. Cube marks a caller's mistakes (`UserError`); what comes from the database it wraps as
 * `{ error: text }`, with the statement in the text, so of that only the kind is passed on.
 */
export function classifyError(error: unknown): CubeRuntimeError {
  if (error instanceof CubeRuntimeError) return error;
  if (error instanceof HiddenMemberError) return hiddenMember([error.member], error);
  const text = errorText(error);
  if (/Compile errors:/.test(text)) {
    return new CubeRuntimeError(
      "model_invalid",
      "The model does not compile, so nothing can be answered. See the server's log.",
      {
        cause: error,
      },
    );
  }
  const hidden = /You requested hidden member: '([^']+)'/.exec(text)?.[1];
  if (hidden !== undefined) return hiddenMember([hidden], error);
  if (isCallersMistake(error, text)) return new CubeRuntimeError("bad_query", firstLine(text), { cause: error });
  if (isUnavailable(text)) {
    return new CubeRuntimeError(
      "warehouse_unavailable",
      "The warehouse can't be asked at the moment. It is being brought back; ask again in a minute.",
      { cause: error },
    );
  }
  if (TIMEOUT.test(text)) {
    return new CubeRuntimeError(
      "query_timeout",
      "The query took too long. Ask for a shorter period or fewer dimensions.",
      {
        cause: error,
      },
    );
  }
  const missing = readMissingPart(text);
  if (missing !== null) return warehouseIncomplete([missing], error);
  if (UNREADABLE_VALUE.test(text)) {
    return new CubeRuntimeError(
      "bad_query",
      "A value in the query can't be read as the type of its member. Check the filters' values and the date ranges.",
      { cause: error },
    );
  }
  return new CubeRuntimeError("internal", "The query could not be answered. See the server's log.", { cause: error });
}

export function hiddenMember(members: readonly string[], cause?: unknown): CubeRuntimeError {
  const names = members.map((name) => `'${name}'`).join(", ");
  return new CubeRuntimeError(
    "hidden_member",
    `You have no permission for ${names}. Ask for a role that includes it.`,
    {
      members,
      cause,
    },
  );
}

/** Plain errors that Cube throws for a caller's mistake without marking them. */
const UNMARKED_MISTAKES =
  /^(?:The query limit has been exceeded|Expressions are not allowed|Query should contain|Can't find join path|Can't parse|SQL interface is not initialized|.* needs Cube's native extension|Granularity |Undefined granularity|Unrecognized|.* not found for path )/;

function isCallersMistake(error: unknown, text: string): boolean {
  if (field(error, "type") === "UserError" || field(error, "type") === "User Error") return true;
  if (typeof error === "object" && error !== null && error.constructor.name === "UserError") return true;
  return error instanceof Error && UNMARKED_MISTAKES.test(text);
}

function errorText(error: unknown): string {
  const inner = field(error, "error");
  if (typeof inner === "string") return inner;
  const message = field(error, "message") ?? field(inner, "message");
  return typeof message === "string" ? message : String(error);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/^(?:User)?Error: /, "");
}
