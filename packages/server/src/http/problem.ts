import type { Problem } from "@northstar/core";
import { ERROR_CODES, ServerError } from "../errors.ts";

/**
 * The problem details (RFC 9457) of an error. Only a `ServerError` speaks for itself: anything else is an
 * `internal_error` whose own message stays in the log, since it may hold SQL, a path or a secret.
 */
export function toProblem(error: unknown): Problem {
  const known =
    error instanceof ServerError
      ? error
      : new ServerError(
          "internal_error",
          "The server could not answer because of a fault of its own. Try again; if it stays, give the request id to whoever runs it.",
          { cause: error },
        );
  return {
    type: `urn:northstar:problem:${known.code}`,
    title: ERROR_CODES[known.code].title,
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.members.length > 0 ? { members: known.members } : {}),
  };
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
