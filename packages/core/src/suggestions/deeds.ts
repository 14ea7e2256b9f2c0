import type { SuggestionDeeds, SuggestionKind, SuggestionStatus, SuggestionView } from "./types.ts";

/** Who does something: the `sub` and the roles of their token. */
export interface SuggestionActor {
  sub: string;
  roles: readonly string[];
}

/** Roles that write suggestions and experiments; comments are everybody's who sees the KPI. */
const WRITERS: readonly string[] = ["consultant", "analyst"];

/** The role that answers beside a KPI's owner. */
const ANALYST = "analyst";

/** Where each status leads. What was decided can be decided otherwise. */
const NEXT: Readonly<Record<SuggestionStatus, readonly SuggestionStatus[]>> = {
  open: ["accepted", "declined"],
  accepted: ["done", "declined", "open"],
  declined: ["open"],
  done: ["accepted"],
};

/** A remark isn't accepted or declined: it is dealt with. */
const NEXT_OF_COMMENT: Readonly<Record<SuggestionStatus, readonly SuggestionStatus[]>> = {
  open: ["done"],
  accepted: ["done"],
  declined: ["open"],
  done: ["open"],
};

export function mayWriteKind(kind: SuggestionKind, roles: readonly string[]): boolean {
  return kind === "comment" || roles.some((role) => WRITERS.includes(role));
}

/** Statuses that a suggestion can go to from where it is, whoever moves it. */
export function nextStatuses({ kind, status }: Pick<SuggestionView, "kind" | "status">): readonly SuggestionStatus[] {
  return (kind === "comment" ? NEXT_OF_COMMENT : NEXT)[status];
}

/**
 * What somebody may do with a suggestion that they see: its author changes and takes back what is open; the role that owns the KPI, and
 * analysts, move its status.
 * @param ownerRoles roles that stand for the KPI's owner
 */
export function suggestionDeeds(
  suggestion: Pick<SuggestionView, "kind" | "status"> & { author: { id: string } },
  { sub, roles }: SuggestionActor,
  ownerRoles: readonly string[],
): SuggestionDeeds {
  const isOwn = suggestion.author.id === sub && suggestion.status === "open";
  const answers = roles.some((role) => role === ANALYST || ownerRoles.includes(role));
  return { edit: isOwn, takeBack: isOwn, statuses: answers ? nextStatuses(suggestion) : [] };
}
