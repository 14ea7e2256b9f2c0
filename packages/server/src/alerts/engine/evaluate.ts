import { type AlertRule, alertUnit } from "@northstar/core";
import type { AlertDelivery, AlertRow, AlertStore, Audience, HeldLease } from "../types.ts";
import { type Advanced, entryOf, rowsOf } from "./advanceRow.ts";
import { changeOf, type Turn } from "./changeOf.ts";
import { isRuleDue } from "./isRuleDue.ts";
import { type Asked, type Judged, judgeRules, kpisOf, look } from "./judgeRules.ts";
import { recipientsOf } from "./tellAudience.ts";
import { readRemarks } from "./toView.ts";

/** A reader who looked at alerts is evaluated for so long after. */
const READER_MS = 24 * 3_600_000;

/** An engine that fell silent is followed by another after so long. */
export const LEASE_MS = 90_000;

const LEASE = "alerts";

/** What an evaluation did. */
export interface EvaluationReport {
  /** False while another engine does it; then nothing was looked at. */
  isHolder: boolean;
  /** Evaluations of a rule for an audience. */
  evaluated: number;
  audiences: number;
  /** Questions that these rules have, and how many of them were different and handed to `load`. */
  questions: number;
  asked: number;
  messages: number;
  /** Audiences of which nothing could be read, or whose changes couldn't be written. */
  failed: number;
}

interface EvaluateParts {
  /** Told of the lease that it goes on under. */
  onLease?: ((lease: HeldLease) => void) | undefined;
  store: AlertStore;
  delivery: Pick<AlertDelivery, "recipients" | "routes">;
  /** Names this engine among others. */
  holder: string;
  /** ms; by which leases go. */
  now: () => number;
  onError: (error: unknown) => void;
}

/**
 * Looks at every rule that is due, for every audience that is told of it or reads it, and writes what changes, an audience at a time: its
 * states, its history and its messages are one transaction, under a lease that another engine may have taken meanwhile. What one audience
 * fails with is told and spoils no other.
 */
export async function evaluate(parts: EvaluateParts, northstar: Asked, now: number): Promise<EvaluationReport> {
  const report: EvaluationReport = {
    isHolder: false,
    evaluated: 0,
    audiences: 0,
    questions: 0,
    asked: 0,
    messages: 0,
    failed: 0,
  };
  const { store } = parts;
  const first = await store.takeLease(LEASE, parts.holder, LEASE_MS, parts.now());
  if (!first) return report;
  report.isHolder = true;
  parts.onLease?.(first);

  /** Another engine that has been here since found what is newer, and what was read here is of before. */
  const stillHeld = async (): Promise<HeldLease | null> => {
    const lease = await store.takeLease(LEASE, parts.holder, LEASE_MS, parts.now());
    return lease?.fence === first.fence ? lease : null;
  };

  const turn = await begin(parts, northstar, now);
  const over = switchedOff(turn);
  if (over.length > 0) {
    const change = { rows: over.map(({ row }) => row), history: over.flatMap(({ history }) => history) };
    if (!(await store.commit({ ...change, messages: [], untold: [] }, first))) return { ...report, isHolder: false };
    turn.rows = await store.alertRows();
  }
  const read: { audience: Audience; judged: Judged }[] = [];
  for (const [audience, rules] of await audiencesOf(store, turn)) {
    if (!(await stillHeld())) return { ...report, isHolder: false };
    try {
      const judged = await judgeDue(turn, audience, rules);
      read.push({ audience, judged });
      report.evaluated += judged.verdicts.size;
      report.questions += judged.questions;
      report.asked += judged.asked;
    } catch (error) {
      report.failed++;
      parts.onError(error);
    }
  }
  const withheld = new Map(read.map(({ audience, judged }) => [audience.id, judged.withheld]));
  for (const { audience, judged } of read) {
    try {
      const change = await changeOf(turn, audience, judged, withheld);
      report.audiences++;
      if (!change) continue;
      const lease = await stillHeld();
      const isStill = lease !== null && (await store.commit(change, lease));
      if (!isStill) return { ...report, isHolder: false };
      report.messages += change.messages.length;
    } catch (error) {
      report.failed++;
      parts.onError(error);
    }
  }
  return report;
}

async function begin(parts: EvaluateParts, northstar: Asked, now: number): Promise<Turn> {
  const { store, delivery } = parts;
  const [rules, rows, remarks, everybody, unsubscriptions] = await Promise.all([
    store.rules(),
    store.alertRows(),
    readRemarks(store, now),
    delivery.recipients(),
    store.unsubscriptions(),
  ]);
  const unsubscribed = new Set(
    unsubscriptions.map(({ channel, recipientId, ruleId }) => `${channel}/${recipientId} ${ruleId ?? ""}`),
  );
  const own = everybody.filter(({ audience }) => audience.claims.tenant === store.tenant);
  const recipients = new Map(
    rules.map((rule) => [rule.id, recipientsOf(rule, own, unsubscribed, delivery.routes?.())]),
  );
  return {
    northstar,
    now,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    rows,
    remarks,
    recipients,
  };
}

/** Who is looked at rules for: readers for all of them, recipients for those that they are told of. */
async function audiencesOf(
  store: AlertStore,
  { now, rules, recipients }: Turn,
): Promise<[Audience, readonly AlertRule[]][]> {
  const enabled = [...rules.values()].filter((rule) => rule.enabled !== false);
  const found = new Map<string, { audience: Audience; rules: Set<AlertRule> }>();
  for (const audience of await store.audiences(now - READER_MS)) {
    if (audience.claims.tenant !== store.tenant) continue;
    found.set(audience.id, { audience, rules: new Set(enabled) });
  }
  for (const rule of enabled) {
    for (const { audience } of recipients.get(rule.id) ?? []) {
      const known = found.get(audience.id) ?? { audience, rules: new Set() };
      known.rules.add(rule);
      found.set(audience.id, known);
    }
  }
  return [...found.values()].map(({ audience, rules: own }) => [audience, [...own]]);
}

async function judgeDue(turn: Turn, audience: Audience, rules: readonly AlertRule[]): Promise<Judged> {
  const { northstar, now } = turn;
  const sight = await look(northstar, audience, now);
  const rows = rowsOf(audience, turn.rows);
  const { timeZone } = sight.context;
  const due = rules.filter((rule) => {
    const kpis = kpisOf(rule, sight.catalog);
    // What isn't seen costs nothing to be found so, each time.
    return kpis === null || isRuleDue(rule, rows.get(rule.id), kpis, sight.report, { now, timeZone });
  });
  return await judgeRules(northstar, sight, due);
}

/** Alerts of rules that were switched off or deleted are over, whoever they are of; nobody is told. */
function switchedOff({ rules, rows, now }: Turn): Advanced[] {
  return rows.flatMap((row): Advanced[] => {
    const rule = rules.get(row.ruleId);
    if ((rule && rule.enabled !== false) || row.state.status === "normal") return [];
    const state = { ...row.state, ...OVER, since: now, evaluatedAt: now };
    const next: AlertRow = { ...row, ruleVersion: rule?.version ?? row.ruleVersion, state, told: {} };
    return [{ row: next, history: rule ? [entryOf(next, "withdrawn", alertUnit(rule, null), now)] : [] }];
  });
}

const OVER = {
  status: "normal",
  level: null,
  pending: null,
  firingSince: null,
  recoveringSince: null,
  easingSince: null,
  blindSince: null,
  cause: null,
} as const;
