import type { Granularity, KpiUnit, LocalizedText } from "../kpi.ts";
import type { DateRange } from "../query.ts";

/** How bad it is. Only a rule with a limit for it reaches `red`. */
export type AlertLevel = "amber" | "red";

/** How soon somebody should look; `critical` goes through quiet hours. */
export type AlertSeverity = "critical" | "warning" | "info";

/** What a rule looks at: a KPI, cut by values, by periods of a grain. */
export interface AlertWatch {
  /** A KPI's id. */
  kpi: string;
  /** Dimension (without the view) → values, laid over the row filters of whoever is told. */
  filters?: Readonly<Record<string, readonly string[]>> | undefined;
  /** @default the KPI's own */
  grain?: Granularity | undefined;
}

/**
 * A limit. The level is entered beyond `enter` (on it is still well) and left when the value is back at `exit`, which lies on the good side
 * of it: a value that hovers about the limit is one alert. In the unit of what the condition compares (see `AlertCondition`).
 */
export interface AlertLimit {
  enter: number;
  /** @default `enter` */
  exit?: number | undefined;
}

export interface AlertLimits {
  amber?: AlertLimit | undefined;
  red?: AlertLimit | undefined;
}

/**
 * When a rule is beyond its limits:
 * - `threshold`: the KPI's value, in its unit
 * - `change`: against the period before, or the same of last year; `relative` in fractions (−0.2 is 20 % less), `absolute` in the KPI's unit; of
 *   complete periods, or of the running one against the same stretch of the other
 * - `target`: value ÷ the KPI's target for such a period (0.9 is 90 % of it); of complete and projected periods
 * - `anomaly`: distance from the median of earlier periods of the same season, in deviations (see `deviationsFrom`): above it positive, below it
 *   negative, and with `both` its size. At least 8 such periods, else there is no verdict (`too_little_history`); of complete periods
 * - `missing`: how many of the last complete periods in a row have no data, though the KPI's sources are up to date; for what is counted, 0 is none
 * - `freshness`: age of the KPI's source that lags most ÷ the KPI's objective (1 is just on time)
 * - `composite`: several KPIs, each with a condition of its own; `all`, `any`, or at least `count` of them
 */
export type AlertCondition =
  | ({ kind: "threshold"; direction: "above" | "below" } & AlertLimits)
  | ({
      kind: "change";
      against: "previous_period" | "previous_year";
      as: "relative" | "absolute";
      direction: "above" | "below";
    } & AlertLimits)
  | ({ kind: "target"; direction: "above" | "below" } & AlertLimits)
  | ({
      kind: "anomaly";
      direction: "above" | "below" | "both";
      /** `weekday`: days, Mondays with Mondays; `hour_of_week`: hours; `month`: months, with the same of earlier years. */
      season: "none" | "weekday" | "hour_of_week" | "month";
      /** Earlier periods of the season that are looked at. @default 12 */
      history?: number | undefined;
    } & AlertLimits)
  | ({ kind: "missing" } & AlertLimits)
  | ({ kind: "freshness" } & AlertLimits)
  | {
      kind: "composite";
      match: "all" | "any" | { count: number };
      of: readonly (AlertWatch & { condition: Exclude<AlertCondition, { kind: "composite" }> })[];
    };

/** The last period that is over, the running one as it stands, or the running one carried on to its end at its pace. */
export type AlertPeriod = "complete" | "running" | "projected";

/** A stretch of the day in which nobody is written to, unless it is critical. `from` after `to` goes over midnight. Local times `HH:MM`. */
export interface QuietHours {
  from: string;
  to: string;
  /** Days on which it begins, 1 is Monday. @default every day */
  days?: readonly number[] | undefined;
}

/** How often a rule is looked at: every so many seconds, or at times of the local day. */
export type AlertSchedule =
  | { everySeconds: number }
  | { at: readonly string[] /** 1 is Monday. @default every day */; days?: readonly number[] | undefined };

/** Who is told of a rule's alerts and by what. Addresses are the channel's own settings, not the rule's. */
export interface AlertRoute {
  /** Name of a channel that the operator has set up. */
  channel: string;
  /** People or places of the channel that are told; all that it has when left out. */
  recipients?: readonly string[] | undefined;
  /** Least severity that goes this way. @default `info` */
  from?: AlertSeverity | undefined;
}

/** A rule as an editor or a YAML file in `cube/alerts/` gives it. Durations are seconds. */
export interface AlertRuleInput {
  /** Lower case letters, digits, `-`, `_`; stable. */
  id: string;
  title: LocalizedText;
  /** What to do about it, in plain words; goes into the message. */
  note?: LocalizedText | undefined;
  /** @default true */
  enabled?: boolean | undefined;
  watch?: AlertWatch | undefined;
  condition: AlertCondition;
  /** @default `complete` */
  on?: AlertPeriod | undefined;
  /** So long it must be beyond before it fires. @default 0 */
  forSeconds?: number | undefined;
  /**
   * So long it must be back before it has recovered, or has gone from red to amber. An hour when left out: then nobody is told more than twice
   * in an hour by a value that goes back and forth about a limit.
   * @default 3600
   */
  keepFiringSeconds?: number | undefined;
  /** @default `warning` */
  severity?: AlertSeverity | undefined;
  /** @default `{ everySeconds: 60 }` */
  schedule?: AlertSchedule | undefined;
  /** Who answers for it: a role or a name. */
  owner: string;
  quietHours?: readonly QuietHours[] | undefined;
  routes?: readonly AlertRoute[] | undefined;
  /** A message goes out again while it fires, so long after the last; never when left out. */
  remindSeconds?: number | undefined;
  /** By which alerts are grouped and muted. */
  labels?: Readonly<Record<string, string>> | undefined;
}

