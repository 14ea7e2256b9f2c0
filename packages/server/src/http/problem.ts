import type { Problem } from "@northstar/core";
import { isUnavailable } from "../cube/warehouses/unavailable.ts";
import { ERROR_CODES, ServerError } from "../errors.ts";

/**
 * The problem details (RFC 9457) of an error. Only a `ServerError` speaks for itself: anything else is an
 * `internal_error` whose own message stays in the log, since it may hold SQL, a path or a secret, or a `warehouse_unavailable` where a
 * full disk or a broken instance was met outside of a query.
 */
export function toProblem(error: unknown): Problem {
  const known = error instanceof ServerError ? error : asServerError(error);
  return {
    type: `urn:northstar:problem:${known.code}`,
    title: ERROR_CODES[known.code].title,
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.members.length > 0 ? { members: known.members } : {}),
    ...(known.fields.length > 0 ? { fields: known.fields } : {}),
  };
}

function asServerError(error: unknown): ServerError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isUnavailable(cause.message)) continue;
    const message = "The warehouse can't be asked at the moment. It is being brought back; ask again in a minute.";
    return new ServerError("warehouse_unavailable", message, { cause: error });
  }
  return new ServerError(
    "internal_error",
    "The server could not answer because of a fault of its own. Try again; if it stays, give the request id to whoever runs it.",
    { cause: error },
  );
}

/** `problem` as JSON. */
export function problemText(problem: Problem): string {
  return JSON.stringify(problem);
}

/** `problem` as an `application/problem+json` response with its status. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(problemText(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(problem.status === 401
        ? { "www-authenticate": `Bearer error="invalid_token", error_description="${problem.code}"` }
        : {}),
      ...headers,
    },
  });
}
