import { z } from "zod";
import { ServerError } from "../errors.ts";
import { formatPath } from "../token/grantSchema.ts";

/** Most queries of one request. */
const MAX_QUERIES = 100;

/** One query as it came: its shape is looked at by itself, so that one bad query spoils no other. */
export interface RawQuery {
  id: string;
  query: unknown;
  /** Where it stood: `queries[3].query`. */
  path: string;
}

const envelope = z.strictObject({
  queries: z.array(z.strictObject({ id: z.string().min(1).max(200), query: z.unknown() })).min(1),
});

/**
 * The queries of a body of `POST /northstar/v1/load`.
 * @throws ServerError `request_invalid`, `too_many_queries`, `duplicate_id`
 */
export function parseLoadRequest(body: unknown): RawQuery[] {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 5);
    throw new ServerError(
      "request_invalid",
      issues.map(({ path, message }) => `${formatPath(path) || "body"}: ${message}`).join("; "),
      { members: issues.map(({ path }) => formatPath(path) || "body") },
    );
  }
  const { queries } = parsed.data;
  if (queries.length > MAX_QUERIES) {
    throw new ServerError(
      "too_many_queries",
      `${queries.length} queries in one request; at most ${MAX_QUERIES} are taken.`,
      {
        members: ["queries"],
      },
    );
  }
  const repeated = queries.findIndex(({ id }, index) => queries.findIndex((other) => other.id === id) !== index);
  if (repeated >= 0) {
    throw new ServerError("duplicate_id", `queries[${repeated}].id: it is the id of an earlier query too.`, {
      members: [`queries[${repeated}].id`],
    });
  }
  return queries.map(({ id, query }, index) => ({ id, query, path: `queries[${index}].query` }));
}
