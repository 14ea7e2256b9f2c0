import {
  type DateRange,
  SUGGESTION_KINDS,
  SUGGESTION_STATUSES,
  type SuggestionFilter,
  type SuggestionInput,
} from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../../errors.ts";
import { describeIssues, formatPath } from "../../token/grantSchema.ts";

// The text itself is judged by `textProblem`, in words of its own; what is far beyond it isn't looked at.
const MAX_UNITS = 20_000;

const text = z.string().max(MAX_UNITS, "has too many characters: 4,000 are taken");
const name = z.string().min(1).max(100);
const date = z.iso.date();
const version = z.number().int().min(1);
const value = z.string().max(500);

const anchor = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("kpi"), kpi: name }),
  z.strictObject({
    kind: z.literal("tile"),
    kpi: name,
    values: z
      .record(name, z.array(value).max(100))
      .refine((values) => Object.keys(values).length <= 20, "names more than 20 dimensions"),
    period: z.tuple([date, date]).optional() as z.ZodType<DateRange | undefined>,
  }),
  z.strictObject({ kind: z.literal("moment"), kpi: name, date }),
]);

const experiment = z.strictObject({
  start: date,
  end: date,
  dimension: name,
  variants: z.array(value.min(1)).max(20),
});

const input = z.strictObject({ kind: z.enum(SUGGESTION_KINDS), anchor, text, experiment: experiment.optional() });

const filter = z.strictObject({
  kpi: name.optional(),
  status: z.enum(SUGGESTION_STATUSES).optional(),
  mine: z.enum(["true", "false"]).optional(),
});

/** @throws ServerError `request_invalid`, as all below */
export function parseInput(body: unknown): SuggestionInput {
  return read(input, body);
}

export function parseReply(body: unknown): string {
  return read(z.strictObject({ text }), body).text;
}

export function parseStatusChange(body: unknown) {
  return read(z.strictObject({ status: z.enum(SUGGESTION_STATUSES), basedOn: version }), body);
}

export function parseEdit(body: unknown) {
  return read(z.strictObject({ text, basedOn: version }), body);
}

export function parseTakeBack(body: unknown): number {
  return read(z.strictObject({ basedOn: version }), body).basedOn;
}

export function parseRead(body: unknown): readonly string[] | undefined {
  return read(z.strictObject({ ids: z.array(name).max(1000).optional() }), body).ids;
}

/** Parameters of `GET …/suggestions`. */
export function parseFilter(parameters: Readonly<Record<string, string>>): SuggestionFilter {
  const { mine, ...rest } = read(filter, parameters);
  return { ...rest, isMine: mine === "true" };
}

/** Parameters of `GET …/people`. */
export function parsePeople(parameters: Readonly<Record<string, string>>): string {
  return read(z.strictObject({ kpi: name }), parameters).kpi;
}

function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
