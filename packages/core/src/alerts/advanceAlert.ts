import type { RuleTiming } from "./ruleDefaults.ts";
import type { AlertLevel, AlertState, AlertStatus, AlertTransition, AlertVerdict } from "./types.ts";

/** What lasts over times in which nothing is known. */
type Memory = Pick<AlertState, "level" | "pending" | "firingSince" | "recoveringSince" | "easingSince">;

const NOTHING: Memory = { level: null, pending: null, firingSince: null, recoveringSince: null, easingSince: null };

/**
 * The state machine of an alert: Normal → Pending → Firing(amber | red) → Recovering → Normal, with NoData and Error laid over it: what
 * isn't known neither fires nor resolves, and the durations stand still until something is known again. Going to red tells at once; going
 * back, to amber or to normal, takes `keepFiringSeconds`. When the clock is set back, the marks go with it.
 * @param before null for a rule that was never evaluated
 * @param now milliseconds since the epoch
 */
export function advanceAlert(
  before: AlertState | null,
  verdict: AlertVerdict,
  timing: RuleTiming,
  now: number,
): { state: AlertState; transitions: readonly AlertTransition[] } {
  const earlier = before && shifted(before, Math.min(0, now - before.evaluatedAt));
  return verdict.kind === "unknown" ? goBlind(earlier, verdict, now) : look(earlier, verdict, timing, now);
}

function goBlind(
  before: AlertState | null,
  { cause }: Extract<AlertVerdict, { kind: "unknown" }>,
  now: number,
): { state: AlertState; transitions: AlertTransition[] } {
  const status: AlertStatus = cause.kind === "failed" ? "error" : "no_data";
  const isNew = before === null || before.blindSince === null;
  const memory = before ?? { ...NOTHING, last: null };
  return {
    state: {
      ...memoryOf(memory),
      status,
      since: before?.status === status ? before.since : now,
      blindSince: before?.blindSince ?? now,
      cause,
      last: memory.last,
      evaluatedAt: now,
    },
    transitions: isNew ? [{ kind: "lost_sight", cause }] : [],
  };
}

function look(
  before: AlertState | null,
  verdict: Extract<AlertVerdict, { kind: "known" }>,
  timing: RuleTiming,
  now: number,
): { state: AlertState; transitions: AlertTransition[] } {
  const transitions: AlertTransition[] = [];
  const wasBlind = before !== null && before.blindSince !== null;
  if (wasBlind) transitions.push({ kind: "sees_again" });
  // What went by unseen counts for nothing.
  const awake = wasBlind ? shifted(before, now - (before.blindSince ?? now)) : before;
  const start = awake ? memoryOf(awake) : NOTHING;
  const step =
    start.level === null ? rise(start, verdict, timing, now) : fall(start, start.level, verdict, timing, now);
  transitions.push(...step.transitions);
  const status = statusOf(step.memory);
  return {
    state: {
      ...step.memory,
      status,
      since: awake?.status === status && !wasBlind ? awake.since : sinceOf(step.memory, status, now),
      blindSince: null,
      cause: null,
      last: { at: now, value: verdict.value, compared: verdict.compared, limit: verdict.limit, period: verdict.period },
      evaluatedAt: now,
    },
    transitions,
  };
}

interface Step {
  memory: Memory;
  transitions: AlertTransition[];
}

/** Not firing yet. */
function rise(
  { pending }: Memory,
  { entered }: Extract<AlertVerdict, { kind: "known" }>,
  { forSeconds }: RuleTiming,
  now: number,
): Step {
  if (entered === null) return { memory: NOTHING, transitions: pending ? [{ kind: "withdrawn" }] : [] };
  const since = pending?.since ?? now;
  if (now - since >= forSeconds * 1000) {
    return {
      memory: { ...NOTHING, level: entered, firingSince: now },
      transitions: [{ kind: "fired", level: entered }],
    };
  }
  return {
    memory: { ...NOTHING, pending: { since, level: entered } },
    transitions: pending ? [] : [{ kind: "pending" }],
  };
}

/** Firing at a level. */
function fall(
  memory: Memory,
  level: AlertLevel,
  { entered, held }: Extract<AlertVerdict, { kind: "known" }>,
  { keepFiringSeconds }: RuleTiming,
  now: number,
): Step {
  const keep = keepFiringSeconds * 1000;
  const firing = { ...memory, recoveringSince: null, easingSince: null };
  if (level === "amber" && entered === "red") {
    return { memory: { ...firing, level: "red" }, transitions: [{ kind: "escalated", level: "red" }] };
  }
  if (held[level]) return { memory: firing, transitions: [] };
  if (level === "red" && held.amber) {
    const easingSince = memory.easingSince ?? now;
    if (now - easingSince < keep) return { memory: { ...firing, easingSince }, transitions: [] };
    return { memory: { ...firing, level: "amber" }, transitions: [{ kind: "eased", level: "amber" }] };
  }
  const recoveringSince = memory.recoveringSince ?? now;
  if (now - recoveringSince >= keep) return { memory: NOTHING, transitions: [{ kind: "recovered" }] };
  return { memory: { ...memory, recoveringSince, easingSince: memory.easingSince ?? now }, transitions: [] };
}

function statusOf({ level, pending, recoveringSince }: Memory): AlertStatus {
  if (level !== null) return recoveringSince === null ? "firing" : "recovering";
  return pending ? "pending" : "normal";
}

function sinceOf({ pending, firingSince, recoveringSince }: Memory, status: AlertStatus, now: number): number {
  switch (status) {
    case "pending":
      return pending?.since ?? now;
    case "recovering":
      return recoveringSince ?? now;
    case "firing":
      return firingSince ?? now;
    default:
      return now;
  }
}

function memoryOf({ level, pending, firingSince, recoveringSince, easingSince }: Memory): Memory {
  return { level, pending, firingSince, recoveringSince, easingSince };
}

/** The same with every mark later by so many milliseconds. */
function shifted(state: AlertState, by: number): AlertState {
  if (by === 0) return state;
  const later = (at: number | null) => (at === null ? null : at + by);
  return {
    ...state,
    since: state.since + by,
    pending: state.pending && { ...state.pending, since: state.pending.since + by },
    firingSince: by < 0 ? later(state.firingSince) : state.firingSince,
    recoveringSince: later(state.recoveringSince),
    easingSince: later(state.easingSince),
    blindSince: by < 0 ? later(state.blindSince) : state.blindSince,
  };
}
