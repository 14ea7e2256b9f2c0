import type { Query } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { formatPath } from "../token/grantSchema.ts";

/** Most rows of one answer. */
const MAX_LIMIT = 50_000;

const MAX_OFFSET = 10_000_000;
const MAX_MEMBERS = 100;
const MAX_FILTERS = 100;
const MAX_VALUES = 1000;
const MAX_VALUE_LENGTH = 1000;

const member = z
  .string()
  .max(200)
  .regex(/^[a-zA-Z0-9_]+\.[a-zA-Z0-9_]+$/, "must be a member's full name, such as executive.country");
const members = z.array(member).max(MAX_MEMBERS);
const text = z
  .string("must be a string")
  .max(MAX_VALUE_LENGTH)
  // NUL ends a string in some drivers, and half a surrogate pair is no text at all.
  .refine((value) => !value.includes("\u0000") && !/\p{Surrogate}/u.test(value), "must be well-formed text");
const dateText = z.string("must be a date").max(40);
const dateRange = z.tuple([dateText, dateText]);

const memberFilter = z.strictObject({
  member,
  operator: z.string().max(40),
  values: z.array(text).max(MAX_VALUES).optional(),
});

const filter: z.ZodType<z.infer<typeof memberFilter> | { and: unknown[] } | { or: unknown[] }> = z.lazy(() =>
  z.unknown().transform((value, context) => {
    // One schema by the key that is there, so that the complaint is about the filter and not about each alternative.
    const schema =
      isObject(value) && "and" in value ? andGroup : isObject(value) && "or" in value ? orGroup : memberFilter;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    return z.NEVER;
  }),
);
const andGroup = z.strictObject({ and: z.array(filter).max(MAX_FILTERS) });
const orGroup = z.strictObject({ or: z.array(filter).max(MAX_FILTERS) });

const querySchema = z.strictObject({
  measures: members.optional(),
  dimensions: members.optional(),
  segments: members.optional(),
  timeDimensions: z
    .array(
      z.strictObject({
        dimension: member,
        granularity: z.string().max(40).optional(),
        dateRange: dateRange.optional(),
        compareDateRange: z.array(dateRange).optional(),
      }),
    )
    .max(10)
    .optional(),
  filters: z.array(filter).max(MAX_FILTERS).optional(),
  order: z
    .array(z.tuple([member, z.enum(["asc", "desc"])]))
    .max(MAX_MEMBERS)
    .optional(),
  limit: z.int().min(1).max(MAX_LIMIT).optional(),
  offset: z.int().min(0).max(MAX_OFFSET).optional(),
  timezone: z.string().max(64).optional(),
});

/**
 * The shape of a query, whatever the model is: keys, types, sizes. Names, operators, granularities and dates
 * are still texts here; `checkQuery` holds them against the model.
 * @param path how the query is called in messages, e.g. `queries[0].query`
 * @throws ServerError `limit_invalid` or `query_invalid`, with the path of what is wrong in `members`
 */
export function parseQuery(value: unknown, path: string): Query {
  const parsed = querySchema.safeParse(value);
  if (parsed.success) return parsed.data as Query;
  const issues = parsed.error.issues
    .slice(0, 5)
    .map((issue) => ({ where: join(path, issue.path), why: issue.message }));
  const onlyLimit = parsed.error.issues.every((issue) => issue.path[0] === "limit" || issue.path[0] === "offset");
  throw new ServerError(
    onlyLimit ? "limit_invalid" : "query_invalid",
    issues.map(({ where, why }) => `${where}: ${why}`).join("; "),
    { members: issues.map(({ where }) => where) },
  );
}

function join(path: string, rest: readonly PropertyKey[]): string {
  const tail = formatPath(rest);
  return tail === "" ? path : `${path}${tail.startsWith("[") ? "" : "."}${tail}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
