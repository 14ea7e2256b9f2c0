import { type AlertMute, type AlertRule, type AlertView, alertUnit, type CatalogKpi } from "@northstar/core";
import type { Acknowledgement, AlertRow, AlertStore } from "../types.ts";
import { kpiIdsOf } from "./judgeRules.ts";

/** What people have said of alerts. */
export interface Remarks {
  /** The latest, by rule and rows. */
  acknowledged: ReadonlyMap<string, Acknowledgement>;
  /** Until when, ms, by rule and rows. */
  snoozed: ReadonlyMap<string, number>;
  mutes: readonly AlertMute[];
}

export async function readRemarks(
  store: Pick<AlertStore, "acknowledgements" | "snoozes" | "mutes">,
  now: number,
): Promise<Remarks> {
  const [acknowledgements, snoozes, mutes] = await Promise.all([
    store.acknowledgements(),
    store.snoozes(),
    store.mutes(now),
  ]);
  const acknowledged = new Map<string, Acknowledgement>();
  for (const one of acknowledgements) {
    const before = acknowledged.get(remarkKey(one));
    if (!before || before.episode <= one.episode) acknowledged.set(remarkKey(one), one);
  }
  return { acknowledged, snoozed: new Map(snoozes.map((one) => [remarkKey(one), one.until])), mutes };
}

function remarkKey({ ruleId, rows }: { ruleId: string; rows: string }): string {
  return `${ruleId} ${rows}`;
}

/** An alert as its audience sees it. @param kpis of the rule, from the audience's catalogue */
export function toView(
  rule: AlertRule,
  row: AlertRow,
  kpis: readonly CatalogKpi[],
  remarks: Remarks,
  now: number,
): AlertView {
  const { state } = row;
  const acknowledged = acknowledgementOf(row, remarks);
  const snoozedUntil = snoozeOf(row, remarks, now);
  return {
    id: alertId(row),
    rule: {
      id: rule.id,
      title: rule.title,
      ...(rule.note && { note: rule.note }),
      severity: rule.severity ?? "warning",
      owner: rule.owner,
    },
    kpis: kpiIdsOf(rule),
    status: state.status,
    level: state.level ?? state.pending?.level ?? null,
    value: state.last?.value ?? null,
    compared: state.last?.compared ?? null,
    limit: state.last?.limit ?? null,
    unit: alertUnit(rule, kpis[0] ?? null),
    condition: rule.condition.kind,
    period: state.last?.period ?? null,
    since: isoOf(state.since),
    firingSince: state.firingSince === null ? null : isoOf(state.firingSince),
    evaluatedAt: isoOf(state.evaluatedAt),
    cause: state.cause,
    acknowledged: acknowledged && {
      by: acknowledged.by,
      at: isoOf(acknowledged.at),
      note: acknowledged.note,
    },
    snoozedUntil: snoozedUntil === null ? null : isoOf(snoozedUntil),
    silencedBy: silencedBy(rule, row, remarks.mutes, now),
  };
}

function alertId({ ruleId, audienceId }: Pick<AlertRow, "ruleId" | "audienceId">): string {
  return `${ruleId}:${audienceId}`;
}

export function acknowledgementOf(
  row: AlertRow,
  { acknowledged }: Pick<Remarks, "acknowledged">,
): Acknowledgement | null {
  const latest = row.state.level === null ? undefined : acknowledged.get(remarkKey(row));
  return latest?.episode === row.episode ? latest : null;
}

/** Until when nobody with these rows is told of it, ms; null when it isn't snoozed. */
export function snoozeOf(row: AlertRow, { snoozed }: Pick<Remarks, "snoozed">, now: number): number | null {
  const until = snoozed.get(remarkKey(row));
  return until !== undefined && until > now ? until : null;
}

function silencedBy(
  rule: Pick<AlertRule, "id" | "labels" | "condition">,
  { state }: Pick<AlertRow, "state">,
  mutes: readonly AlertMute[],
  now: number,
): AlertView["silencedBy"] {
  if (state.cause?.kind === "late_source" && rule.condition.kind !== "freshness") {
    return { kind: "late_source", sources: state.cause.sources };
  }
  const mute = mutes.find((one) => Date.parse(one.until) > now && isMeant(one, rule));
  return mute ? { kind: "mute", id: mute.id } : null;
}

/** A mute without labels means nothing, rather than everything. */
function isMeant({ labels }: AlertMute, rule: Pick<AlertRule, "id" | "labels">): boolean {
  const wanted = Object.entries(labels);
  return (
    wanted.length > 0 && wanted.every(([name, value]) => (name === "rule" ? rule.id : rule.labels?.[name]) === value)
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
