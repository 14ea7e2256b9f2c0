import type { LoadLine, Problem } from "@northstar/core";
import { problemResponse } from "../http/problem.ts";

type ErrorLine = Extract<LoadLine, { error: Problem }>;

/**
 * The HTTP answer to a batch. As soon as one query has an answer: 200 and NDJSON, a line a query, refusals among
 * them. When every query failed with the same status, that status and one problem document, with the problem of
 * each query in `errors`: a refusal is never a 200 to someone who asked one thing. Failures of different
 * statuses are lines again.
 * @param abort called when the client leaves before the last line
 */
export async function loadResponse(lines: AsyncGenerator<LoadLine>, abort: () => void): Promise<Response> {
  const failed: ErrorLine[] = [];
  let first: LoadLine | null = null;
  for (;;) {
    const { done, value } = await lines.next();
    if (done) break;
    if (!("error" in value)) {
      first = value;
      break;
    }
    failed.push(value);
  }
  const [one] = failed;
  if (!first && one && failed.every(({ error }) => error.status === one.error.status)) {
    const errors = failed.map(({ id, error }) => ({ id, error }));
    return problemResponse({ ...one.error, errors });
  }
  return new Response(ndjson(lines, first ? [...failed, first] : failed, abort), {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store",
      // Reverse proxies that would gather the lines are asked not to.
      "x-accel-buffering": "no",
    },
  });
}

function ndjson(rest: AsyncGenerator<LoadLine>, ready: LoadLine[], abort: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const encode = (line: LoadLine) => encoder.encode(`${JSON.stringify(line)}\n`);
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const line of ready) controller.enqueue(encode(line));
    },
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done) controller.close();
      else controller.enqueue(encode(value));
    },
    cancel: abort,
  });
}
