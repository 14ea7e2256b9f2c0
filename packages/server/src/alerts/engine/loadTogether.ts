import { type Claims, type LoadLine, type Query, queryKey } from "@northstar/core";
import type { Northstar } from "../../createNorthstar.ts";
import { ServerError } from "../../errors.ts";
import { toProblem } from "../../http/problem.ts";

/** As many as one request takes. */
const CHUNK = 100;

/** Answers to many questions of one audience. */
interface LoadedTogether {
  /** @returns a line with the problem when there is none */
  answerTo(query: Query): LoadLine;
  /** Different questions that were handed to `load`. */
  asked: number;
}

/**
 * Asks the questions of many rules at once: each different one once, in requests of at most a hundred, with those that differ in their
 * measures alone beside one another, so that `load` makes one of them. A request that fails as a whole is the problem of its questions.
 */
export async function loadTogether(
  load: Northstar["load"],
  claims: Claims,
  queries: Iterable<Query>,
): Promise<LoadedTogether> {
  const different = new Map<string, Query>();
  for (const query of queries) different.set(queryKey(query), query);
  const inOrder = [...different].map(([key, query]) => ({
    key,
    query,
    place: queryKey({ ...query, measures: [] }),
  }));
  inOrder.sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0));

  const lines = new Map<string, LoadLine>();
  for (let from = 0; from < inOrder.length; from += CHUNK) {
    const chunk = inOrder.slice(from, from + CHUNK);
    for (const [key, line] of await loadChunk(load, claims, chunk)) lines.set(key, line);
  }
  return {
    answerTo: (query) => lines.get(queryKey(query)) ?? failure("", notAnswered()),
    asked: different.size,
  };
}

async function loadChunk(
  load: Northstar["load"],
  claims: Claims,
  chunk: readonly { key: string; query: Query }[],
): Promise<[key: string, line: LoadLine][]> {
  try {
    const lines = await load(
      chunk.map(({ query }, index) => ({ id: String(index), query })),
      claims,
    );
    return lines.flatMap((line): [string, LoadLine][] => {
      const asked = chunk[Number(line.id)];
      return asked ? [[asked.key, line]] : [];
    });
  } catch (error) {
    return chunk.map(({ key }) => [key, failure(key, error)]);
  }
}

function failure(id: string, error: unknown): LoadLine {
  return { id, error: toProblem(error instanceof ServerError ? error : notAnswered(error)) };
}

function notAnswered(cause?: unknown): ServerError {
  return new ServerError("query_failed", "The question wasn't answered. Ask again.", { cause });
}
