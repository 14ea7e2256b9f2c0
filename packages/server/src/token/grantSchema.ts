import { CAPABILITIES } from "@northstar/core";
import { z } from "zod";
import type { ResolvedTokenSettings } from "./settings.ts";

/** Text that reaches a filter or a log: never empty, never with control characters. */
const word = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !hasControlCharacter(text) && !/\p{Surrogate}/u.test(text), "must not hold control characters");

const distinct = <T>(list: readonly T[]) => new Set(list).size === list.length;

/** An empty list of values would cut nothing, so it is refused rather than read as "no filter". */
const filterValues = z.array(word).min(1).max(100);

/** What a token may carry, apart from names that are the same for everybody. */
export type GrantNames = Pick<ResolvedTokenSettings, "roles" | "rowFilters">;

/** Who is granted what: the part of a token that is ours. Unknown keys are refused, not ignored. */
export function grantFields({ roles, rowFilters }: GrantNames) {
  return {
    sub: word,
    tenant: word,
    roles: z.array(z.enum(roles)).min(1).refine(distinct, "must not repeat a role"),
    filters: z.strictObject(Object.fromEntries(rowFilters.map((key) => [key, filterValues.optional()]))),
    can: z.array(z.enum(CAPABILITIES)).refine(distinct, "must not repeat a capability"),
  };
}

/** Making a schema costs more than using it, and a server has one set of names. */
const kept = new Map<string, ReturnType<typeof makePayloadSchema>>();

/** The whole payload of a token, registered claims included. */
export function payloadSchema({ roles, rowFilters }: GrantNames): ReturnType<typeof makePayloadSchema> {
  const key = JSON.stringify([roles, rowFilters]);
  const schema = kept.get(key) ?? makePayloadSchema({ roles, rowFilters });
  kept.set(key, schema);
  return schema;
}

function makePayloadSchema(names: GrantNames) {
  return z.strictObject({
    ...grantFields(names),
    iss: z.string(),
    aud: z.string(),
    iat: z.int().nonnegative(),
    exp: z.int().nonnegative(),
    nbf: z.int().nonnegative().optional(),
    jti: word.optional(),
  });
}

/** Where and why parsing failed, in one line: `roles[0]: …`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${formatPath(issue.path) || "it"}: ${issue.message}`)
    .join("; ");
}

/** A zod path as a reader writes it: `filters[0].values`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
