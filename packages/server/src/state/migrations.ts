/** A step of the app state's schema. Steps that were published are never changed: another follows. */
export interface Migration {
  id: number;
  /** Run in one transaction, in order. */
  statements: readonly string[];
}

/** The schema that holds the app state. pg-boss has one of its own beside it. */
export const STATE_SCHEMA = "northstar";

/** Times are milliseconds since the epoch, by the clock of whoever wrote them. */
export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [
      `CREATE TABLE northstar.leases (
        tenant text NOT NULL, name text NOT NULL, holder text NOT NULL, fence bigint NOT NULL, until bigint NOT NULL,
        PRIMARY KEY (tenant, name))`,
      `CREATE TABLE northstar.alert_rules (
        tenant text NOT NULL, id text NOT NULL, version integer NOT NULL, origin text NOT NULL,
        PRIMARY KEY (tenant, id))`,
      // What every version said, who wrote it and when; a version without a rule is the rule's end.
      `CREATE TABLE northstar.alert_rule_versions (
        tenant text NOT NULL, id text NOT NULL, version integer NOT NULL, origin text NOT NULL, rule jsonb,
        at bigint NOT NULL, by text NOT NULL,
        PRIMARY KEY (tenant, id, version))`,
      `CREATE TABLE northstar.alert_audiences (
        tenant text NOT NULL, id text NOT NULL, rows text NOT NULL, claims jsonb NOT NULL, seen_at bigint NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE TABLE northstar.alert_states (
        tenant text NOT NULL, rule_id text NOT NULL, audience_id text NOT NULL, rows text NOT NULL, rule_version integer NOT NULL,
        state jsonb NOT NULL, episode integer NOT NULL, told jsonb NOT NULL,
        PRIMARY KEY (tenant, rule_id, audience_id))`,
      `CREATE TABLE northstar.alert_history (
        tenant text NOT NULL, id text NOT NULL, at bigint NOT NULL, audience_id text NOT NULL, rows text NOT NULL, rule_id text NOT NULL,
        rule_version integer NOT NULL, event text NOT NULL, level text, value double precision, compared double precision,
        "limit" double precision, unit text NOT NULL, cause jsonb, by text, note text,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX alert_history_page ON northstar.alert_history (tenant, audience_id, at DESC, id DESC)`,
      `CREATE TABLE northstar.alert_untold (
        tenant text NOT NULL, history_id text NOT NULL, channel text NOT NULL, recipient text NOT NULL, status text NOT NULL,
        PRIMARY KEY (tenant, history_id, channel, recipient))`,
      `CREATE TABLE northstar.alert_outbox (
        tenant text NOT NULL, id text NOT NULL, dedup_key text NOT NULL, channel text NOT NULL, recipient text NOT NULL,
        thread_key text NOT NULL, status text NOT NULL, message jsonb, attempts integer NOT NULL, created_at bigint NOT NULL,
        updated_at bigint NOT NULL, problem text, reference text,
        PRIMARY KEY (tenant, id), UNIQUE (tenant, dedup_key))`,
      `CREATE INDEX alert_outbox_dead ON northstar.alert_outbox (tenant, updated_at) WHERE status = 'dead'`,
      `CREATE INDEX alert_outbox_thread ON northstar.alert_outbox (tenant, channel, recipient, thread_key, created_at)`,
      `CREATE TABLE northstar.alert_messages_of_history (
        tenant text NOT NULL, history_id text NOT NULL, outbox_id text NOT NULL,
        PRIMARY KEY (tenant, history_id, outbox_id))`,
      `CREATE TABLE northstar.alert_acknowledgements (
        tenant text NOT NULL, rule_id text NOT NULL, rows text NOT NULL, episode integer NOT NULL, by text NOT NULL, at bigint NOT NULL, note text,
        PRIMARY KEY (tenant, rule_id, rows))`,
      `CREATE TABLE northstar.alert_snoozes (
        tenant text NOT NULL, rule_id text NOT NULL, rows text NOT NULL, until bigint NOT NULL, by text NOT NULL,
        PRIMARY KEY (tenant, rule_id, rows))`,
      `CREATE TABLE northstar.alert_mutes (
        tenant text NOT NULL, id text NOT NULL, labels jsonb NOT NULL, until bigint NOT NULL, by text NOT NULL, note text,
        PRIMARY KEY (tenant, id))`,
      // An empty rule is all of them.
      `CREATE TABLE northstar.alert_unsubscriptions (
        tenant text NOT NULL, channel text NOT NULL, recipient text NOT NULL, rule_id text NOT NULL, at bigint NOT NULL,
        PRIMARY KEY (tenant, channel, recipient, rule_id))`,
      // Who did what: mutes, dead letters, rules. Nothing of it is changed or taken away.
      `CREATE TABLE northstar.audit (
        tenant text NOT NULL, at bigint NOT NULL, by text NOT NULL, action text NOT NULL, subject text NOT NULL)`,
      `CREATE INDEX audit_page ON northstar.audit (tenant, at DESC)`,
    ],
  },
  {
    id: 2,
    // The period that a value was of: where on a line something fired.
    statements: ["ALTER TABLE northstar.alert_history ADD COLUMN period jsonb"],
  },
  {
    id: 3,
    // Charts that people make, all that they were, and the boards they put them on.
    statements: [
      `CREATE TABLE northstar.charts (
        tenant text NOT NULL, id text NOT NULL, owner text NOT NULL, version integer NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX charts_of_owner ON northstar.charts (tenant, owner)`,
      // A version without a chart is the chart's end.
      `CREATE TABLE northstar.chart_versions (
        tenant text NOT NULL, id text NOT NULL, version integer NOT NULL, owner text NOT NULL, chart jsonb, shared_with jsonb NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (tenant, id, version))`,
      `CREATE TABLE northstar.chart_boards (
        tenant text NOT NULL, owner text NOT NULL, id text NOT NULL, version integer NOT NULL, title text NOT NULL, items jsonb NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (tenant, owner, id))`,
    ],
  },
  {
    id: 4,
    statements: [
      // What people say about numbers. What was taken back stays, and is answered no more.
      `CREATE TABLE northstar.suggestions (
        tenant text NOT NULL, id text NOT NULL, kpi text NOT NULL, kind text NOT NULL, anchor jsonb NOT NULL, rows jsonb NOT NULL,
        text text NOT NULL, mentions jsonb NOT NULL, experiment jsonb, author text NOT NULL, at bigint NOT NULL, edited_at bigint,
        status text NOT NULL, decided_by text, decided_at bigint, version integer NOT NULL, taken_back_at bigint,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX suggestions_page ON northstar.suggestions (tenant, at DESC, id DESC)`,
      `CREATE TABLE northstar.suggestion_replies (
        tenant text NOT NULL, id text NOT NULL, suggestion_id text NOT NULL, author text NOT NULL, at bigint NOT NULL, text text NOT NULL,
        mentions jsonb NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX suggestion_replies_of ON northstar.suggestion_replies (tenant, suggestion_id, at)`,
      `CREATE TABLE northstar.suggestion_notices (
        tenant text NOT NULL, id text NOT NULL, recipient text NOT NULL, suggestion_id text NOT NULL, reason text NOT NULL,
        by text NOT NULL, at bigint NOT NULL, excerpt text NOT NULL, read_at bigint,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX suggestion_notices_page ON northstar.suggestion_notices (tenant, recipient, at DESC)`,
    ],
  },
  {
    id: 5,
    statements: [
      // What a review knew: a row is written once and never changed.
      `CREATE TABLE northstar.report_packs (
        tenant text NOT NULL, id text NOT NULL, kind text NOT NULL, period text NOT NULL, rows text NOT NULL,
        made_at bigint NOT NULL, made_by text NOT NULL, snapshot jsonb NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX report_packs_page ON northstar.report_packs (tenant, made_at DESC)`,
      `CREATE TABLE northstar.report_narratives (
        tenant text NOT NULL, pack_id text NOT NULL, version integer NOT NULL, text text NOT NULL, at bigint NOT NULL, by text NOT NULL,
        PRIMARY KEY (tenant, pack_id, version))`,
      `CREATE TABLE northstar.report_comments (
        tenant text NOT NULL, id text NOT NULL, pack_id text NOT NULL, kpi text, text text NOT NULL, at bigint NOT NULL, by text NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX report_comments_of_pack ON northstar.report_comments (tenant, pack_id, at)`,
      // An action belongs to the reviews of one kind about the same rows, from the period it came up in to the one that closes it.
      `CREATE TABLE northstar.report_actions (
        tenant text NOT NULL, id text NOT NULL, kind text NOT NULL, rows text NOT NULL, text text NOT NULL, owner text NOT NULL, due text,
        opened_in text NOT NULL, opened_start text NOT NULL, opened_by text NOT NULL, opened_at bigint NOT NULL,
        closed_in text, closed_start text, closed_by text,
        PRIMARY KEY (tenant, id))`,
      `CREATE INDEX report_actions_of_kind ON northstar.report_actions (tenant, kind, rows)`,
    ],
  },
  {
    id: 7,
    statements: [
      // Reviews that go out by themselves, and what became of each period's: one row a period, whoever makes it.
      `CREATE TABLE northstar.report_schedules (
        tenant text NOT NULL, id text NOT NULL, version integer NOT NULL, schedule jsonb NOT NULL, maker jsonb NOT NULL,
        since bigint NOT NULL, updated_at bigint NOT NULL, updated_by text NOT NULL,
        PRIMARY KEY (tenant, id))`,
      `CREATE TABLE northstar.report_schedule_runs (
        tenant text NOT NULL, schedule_id text NOT NULL, period text NOT NULL, pack_id text NOT NULL, status text NOT NULL,
        attempts integer NOT NULL, until bigint NOT NULL, at bigint NOT NULL, is_made boolean NOT NULL, problem text, recipients jsonb NOT NULL,
        PRIMARY KEY (tenant, schedule_id, period))`,
    ],
  },
  {
    id: 8,
    statements: [
      // Mentions and answers go out by the channels of alerts too; those of before don't.
      `ALTER TABLE northstar.suggestion_notices ADD COLUMN sent_at bigint`,
      `UPDATE northstar.suggestion_notices SET sent_at = at`,
      `CREATE INDEX suggestion_notices_unsent ON northstar.suggestion_notices (tenant, at) WHERE sent_at IS NULL`,
    ],
  },
];
