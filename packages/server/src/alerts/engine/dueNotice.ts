import type { AlertLevel, AlertRule } from "@northstar/core";
import type { AlertMessage, AlertRow, ToldOf } from "../types.ts";

/** Something that a recipient doesn't know yet. */
export interface Notice {
  event: Exclude<AlertMessage["event"], "test" | "eased">;
  level: AlertLevel | null;
}

/** What can't be evaluated is told of when it has been so for this long: a restart, or one question that failed, is no news. */
const BLIND_MS = 600_000;

/**
 * What a recipient has to be told of an alert, going by what they believe of it. That it has eased from red to amber is on the tile and in
 * history, and no message.
 */
export function dueNotice(
  rule: Pick<AlertRule, "remindSeconds">,
  { state }: Pick<AlertRow, "state">,
  told: ToldOf | undefined,
  { now, isAcknowledged }: { now: number; isAcknowledged: boolean },
): Notice | null {
  switch (state.status) {
    case "firing":
      if (!told?.level) return { event: "fired", level: state.level };
      if (told.level === "amber" && state.level === "red") return { event: "escalated", level: "red" };
      return isReminded(rule, told, now) && !isAcknowledged ? { event: "reminded", level: state.level } : null;
    case "normal":
      return told?.level ? { event: "recovered", level: told.level } : null;
    case "no_data":
    case "error":
      return !told && isNews(state.cause) && now - state.since >= BLIND_MS
        ? { event: "lost_sight", level: null }
        : null;
    // Not known to be on, not known to be over.
    case "pending":
    case "recovering":
      return null;
  }
}

/** A period in which nothing happened, and a history that is still short, are no faults: the tile says so. */
function isNews(cause: AlertRow["state"]["cause"]): boolean {
  return cause?.kind === "failed" || cause?.kind === "late_source";
}

function isReminded({ remindSeconds }: Pick<AlertRule, "remindSeconds">, told: ToldOf, now: number): boolean {
  return remindSeconds !== undefined && now - told.at >= remindSeconds * 1000;
}

/** What they believe once they have been told; undefined when it is over. */
export function beliefAfter(
  notice: Notice,
  row: Pick<AlertRow, "episode">,
  told: ToldOf | undefined,
  { now, threadKey }: { now: number; threadKey: string },
): ToldOf | undefined {
  if (notice.event === "recovered") return undefined;
  const thread = told?.level ? told : { episode: row.episode, threadKey };
  return { at: now, level: notice.level, episode: thread.episode, threadKey: thread.threadKey };
}

/** What they believe without having been told: red that has eased may become red again, and that nothing was known is over when something is. */
export function settleBeliefs({ state, told }: Pick<AlertRow, "state" | "told">): AlertRow["told"] {
  const settled = Object.entries(told).flatMap(([to, belief]): [string, ToldOf][] => {
    if (belief.level === null && state.status === "normal") return [];
    const hasEased = state.status === "firing" && state.level === "amber" && belief.level === "red";
    return [[to, hasEased ? { ...belief, level: "amber" } : belief]];
  });
  return Object.fromEntries(settled);
}
