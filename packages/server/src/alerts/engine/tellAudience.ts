import { createHash } from "node:crypto";
import {
  ALERT_SEVERITIES,
  type AlertRule,
  type AlertSeverity,
  type AlertView,
  type Catalog,
  type CatalogKpi,
  groupAlerts,
  quietUntil,
} from "@northstar/core";
import type { AlertMessage, AlertRow, DefaultRoute, EvaluationCommit, Recipient, ToldOf } from "../types.ts";
import { historyId, type NewHistory } from "./advanceRow.ts";
import { beliefAfter, dueNotice, type Notice, settleBeliefs } from "./dueNotice.ts";
import { kpisOf } from "./judgeRules.ts";
import { acknowledgementOf, type Remarks, snoozeOf, toView } from "./toView.ts";

/** What an audience's alerts are at, and who of it is told. */
interface Tellings {
  rules: ReadonlyMap<string, AlertRule>;
  rows: readonly AlertRow[];
  /** As the audience sees it. */
  catalog: Catalog;
  /** What happened at this evaluation. */
  history: readonly NewHistory[];
  /** By rule. */
  recipients: ReadonlyMap<string, readonly Recipient[]>;
  /** Sources whose age a rule of its own looks after. */
  guarded: ReadonlySet<string>;
  remarks: Remarks;
  now: number;
}

interface Told extends Pick<EvaluationCommit, "messages" | "untold"> {
  /** The rows with what each recipient now believes. */
  rows: readonly AlertRow[];
}

/** One recipient to be told of one alert. */
interface Finding {
  recipient: Recipient;
  row: AlertRow;
  view: AlertView;
  notice: Notice;
  told: ToldOf | undefined;
  historyIds: readonly string[];
  /** For `groupAlerts`. */
  to: string;
  event: string;
  sources: readonly string[];
  labels: Readonly<Record<string, string>>;
  notBefore: null;
}

/**
 * Makes messages of the difference between what alerts are at and what each recipient believes: one for all alerts of a recipient that have the
 * same news, the worst first. Who may not be told now (quiet hours, a mute, a snooze) is told when they may, if it is still so.
 */
export function tellAudience(tellings: Tellings): Told {
  const found: Finding[] = [];
  const untold: { historyId: string; channel: string; recipient: string; status: "held_back" }[] = [];
  for (const row of tellings.rows) {
    const rule = tellings.rules.get(row.ruleId);
    const kpis = rule && kpisOf(rule, tellings.catalog);
    if (!rule || !kpis) continue;
    for (const recipient of tellings.recipients.get(rule.id) ?? []) {
      const finding = findingOf(rule, row, kpis, recipient, tellings);
      if (!finding) continue;
      if (isHeldBack(rule, row, finding, tellings)) {
        // Once, where it happened; whoever looks again later finds it there.
        const { history } = tellings;
        for (const { id } of history.filter((entry) => finding.historyIds.includes(entry.id))) {
          untold.push({ historyId: id, channel: recipient.channel, recipient: recipient.id, status: "held_back" });
        }
      } else found.push(finding);
    }
  }

  const beliefs = new Map<string, Record<string, ToldOf>>();
  const messages = groupAlerts(found).map(({ members, cause }) => {
    const message = messageOf(members, cause, tellings);
    for (const { row, notice, told, to } of members) {
      const held = beliefs.get(row.ruleId) ?? { ...row.told };
      const belief = beliefAfter(notice, row, told, { now: tellings.now, threadKey: message.threadKey });
      if (belief) held[to] = belief;
      else delete held[to];
      beliefs.set(row.ruleId, held);
    }
    return message;
  });
  const rows = tellings.rows.map((row) => {
    const told = beliefs.get(row.ruleId) ?? row.told;
    return { ...row, told: settleBeliefs({ state: row.state, told }) };
  });
  return { rows, messages, untold };
}

function findingOf(
  rule: AlertRule,
  row: AlertRow,
  kpis: readonly CatalogKpi[],
  recipient: Recipient,
  { remarks, now, history, guarded }: Tellings,
): Finding | null {
  const to = recipientKey(recipient);
  const told = row.told[to];
  const isAcknowledged = acknowledgementOf(row, remarks) !== null;
  const notice = dueNotice(rule, row, told, { now, isAcknowledged });
  if (!notice) return null;
  const { cause } = row.state;
  // The source's own alert says it.
  if (notice.event === "lost_sight" && cause?.kind === "late_source" && cause.sources.every((one) => guarded.has(one)))
    return null;
  const own = history.filter((entry) => entry.ruleId === rule.id && entry.event === notice.event).map(({ id }) => id);
  return {
    recipient,
    row,
    notice,
    told,
    to,
    view: toView(rule, row, kpis, remarks, now),
    historyIds: own.length > 0 ? own : earlierEntries(row, notice),
    event: `${notice.event} ${told?.level ? told.threadKey : ""}`,
    sources: kpis.flatMap(({ sources }) => sources),
    labels: rule.labels ?? {},
    notBefore: null,
  };
}

