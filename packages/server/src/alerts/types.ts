import type {
  AlertChannel,
  AlertDeliveryStatus,
  AlertHistoryEntry,
  AlertLevel,
  AlertMute,
  AlertRoute,
  AlertRule,
  AlertRuleInput,
  AlertState,
  AlertTransition,
  AlertView,
  Claims,
  Locale,
  LocalizedText,
} from "@northstar/core";
import type { StateTransaction } from "../state/AppState.ts";
import type { MessageWords } from "./delivery/message/MessageWords.ts";

/**
 * Readers whose numbers are the same: of one tenant, with the same roles and the same row filters. Rules are evaluated once for each, under
 * exactly these claims.
 */
export interface Audience {
  /** Hash of tenant, roles and row filters, each in order. */
  id: string;
  /** Hash of the row filters alone: what is acknowledged by one is so for all who see the same rows. */
  rows: string;
  claims: Pick<Claims, "tenant" | "roles" | "filters">;
}

/** Somebody, or a place, that is told. Under whose claims the number is asked. */
export interface Recipient {
  channel: string;
  id: string;
  audience: Audience;
  locale: Locale;
  /** IANA zone of quiet hours and of times in the message. */
  timeZone: string;
}

/** What a rule is at for one audience. */
export interface AlertRow {
  ruleId: string;
  audienceId: string;
  rows: string;
  /** Version of the rule that it was last evaluated with. */
  ruleVersion: number;
  state: AlertState;
  /** Number of the firing, raised by each: messages of one have its number in their key. */
  episode: number;
  /**
   * What each recipient, `<channel>/<id>`, believes of it: the last that they were told, until they have heard its end. What is held against
   * `state` at every evaluation, so that whoever was kept from hearing (quiet hours, a snooze, a restart) hears as soon as they may, and
   * nobody hears of the end of what they were never told.
   */
  told: Readonly<Record<string, ToldOf>>;
}

/** What a recipient was last told of an alert that they haven't heard the end of. `at` in ms; reminders go by it. */
export interface ToldOf {
  at: number;
  /** Null: that nothing is known of it. */
  level: AlertLevel | null;
  /** Number of the firing that the messages' thread began with. */
  episode: number;
  threadKey: string;
}

/** A message to one recipient, with all that it says: the numbers are those that its audience sees. */
export interface AlertMessage {
  /** The same for what must go out once: channel, recipient, rules, episodes, event. */
  dedupKey: string;
  channel: string;
  recipientId: string;
  locale: Locale;
  timeZone: string;
  event:
    | Extract<AlertTransition["kind"], "fired" | "escalated" | "eased" | "recovered" | "lost_sight">
    | "reminded"
    | "test";
  /** Worst of its alerts, for the colour. */
  level: AlertLevel | null;
  /** Of one cause, worst first; one or many. */
  alerts: readonly AlertView[];
  /** What they have in common when there are several. */
  cause: { kind: "source"; sources: readonly string[] } | { kind: "label"; name: string; value: string } | null;
  /** The KPI's line for the chart, of the first alert: as this audience sees it. */
  series: { start: string; value: number | null }[] | null;
  /** Titles of the KPIs, by id. */
  kpiTitles: Readonly<Record<string, LocalizedText>>;
  /** Entries of history that led to it: there its delivery is shown. */
  historyIds: readonly string[];
  /** Answers to the message of the same alerts that came before: follows it in its thread. */
  threadKey: string;
  createdAt: number;
  /** Not before: the end of quiet hours. ms */
  notBefore: number;
  /** Something else that goes out by the same way: then there are no alerts, and `event` says nothing. */
  news?: News | undefined;
}

/** A business review, or that somebody is mentioned or answered, for one recipient as their audience sees it. */
export interface News {
  kind: "review" | "notice";
  /** What its recipient unsubscribes from, as `newsTopics.ts` names it. */
  topic: string;
  /** Of the review or suggestion that it leads to. */
  id: string;
  audienceId: string;
  words: MessageWords;
}

/** A message on its way. */
export interface OutboxEntry extends AlertMessage {
  id: string;
  attempts: number;
  status: AlertDeliveryStatus;
}

/** What an evaluation changes, all of it or nothing. */
export interface EvaluationCommit {
  rows: readonly AlertRow[];
  history: readonly (Omit<AlertHistoryEntry, "deliveries" | "ruleTitle" | "at"> & {
    at: number;
    audienceId: string;
    rows: string;
  })[];
  messages: readonly AlertMessage[];
  /** Recipients who weren't told and why, for history: `withheld` or `held_back`. */
  untold: readonly { historyId: string; channel: string; recipient: string; status: "withheld" | "held_back" }[];
}

/** A lease that is held: `fence` rises with each holder, so that one who was slow can't write after the next. */
export interface HeldLease {
  name: string;
  holder: string;
  fence: number;
  until: number;
}

export interface Acknowledgement {
  ruleId: string;
  rows: string;
  /** Of the firing. */
  episode: number;
  by: string;
  at: number;
  note: string | null;
}