/** A rule as it is in force. */
export interface AlertRule extends AlertRuleInput {
  /** Raised by every change. */
  version: number;
  /** `code`: it comes from `cube/alerts/` and is changed there. */
  origin: "code" | "app";
  updatedAt: string;
  updatedBy: string;
}

/**
 * - `pending`: beyond a limit, not yet for long enough
 * - `recovering`: back, not yet for long enough; it counts as firing
 * - `no_data`: what it needs is late or missing, so that nothing is known; what it was before is kept
 * - `error`: it couldn't be evaluated, likewise
 */
export type AlertStatus = "normal" | "pending" | "firing" | "recovering" | "no_data" | "error";

/** What stands behind `no_data`, `error` and what is inhibited. */
export type AlertCause =
  | { kind: "late_source"; sources: readonly string[] }
  | { kind: "no_rows" }
  | { kind: "too_little_history"; periods: number }
  /** Too little of the running period has gone by to say where it will end. */
  | { kind: "too_early" }
  | { kind: "failed"; code: string };

/** What one evaluation came to. Times are milliseconds since the epoch. */
export type AlertVerdict =
  | {
      kind: "known";
      /** Beyond which limit, coming from good; `null` when within. */
      entered: AlertLevel | null;
      /** Of which levels it hasn't come back to the exit: what keeps one firing. */
      held: Readonly<Record<AlertLevel, boolean>>;
      /** What the condition compares: see `AlertCondition`. */
      compared: number;
      /** The KPI's value; null where the condition isn't about one (freshness, missing). */
      value: number | null;
      /** Where the level that it is at begins, or the first that it would reach; in the unit of `compared`. */
      limit: number;
      period: DateRange | null;
    }
  | { kind: "unknown"; cause: AlertCause };

/** What is remembered of a rule for one audience between two evaluations. Plain data; milliseconds since the epoch. */
export interface AlertState {
  status: AlertStatus;
  /** Level while firing or recovering (also beneath `no_data` and `error`), else null. */
  level: AlertLevel | null;
  /** When `status` began. */
  since: number;
  /** While pending (also beneath): when it was first beyond, and which level it will fire as. */
  pending: { since: number; level: AlertLevel } | null;
  /** While firing or recovering (also beneath): when it fired first. */
  firingSince: number | null;
  /** While recovering (also beneath): since when it is back. */
  recoveringSince: number | null;
  /** While at red (also beneath): since when it is only amber. */
  easingSince: number | null;
  /** While nothing is known: since when. The marks above stand still meanwhile. */
  blindSince: number | null;
  cause: AlertCause | null;
  /** The last that was known. */
  last: { at: number; value: number | null; compared: number; limit: number; period: DateRange | null } | null;
  evaluatedAt: number;
}

/** What happened at an evaluation: history, and what messages are made from. */
export type AlertTransition =
  | { kind: "fired"; level: AlertLevel }
  | { kind: "escalated"; level: "red" }
  | { kind: "eased"; level: "amber" }
  | { kind: "recovered" }
  | { kind: "lost_sight"; cause: AlertCause }
  | { kind: "sees_again" }
  | { kind: "pending" }
  | { kind: "withdrawn" };

/** What a condition compares: the KPI's own unit, or a multiple of an objective, standard deviations, periods. */
export type AlertUnit = KpiUnit | "times" | "deviations" | "periods";

/** An alert as a reader sees it on a tile. Times are ISO, UTC. */
export interface AlertView {
  /** Of this alert: `<rule>:<audience>`; what is acknowledged and snoozed. */
  id: string;
  rule: { id: string; title: LocalizedText; note?: LocalizedText | undefined; severity: AlertSeverity; owner: string };
  /** KPIs that it is about, as the catalogue calls them. */
  kpis: readonly string[];
  status: AlertStatus;
  level: AlertLevel | null;
  value: number | null;
  compared: number | null;
  /** In the unit of `compared`. */
  limit: number | null;
  /** What `compared` and `limit` are measured in. */
  unit: AlertUnit;
  condition: AlertCondition["kind"];
  period: DateRange | null;
  since: string;
  firingSince: string | null;
  evaluatedAt: string;
  cause: AlertCause | null;
  acknowledged: { by: string; at: string; note: string | null } | null;
  snoozedUntil: string | null;
  /** Why it is not told: the sources that silence it, or the mute's id. */
  silencedBy: { kind: "late_source"; sources: readonly string[] } | { kind: "mute"; id: string } | null;
}

/** One line of history. */
export interface AlertHistoryEntry {
  id: string;
  at: string;
  ruleId: string;
  ruleTitle: LocalizedText;
  ruleVersion: number;
  /** Transitions of the engine, and what people did. */
  event: AlertTransition["kind"] | "acknowledged" | "snoozed" | "unsnoozed" | "reminded";
  level: AlertLevel | null;
  value: number | null;
  compared: number | null;
  limit: number | null;
  /** That the value is of; null where there was none, and where it was not kept. */
  period: DateRange | null;
  unit: AlertUnit;
  cause: AlertCause | null;
  /** Who did it; null when the engine did. */
  by: string | null;
  note: string | null;
  /** Messages that it led to, by channel and what became of them. */
  deliveries: readonly { channel: string; recipient: string; status: AlertDeliveryStatus; at: string }[];
}

/** `withheld`: the recipient may not see the number. `held_back`: quiet hours, a mute, or a cause that is told instead. */
export type AlertDeliveryStatus = "waiting" | "sent" | "retrying" | "dead" | "withheld" | "held_back";
