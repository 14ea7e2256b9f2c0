import type { Problem } from "@northstar/core";
import { wholeResponse } from "../http/nodeShortcuts.ts";
import { problemResponse } from "../http/problem.ts";
import { type AnsweredLine, encodeLines } from "./answerLine.ts";
import type { AnsweredPart } from "./loadQueries.ts";

type Failed = Extract<AnsweredLine, { error: Problem }>;

/**
 * The HTTP answer to a batch. As soon as one query has an answer: 200 and NDJSON, a line a query, refusals among
 * them. When every query failed with the same status, that status and one problem document, with the problem of
 * each query in `errors`: a refusal is never a 200 to someone who asked one thing. Failures of different
 * statuses are lines again.
 * @param abort called when the client leaves before the last line
 */
export async function loadResponse(parts: AsyncGenerator<AnsweredPart>, abort: () => void): Promise<Response> {
  const lines: AnsweredLine[] = [];
  let isLast = false;
  while (!isLast && !lines.some((line) => "answer" in line)) {
    const { done, value } = await parts.next();
    if (done) break;
    lines.push(...value.lines);
    isLast = value.isLast;
  }
  const failed = lines.filter(isFailed);
  const [one] = failed;
  if (one && failed.length === lines.length && failed.every(({ error }) => error.status === one.error.status)) {
    const errors = failed.map(({ id, error }) => ({ id, error }));
    return problemResponse({ ...one.error, errors });
  }
  const headers = {
    "content-type": "application/x-ndjson; charset=utf-8",
    "cache-control": "no-store",
    // Reverse proxies that would gather the lines are asked not to.
    "x-accel-buffering": "no",
  };
  return isLast ? wholeResponse(encodeLines(lines), headers) : new Response(ndjson(parts, lines, abort), { headers });
}

function isFailed(line: AnsweredLine): line is Failed {
  return "error" in line;
}

function ndjson(
  rest: AsyncGenerator<AnsweredPart>,
  ready: readonly AnsweredLine[],
  abort: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (ready.length > 0) controller.enqueue(encodeLines(ready));
    },
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done) controller.close();
      else controller.enqueue(encodeLines(value.lines));
    },
    cancel: abort,
  });
}
