import { MAX_NARRATIVE, PACK_KINDS } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../../errors.ts";
import { describeIssues, formatPath } from "../../token/grantSchema.ts";

const MOST_TEXT = 4000;

/** But for line breaks and tabs. */
const CONTROL = /(?![\n\r\t])\p{Cc}/u;

/** Written by people: lines, without what a terminal or a file would take for a command. */
export const plainText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !CONTROL.test(value), "must not have control characters");

/** Dimension → chosen values. */
export const filterValues = z.record(z.string().min(1).max(100), z.array(z.string().max(200)).max(200));

const kind = z.enum(PACK_KINDS);
const request = z.strictObject({
  kind,
  period: z.string().max(20).optional(),
  values: filterValues.optional(),
});
const narrative = z.strictObject({ text: plainText(MAX_NARRATIVE), basedOn: z.number().int().min(0) });
const comment = z.strictObject({ kpi: z.string().min(1).max(100).nullable(), text: plainText(MOST_TEXT) });
const action = z.strictObject({ text: plainText(500), owner: plainText(100), due: z.iso.date().nullable() });
const list = z.strictObject({ kind: kind.optional() });
const file = z.strictObject({ format: z.enum(["pdf", "xlsx", "csv"]), language: z.enum(["es", "en"]).default("es") });

/** Body of `POST /northstar/v1/reports`. @throws ServerError `request_invalid`, as all below */
export const parseRequest = (body: unknown) => parseBody(request, body);
export const parseNarrative = (body: unknown) => parseBody(narrative, body);
export const parseComment = (body: unknown) => parseBody(comment, body);
export const parseAction = (body: unknown) => parseBody(action, body);
/** Parameters of `GET /northstar/v1/reports`. */
export const parseList = (parameters: unknown) => parseBody(list, parameters);
/** Parameters of `GET …/file`. */
export const parseFile = (parameters: unknown) => parseBody(file, parameters);

/** @throws ServerError `request_invalid` */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
