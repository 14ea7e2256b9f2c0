import type { AlertRuleInput } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../../errors.ts";
import { describeIssues, formatPath } from "../../token/grantSchema.ts";
import { parseRule } from "../rules/parseRule.ts";

const MOST_DAYS = 400;
const note = z.string().max(500).nullable();
const version = z.number().int().min(1);
const moment = z.iso.datetime({ offset: true });

const change = z.strictObject({ rule: z.unknown(), basedOn: version.nullable() });
const preview = z.strictObject({ rule: z.unknown(), days: z.number().int().min(1).max(MOST_DAYS) });
const test = z.strictObject({ rule: z.unknown(), channel: z.string().min(1).max(100) });
const mute = z.strictObject({
  labels: z.record(z.string().min(1).max(50), z.string().min(1).max(100)),
  until: moment,
  note,
});
const page = z.strictObject({
  rule: z.string().min(1).max(64).optional(),
  kpi: z.string().min(1).max(100).optional(),
  before: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** @throws ServerError `request_invalid`, and `rule_invalid` with what is wrong with the rule */
export function parseRuleChange(body: unknown): { rule: AlertRuleInput; basedOn: number | null } {
  const { rule, basedOn } = read(change, body);
  return { rule: readRule(rule), basedOn };
}

/** @throws ServerError as `parseRuleChange` */
export function parsePreview(body: unknown): { rule: AlertRuleInput; days: number } {
  const { rule, days } = read(preview, body);
  return { rule: readRule(rule), days };
}

/** @throws ServerError as `parseRuleChange` */
export function parseTest(body: unknown): { rule: AlertRuleInput; channel: string } {
  const { rule, channel } = read(test, body);
  return { rule: readRule(rule), channel };
}

/** @throws ServerError `request_invalid`, as all below */
export function parseDeletion(body: unknown): { basedOn: number } {
  return read(z.strictObject({ basedOn: version }), body);
}

export function parseNote(body: unknown): string | null {
  return read(z.strictObject({ note }), body).note;
}

export function parseSnooze(body: unknown): string | null {
  return read(z.strictObject({ until: moment.nullable() }), body).until;
}

export function parseMute(body: unknown): z.infer<typeof mute> {
  return read(mute, body);
}

/** Parameters of `GET …/history`. */
export function parseHistoryPage(parameters: Readonly<Record<string, string>>) {
  const { limit = 50, ...rest } = read(page, parameters);
  return { ...rest, limit };
}

/** Parameters of `GET …/responses`. */
export function parseResponses(parameters: Readonly<Record<string, string>>): { since: string } {
  return read(z.strictObject({ since: z.iso.datetime() }), parameters);
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}

function readRule(value: unknown): AlertRuleInput {
  const parsed = parseRule(value);
  if ("rule" in parsed) return parsed.rule;
  const [first] = parsed.problems;
  throw new ServerError("rule_invalid", `${first?.path || "rule"}: ${first?.message}`, {
    members: parsed.problems.map(({ path }) => path),
    fields: parsed.problems,
  });
}
