import type { Claims } from "../claims.ts";
import type { Granularity, LocalizedText } from "../kpi.ts";
import type { AlertHistoryEntry, AlertLevel, AlertRule, AlertRuleInput, AlertSeverity, AlertView } from "./types.ts";

/** A change that was refused, and why, in words for whoever asked. */
export interface AlertRefusal {
  refused: "rule_invalid" | "rule_changed" | "rule_from_code" | "busy" | "not_possible";
  message: string;
  /** Paths into the input, such as `condition.red.enter`. */
  fields?: readonly { path: string; message: string }[] | undefined;
}

/** What a rule would have done over history. */
export interface AlertPreview {
  kpi: string | null;
  grain: Granularity;
  /** Values as they were evaluated, oldest first. */
  points: readonly { start: string; value: number | null; level: AlertLevel | null }[];
  /** Limits in the KPI's own unit where they can be drawn on its line, by point where they move. */
  limits: readonly { level: AlertLevel; kind: "enter" | "exit"; values: readonly (number | null)[] }[];
  /** ISO dates, both included. */
  from: string;
  to: string;
  days: number;
  messages: number;
  /** Of these, sent within a day of the one before by a value that went back and forth about its limit. */
  flapping: number;
  /** Latest first. */
  firings: readonly {
    start: string;
    /** Null while it fires still. */
    end: string | null;
    level: AlertLevel;
    value: number | null;
  }[];
  /** A change that would send fewer without missing a firing; null when there is none worth it. */
  suggestion: {
    change: Partial<Pick<AlertRuleInput, "condition" | "forSeconds" | "keepFiringSeconds">>;
    messages: number;
    text: LocalizedText;
  } | null;
}

/** A way out, as it may be shown: no address or secret. */
export interface AlertChannel {
  name: string;
  kind: "slack" | "email" | "whatsapp" | "webhook";
  /** Null when it works; else what lacks, in plain words. */
  problem: string | null;
  recipients: readonly { id: string; title: string; roles: readonly string[] }[];
}

/** A message that couldn't be delivered. */
export interface AlertDeadLetter {
  id: string;
  at: string;
  channel: string;
  recipient: string;
  ruleId: string;
  attempts: number;
  /** In plain words; no address, secret or body. */
  problem: string;
}

export interface AlertMute {
  id: string;
  /** All of these labels, or `rule: <id>`. */
  labels: Readonly<Record<string, string>>;
  until: string;
  by: string;
  note: string | null;
}

/**
 * What the server asks of an alert engine. Every call is answered for the claims: tiles and history hold only what they may see, under their
 * own row filters. Writing rules, mutes and dead letters is for the role `devops` (checked by the routes); acknowledging and snoozing for
 * whoever sees the alert.
 */
export interface AlertsPort {
  readonly tenant: string;
  /** Firing (red first), recovering, and what can't be seen; then pending. */
  list(claims: Claims): Promise<readonly AlertView[]>;
  history(
    claims: Claims,
    page: { rule?: string | undefined; kpi?: string | undefined; before?: string | undefined; limit: number },
  ): Promise<{ entries: readonly AlertHistoryEntry[]; next: string | null }>;
  /** @returns null when the reader sees no such alert */
  acknowledge(claims: Claims, alertId: string, note: string | null): Promise<AlertView | null>;
  /** @param until ISO; null ends a snooze */
  snooze(claims: Claims, alertId: string, until: string | null): Promise<AlertView | null>;

  /** Rules on KPIs that the reader may see. */
  rules(claims: Claims): Promise<readonly AlertRule[]>;
  /** All versions, newest first. */
  ruleVersions(claims: Claims, id: string): Promise<readonly AlertRule[] | null>;
  /** @param basedOn the version that was edited; null makes a new rule. A rule that moved meanwhile is refused: `rule_changed` */
  saveRule(claims: Claims, rule: AlertRuleInput, basedOn: number | null): Promise<AlertRule | AlertRefusal>;
  deleteRule(claims: Claims, id: string, basedOn: number): Promise<{ deleted: true } | AlertRefusal | null>;
  preview(claims: Claims, rule: AlertRuleInput, days: number): Promise<AlertPreview | AlertRefusal>;
  /** Sends a message that says that it is a test. */
  test(claims: Claims, rule: AlertRuleInput, channel: string): Promise<{ sent: true } | AlertRefusal>;

  channels(claims: Claims): Promise<readonly AlertChannel[]>;
  deadLetters(claims: Claims): Promise<readonly AlertDeadLetter[]>;
  retryDeadLetter(claims: Claims, id: string): Promise<boolean>;
  discardDeadLetter(claims: Claims, id: string): Promise<boolean>;

  mutes(claims: Claims): Promise<readonly AlertMute[]>;
  mute(claims: Claims, mute: Pick<AlertMute, "labels" | "until" | "note">): Promise<AlertMute | AlertRefusal>;
  unmute(claims: Claims, id: string): Promise<boolean>;

  /** Told when anything of `list` may have changed; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** A signed link out of a message: acknowledges, or ends the messages to its recipient. @returns what to say, or null when it isn't valid */
  followLink(
    token: string,
  ): Promise<{ done: "acknowledged" | "unsubscribed"; locale: "es" | "en"; title: string } | null>;
}

/** Severities, the most urgent first. */
export const ALERT_SEVERITIES: readonly AlertSeverity[] = ["critical", "warning", "info"];
