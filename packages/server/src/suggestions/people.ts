import { readFile } from "node:fs/promises";
import { type Claims, type SuggestionPerson, type SuggestionRows, seesRows } from "@northstar/core";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues } from "../token/grantSchema.ts";

/** Somebody who may be mentioned, with what their token lets them see. */
export interface ListedPerson extends SuggestionPerson {
  roles: readonly string[];
  filters?: Claims["filters"] | undefined;
  /** Recipients of alert channels that are this person: there they are told of mentions and answers. */
  notify?: readonly NotifyPlace[] | undefined;
}

/** A recipient of a channel of the alerts' file. */
export interface NotifyPlace {
  channel: string;
  recipient: string;
}

/** Who there is, and which roles stand for an owner of KPIs. */
export interface PeopleFile {
  people: readonly ListedPerson[];
  /** `meta.kpi.owner` → roles. An owner that is a role's own name needs no line. */
  owners: Readonly<Record<string, readonly string[]>>;
}

export const NO_PEOPLE: PeopleFile = { people: [], owners: {} };

const role = z.string().min(1).max(50);
const schema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        name: z.string().trim().min(1).max(100),
        roles: z.array(role).min(1),
        filters: z.record(z.string(), z.array(z.string()).min(1)).optional(),
        notify: z
          .array(z.strictObject({ channel: z.string().min(1), recipient: z.string().min(1) }))
          .max(5)
          .optional(),
      }),
    )
    .max(5000)
    .default([]),
  owners: z.record(z.string().min(1), z.array(role)).default({}),
});

/**
 * Reads a file of people, YAML: `people: [{ id, name, roles, filters?, notify? }]`, `owners: { Marketing: [marketing] }`.
 * @throws ServerError `option_invalid`
 */
export async function readPeople(path: string): Promise<PeopleFile> {
  const document = parseDocument(await readFile(path, "utf8").catch((cause) => fail("it can't be read", cause)));
  const [error] = document.errors;
  if (error) fail(error.message.split("\n", 1)[0] ?? "it is no YAML", error);
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) return fail(describeIssues(parsed.error), parsed.error);
  const { people, owners } = parsed.data;
  const ids = new Set(people.map(({ id }) => id));
  if (ids.size < people.length) fail("an id is there twice");
  return { people, owners };
}

function fail(why: string, cause?: unknown): never {
  throw new ServerError("option_invalid", `The file of people can't be used: ${why}. See docs/suggestions.md.`, {
    cause,
  });
}

/** Roles that stand for the owner of a KPI. */
export function rolesOfOwner(owner: string, { owners }: PeopleFile, roles: readonly string[]): readonly string[] {
  return owners[owner] ?? roles.filter((one) => one.toLowerCase() === owner.toLowerCase());
}

/** Whether somebody of the list may be told of something: their roles see the KPI, their row filters all of its rows. */
export function seesAnchor(person: ListedPerson, roles: readonly string[], rows: SuggestionRows): boolean {
  return person.roles.some((one) => roles.includes(one)) && seesRows(rows, person.filters ?? {});
}
