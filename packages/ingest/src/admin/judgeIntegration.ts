import type { IntegrationReason, IntegrationStatus } from "@northstar/core";

/** What an integration's status is judged by. */
export interface IntegrationFacts {
  isPaused: boolean;
  /** Secrets and settings that each of its ways lacks; empty when one way is ready. */
  missing: readonly (readonly string[])[];
  /** The newest run of one of its streams failed. */
  failure: { error: string | null } | null;
  waiting: number;
  /** Age of the oldest delivery that waits in the spool, seconds; null when none does. */
  oldestWaitingSeconds: number | null;
  /** Deliveries that were refused in the last hour and since the last load. */
  refused: number;
  /** Seconds since it last loaded; null before the first time. */
  lagSeconds: number | null;
  sloSeconds: number | null;
}

/** Longer than any commit: what waits longer waits in vain. */
const STUCK_SECONDS = 300;

/** A stray request from the open internet isn't a sender whose key has changed. */
const MANY_REFUSALS = 5;

/** Status of an integration and why: what a person did first, then what keeps data from coming, then how old they are. */
export function judgeIntegration(facts: IntegrationFacts): {
  status: IntegrationStatus;
  reason: IntegrationReason | null;
  problem: string | null;
} {
  const { waiting, oldestWaitingSeconds, lagSeconds, sloSeconds } = facts;
  if (facts.isPaused) {
    const rest = waiting > 0 ? ` ${waiting} deliveries wait.` : "";
    return {
      status: "paused",
      reason: { code: "paused" },
      problem: `Paused by a person: nothing is loaded until it is resumed.${rest}`,
    };
  }
  if (facts.missing.length > 0) {
    const ways = facts.missing.map((names) => names.join(" and ")).join(", or ");
    return {
      status: "unconfigured",
      reason: { code: "settings_missing", alternatives: facts.missing },
      problem: `Not set: ${ways}. Set it in the environment or the secret file.`,
    };
  }
  if (facts.failure) {
    const { error } = facts.failure;
    return {
      status: "failing",
      reason: { code: "run_failed", error },
      problem: `The last run failed${error === null ? "." : `: ${error}`}`,
    };
  }
  if (waiting > 0 && oldestWaitingSeconds !== null && oldestWaitingSeconds > STUCK_SECONDS) {
    return {
      status: "failing",
      reason: { code: "stuck", seconds: oldestWaitingSeconds },
      problem: `${waiting} deliveries wait, the oldest for ${oldestWaitingSeconds} seconds. Check that the worker runs and that the warehouse has space.`,
    };
  }
  if (facts.refused >= MANY_REFUSALS) {
    return {
      status: "failing",
      reason: { code: "refused", count: facts.refused },
      problem: `${facts.refused} deliveries were refused and none was accepted since. Check that the sender's secret is the one set here.`,
    };
  }
  if (lagSeconds === null) {
    return { status: "waiting", reason: { code: "nothing_yet" }, problem: "Nothing has come yet." };
  }
  if (sloSeconds !== null && lagSeconds > sloSeconds) {
    return {
      status: "late",
      reason: { code: "late" },
      problem: `Nothing was loaded for ${lagSeconds} seconds; the objective is ${sloSeconds}.`,
    };
  }
  return { status: "ok", reason: null, problem: null };
}