/** Where what is told now happened, when that was at an earlier evaluation. */
function earlierEntries(row: AlertRow, { event }: Notice): string[] {
  const { since, firingSince, blindSince } = row.state;
  if (event === "recovered") return [historyId(row, "recovered", since)];
  if (event === "lost_sight") return blindSince === null ? [] : [historyId(row, "lost_sight", blindSince)];
  return firingSince === null ? [] : [historyId(row, "fired", firingSince)];
}

function isHeldBack(
  rule: AlertRule,
  row: AlertRow,
  { view, recipient }: Finding,
  { remarks, now }: Pick<Tellings, "remarks" | "now">,
): boolean {
  if (view.silencedBy?.kind === "mute" || snoozeOf(row, remarks, now) !== null) return true;
  return rule.severity !== "critical" && quietUntil(rule.quietHours, now, recipient.timeZone) !== null;
}

/** `<channel>/<id>` */
function recipientKey({ channel, id }: Pick<Recipient, "channel" | "id">): string {
  return `${channel}/${id}`;
}

function messageOf(members: readonly Finding[], cause: AlertMessage["cause"], { now }: Tellings): AlertMessage {
  const sorted = members.toSorted(worstFirst);
  const [first] = sorted;
  if (!first) throw new Error("A message without an alert.");
  const { recipient, notice, told } = first;
  const dedupKey = dedupKeyOf(first, sorted, now);
  return {
    dedupKey,
    channel: recipient.channel,
    recipientId: recipient.id,
    locale: recipient.locale,
    timeZone: recipient.timeZone,
    event: notice.event,
    level: notice.level,
    alerts: sorted.map(({ view }) => view),
    cause,
    series: null,
    kpiTitles: {},
    historyIds: sorted.flatMap(({ historyIds }) => historyIds),
    threadKey: told?.level ? told.threadKey : dedupKey,
    createdAt: now,
    notBefore: now,
  };
}

function worstFirst(one: Finding, other: Finding): number {
  const level = ({ notice }: Finding) => (notice.level === "red" ? 0 : notice.level === "amber" ? 1 : 2);
  const severity = ({ view }: Finding) => ALERT_SEVERITIES.indexOf(view.rule.severity);
  return level(one) - level(other) || severity(one) - severity(other) || (one.view.id < other.view.id ? -1 : 1);
}

/** What must go out once: reminders are by when they are due, the rest by the firing. */
function dedupKeyOf({ to, notice }: Finding, members: readonly Finding[], now: number): string {
  const alerts = members.map(({ row, notice: own }) => {
    const { ruleId, audienceId, episode, state } = row;
    const which = notice.event === "reminded" ? now : notice.event === "lost_sight" ? state.since : own.level;
    return [ruleId, audienceId, episode, which];
  });
  return createHash("sha256")
    .update(JSON.stringify([to, notice.event, alerts]))
    .digest("hex")
    .slice(0, 40);
}

/**
 * Recipients of a rule's routes, or of the operator's where it has none, each once. Routes from a severity on take what is as urgent, or more.
 */
export function recipientsOf(
  rule: Pick<AlertRule, "id" | "routes" | "severity" | "labels">,
  all: readonly Recipient[],
  unsubscribed: ReadonlySet<string>,
  defaults: readonly DefaultRoute[] = [],
): readonly Recipient[] {
  const urgency = (severity: AlertSeverity) => ALERT_SEVERITIES.indexOf(severity);
  const own = { rule: rule.id, ...rule.labels } as Readonly<Record<string, string>>;
  const meant = defaults.filter(({ labels = {} }) =>
    Object.entries(labels).every(([name, value]) => own[name] === value),
  );
  const routes = (rule.routes ?? meant).filter(
    ({ from = "info" }) => urgency(rule.severity ?? "warning") <= urgency(from),
  );
  return all.filter((recipient) => {
    const isMeant = routes.some(
      ({ channel, recipients }) => channel === recipient.channel && (recipients?.includes(recipient.id) ?? true),
    );
    const key = recipientKey(recipient);
    return isMeant && !unsubscribed.has(`${key} `) && !unsubscribed.has(`${key} ${rule.id}`);
  });
}