/** What is kept of alerts, for one tenant, in the app state. Times are milliseconds since the epoch, by the clock that is handed in. */
export interface AlertStore {
  readonly tenant: string;
  rules(): Promise<readonly AlertRule[]>;
  versions(id: string): Promise<readonly AlertRule[] | null>;
  /** @param basedOn the version that was edited, null for a new rule; @returns null when it isn't the present one, or there is one already */
  saveRule(
    rule: AlertRuleInput,
    change: { basedOn: number | null; by: string; origin: AlertRule["origin"]; at: number },
  ): Promise<AlertRule | null>;
  deleteRule(id: string, change: { basedOn: number; by: string; at: number }): Promise<boolean>;
  /** Makes the rules of `origin: code` these: what isn't among them any more is deleted. Rules of the app are left alone. */
  syncRules(
    rules: readonly AlertRuleInput[],
    change: { by: string; at: number },
  ): Promise<{ added: string[]; changed: string[]; deleted: string[] }>;

  /** A reader looked at alerts: rules are evaluated for such readers too, for a day. */
  noteAudience(audience: Audience, at: number): Promise<void>;
  audiences(seenSince: number): Promise<readonly Audience[]>;

  /** Takes or renews a lease. @returns null while another holds it */
  takeLease(name: string, holder: string, forMs: number, at: number): Promise<HeldLease | null>;
  releaseLease(lease: HeldLease): Promise<void>;

  alertRows(): Promise<readonly AlertRow[]>;
  /** All of it in one transaction, with a job for each message. @returns false, and nothing is written, when the lease has gone to another */
  commit(change: EvaluationCommit, lease: HeldLease): Promise<boolean>;

  acknowledgements(): Promise<readonly Acknowledgement[]>;
  acknowledge(acknowledgement: Acknowledgement): Promise<void>;
  /** @param until null ends it */
  snooze(ruleId: string, rows: string, until: number | null, by: string, at: number): Promise<void>;
  snoozes(): Promise<readonly { ruleId: string; rows: string; until: number; by: string }[]>;
  mutes(at: number): Promise<readonly AlertMute[]>;
  addMute(mute: Omit<AlertMute, "id">, at: number): Promise<AlertMute>;
  removeMute(id: string, by: string, at: number): Promise<boolean>;

  /** Entries of one audience's rows, newest first. */
  history(page: {
    audienceId: string;
    ruleIds?: readonly string[] | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<{ entries: readonly AlertHistoryEntry[]; next: string | null }>;

  outbox(id: string): Promise<OutboxEntry | null>;
  /** Notes an attempt and what became of it. `reference` is what the channel calls the message, for its thread. */
  noteDelivery(
    id: string,
    result: { status: AlertDeliveryStatus; at: number; problem?: string | undefined; reference?: string | undefined },
  ): Promise<void>;
  /** What the channel called the first message of a thread to a recipient. */
  threadReference(channel: string, recipientId: string, threadKey: string): Promise<string | null>;
  deadLetters(): Promise<readonly { entry: OutboxEntry; problem: string; at: number }[]>;
  retryDeadLetter(id: string, by: string, at: number): Promise<boolean>;
  discardDeadLetter(id: string, by: string, at: number): Promise<boolean>;
  /** Ends, or lets begin again, what a recipient of a channel is told of a rule; `ruleId` null is all. */
  unsubscribe(channel: string, recipientId: string, ruleId: string | null, at: number): Promise<void>;
  unsubscriptions(): Promise<readonly { channel: string; recipientId: string; ruleId: string | null }[]>;

  /** Told after each commit of this or, by polling or NOTIFY, of another process. */
  onChange(listener: () => void): () => void;
}

/** The outbox for what is no alert: messages that others make, with its attempts, dead letters and unsubscriptions. */
export interface Outbox {
  /**
   * Puts messages out in one transaction with what `alongside` writes. One whose key was there before isn't put out again.
   * @param alongside false undoes all of it
   */
  post(
    messages: readonly AlertMessage[],
    alongside: (transaction: StateTransaction) => Promise<boolean>,
  ): Promise<boolean>;
  /** What became of messages, by their keys. */
  statuses(dedupKeys: readonly string[]): Promise<ReadonlyMap<string, AlertDeliveryStatus>>;
}

/** A way that the operator gives to rules that have none of their own. */
export interface DefaultRoute extends AlertRoute {
  labels?: Readonly<Record<string, string>> | undefined;
}

/** What the engine asks of the ways out. Messages go by the outbox; this is who there is, and what can't wait. */
export interface AlertDelivery {
  /** Everybody who may be told, of every channel: their audience is of the installation's tenant. */
  recipients(): Promise<readonly Recipient[]>;
  /** Where rules go that name no way themselves, those with all the labels of a route. @default nowhere */
  routes?(): readonly DefaultRoute[];
  channels(): Promise<readonly AlertChannel[]>;
  /** Hands a message of event `test` to its channel at once. @returns what was wrong, in plain words, or null when it was taken */
  test(message: AlertMessage): Promise<string | null>;
  /** Does what a signed link out of a message says; `AlertsPort.followLink`. */
  followLink(token: string): Promise<{ done: "acknowledged" | "unsubscribed"; locale: Locale; title: string } | null>;
}
