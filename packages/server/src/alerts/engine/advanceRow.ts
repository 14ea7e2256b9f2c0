import {
  type AlertRule,
  type AlertState,
  type AlertTransition,
  type AlertUnit,
  type AlertVerdict,
  advanceAlert,
  timingOf,
} from "@northstar/core";
import type { AlertRow, Audience, EvaluationCommit } from "../types.ts";

export type NewHistory = EvaluationCommit["history"][number];

/** An alert after an evaluation, and what happened at it. */
export interface Advanced {
  row: AlertRow;
  history: readonly NewHistory[];
}

/** Carries an alert on by a verdict. @param row null when the rule was never evaluated for these rows */
export function advanceRow(
  rule: AlertRule,
  audience: Audience,
  row: AlertRow | null,
  verdict: AlertVerdict,
  { unit, now }: { unit: AlertUnit; now: number },
): Advanced {
  const { state, transitions } = advanceAlert(row?.state ?? null, verdict, timingOf(rule), now);
  const fired = transitions.some(({ kind }) => kind === "fired");
  const next: AlertRow = {
    ruleId: rule.id,
    audienceId: audience.id,
    rows: audience.rows,
    ruleVersion: rule.version,
    state,
    episode: (row?.episode ?? 0) + (fired ? 1 : 0),
    told: row?.told ?? {},
  };
  const history = transitions.map((transition) => historyOf(next, transition, row?.state ?? null, unit, now));
  return { row: next, history };
}

function historyOf(
  row: AlertRow,
  transition: AlertTransition,
  before: AlertState | null,
  unit: AlertUnit,
  now: number,
): NewHistory {
  const { state } = row;
  return {
    ...entryOf(row, transition.kind, unit, now),
    level: "level" in transition ? transition.level : (state.level ?? before?.level ?? null),
    cause: "cause" in transition ? transition.cause : null,
  };
}

/** An entry of what an alert is at. */
export function entryOf(row: AlertRow, event: NewHistory["event"], unit: AlertUnit, at: number): NewHistory {
  const { state, ruleId, audienceId, rows } = row;
  return {
    id: historyId(row, event, at),
    at,
    audienceId,
    rows,
    ruleId,
    ruleVersion: row.ruleVersion,
    event,
    level: state.level,
    value: state.last?.value ?? null,
    compared: state.last?.compared ?? null,
    limit: state.last?.limit ?? null,
    period: state.last?.period ?? null,
    unit,
    cause: null,
    by: null,
    note: null,
  };
}

/** The same for whoever works it out: who evaluates once more after a crash writes no second entry. */
export function historyId({ ruleId, audienceId, episode }: AlertRow, event: NewHistory["event"], at: number): string {
  return `${ruleId}:${audienceId}:${episode}:${event}:${at}`;
}

/**
 * The rows of an audience, where other roles see the same rows taken over from them: a reader who comes while an alert fires, or comes back
 * after days, finds it as it is for the others, with the same number, and what the others have acknowledged.
 */
export function rowsOf(audience: Audience, all: readonly AlertRow[]): Map<string, AlertRow> {
  const own = new Map<string, AlertRow>();
  for (const row of all) if (row.audienceId === audience.id) own.set(row.ruleId, row);
  for (const row of all) {
    if (row.rows !== audience.rows || row.audienceId === audience.id) continue;
    const mine = own.get(row.ruleId);
    if (mine && mine.state.evaluatedAt >= row.state.evaluatedAt) continue;
    own.set(row.ruleId, { ...row, audienceId: audience.id, told: mine?.told ?? {} });
  }
  return own;
}
