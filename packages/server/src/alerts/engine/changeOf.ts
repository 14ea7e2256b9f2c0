import { type AlertRule, alertUnit, type Catalog, momentOfLook, scheduleOf } from "@northstar/core";
import type { AlertRow, Audience, EvaluationCommit, Recipient } from "../types.ts";
import { type Advanced, advanceRow, entryOf, type NewHistory, rowsOf } from "./advanceRow.ts";
import { type Asked, type Judged, kpiIdsOf, kpisOf } from "./judgeRules.ts";
import { tellAudience } from "./tellAudience.ts";
import type { Remarks } from "./toView.ts";
import { withSeries } from "./withSeries.ts";

/** All that holds for every audience of an evaluation. */
export interface Turn {
  northstar: Asked;
  now: number;
  rules: ReadonlyMap<string, AlertRule>;
  rows: readonly AlertRow[];
  remarks: Remarks;
  recipients: ReadonlyMap<string, readonly Recipient[]>;
}

/** What this evaluation changes for an audience; null when that is nothing. */
export async function changeOf(
  turn: Turn,
  audience: Audience,
  judged: Judged,
  withheld: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<EvaluationCommit | null> {
  const { now, rules, remarks, northstar } = turn;
  const before = rowsOf(audience, turn.rows);
  const stored = new Map(turn.rows.filter((row) => row.audienceId === audience.id).map((row) => [row.ruleId, row]));
  const advanced = [...judged.verdicts].flatMap(([id, verdict]): Advanced[] => {
    const rule = rules.get(id);
    if (!rule) return [];
    const unit = alertUnit(rule, kpisOf(rule, judged.catalog)?.[0] ?? null);
    const row = before.get(id) ?? null;
    const last = row?.state.evaluatedAt ?? null;
    const at = momentOfLook(scheduleOf(rule), last, now, judged.context.timeZone);
    return [advanceRow(rule, audience, row, verdict, { unit, now: at })];
  });
  const history = advanced.flatMap((one) => one.history);
  const after = new Map(before);
  for (const { row } of advanced) after.set(row.ruleId, row);

  const recipients = new Map(
    [...turn.recipients].map(([id, all]) => [id, all.filter((one) => one.audience.id === audience.id)]),
  );
  const guarded = guardedSources(turn, judged.catalog);
  const told = tellAudience({
    rules,
    rows: [...after.values()],
    catalog: judged.catalog,
    history,
    recipients,
    guarded,
    remarks,
    now,
  });
  const touched = new Set(advanced.map(({ row }) => row.ruleId));
  const rows = told.rows.filter((row) => touched.has(row.ruleId) || isOther(row, stored.get(row.ruleId)));
  if (rows.length === 0) return null;
  const messages = await withSeries(northstar, judged, told.messages, rules);
  const reminded = messages.filter(({ event }) => event === "reminded").flatMap(({ alerts }) => alerts);
  const remindedIds = new Set(reminded.map(({ rule }) => rule.id));
  const reminders = told.rows.flatMap((row): NewHistory[] => {
    const rule = rules.get(row.ruleId);
    if (!rule || !remindedIds.has(row.ruleId)) return [];
    return [entryOf(row, "reminded", alertUnit(rule, kpisOf(rule, judged.catalog)?.[0] ?? null), now)];
  });
  return {
    rows,
    history: [...history, ...reminders],
    messages: messages.map((message) => (message.event === "reminded" ? withEntries(message, reminders) : message)),
    untold: [...told.untold, ...withheldOf(turn, history, withheld)],
  };
}

/** Reminders are shown under their own entries. */
function withEntries<M extends EvaluationCommit["messages"][number]>(message: M, reminders: readonly NewHistory[]): M {
  const ids = new Set(message.alerts.map(({ rule }) => rule.id));
  return { ...message, historyIds: reminders.filter(({ ruleId }) => ids.has(ruleId)).map(({ id }) => id) };
}

function isOther(row: AlertRow, stored: AlertRow | undefined): boolean {
  return !stored || stored.state !== row.state || JSON.stringify(stored.told) !== JSON.stringify(row.told);
}

/** Sources whose age a rule looks after: what comes from them needn't say that they are late. */
function guardedSources({ rules }: Turn, catalog: Pick<Catalog, "kpis">): Set<string> {
  const guards = [...rules.values()].filter((rule) => rule.enabled !== false && rule.condition.kind === "freshness");
  const ids = new Set(guards.flatMap((rule) => kpiIdsOf(rule)));
  return new Set(catalog.kpis.filter(({ id }) => ids.has(id)).flatMap(({ sources }) => sources));
}

/** Recipients who would have been told, were they allowed to see the number. */
function withheldOf(
  { recipients }: Turn,
  history: readonly NewHistory[],
  withheld: ReadonlyMap<string, ReadonlySet<string>>,
): EvaluationCommit["untold"][number][] {
  return history
    .filter(({ event }) => event === "fired")
    .flatMap(({ id, ruleId }) =>
      (recipients.get(ruleId) ?? [])
        .filter(({ audience }) => withheld.get(audience.id)?.has(ruleId))
        .map(({ channel, id: recipient }) => ({ historyId: id, channel, recipient, status: "withheld" as const })),
    );
}
