/**
 * The warehouse as data: every table, its columns, key and meaning. DDL, row types, the writer and the file checks
 * are all derived from here. Times are UTC, money is DECIMAL(18,2).
 */

/** Column types in use, in DuckDB's spelling. */
export type ColumnType =
  | "VARCHAR"
  | "TIMESTAMP"
  | "DATE"
  | "BOOLEAN"
  | "INTEGER"
  | "BIGINT"
  | "DOUBLE"
  | "DECIMAL(18,2)"
  | "JSON"
  | "BLOB";

/** What a table is declared with. */
export interface TableDefinition {
  /** `rows`: normalised, carries the common columns and may be loaded from a file. `plumbing`: ingest's own records. */
  kind: "rows" | "plumbing";
  about: string;
  /** Primary key without `tenant_id`, which always leads it. */
  key: readonly string[];
  /** Columns besides the key that a row can't do without. */
  required?: readonly string[];
  /** The column that says when the row happened; it moves the source's watermark. */
  time?: string;
  columns: Readonly<Record<string, ColumnType>>;
}

const utm = {
  utm_source: "VARCHAR",
  utm_medium: "VARCHAR",
  utm_campaign: "VARCHAR",
  utm_content: "VARCHAR",
  utm_term: "VARCHAR",
} as const;

/** Columns that every `rows` table has after its own. `tenant_id` comes first in every table. */
export const COMMON_COLUMNS = {
  source: "VARCHAR",
  source_id: "VARCHAR",
  _loaded_at: "TIMESTAMP",
  _run_id: "VARCHAR",
  _raw: "JSON",
  _deleted: "BOOLEAN",
} as const satisfies Record<string, ColumnType>;

export const TABLES = {
  users: {
    kind: "rows",
    about: "One row a professional, after identity resolution. E-mail and phone are hashes.",
    key: ["user_id"],
    time: "registered_at",
    columns: {
      user_id: "VARCHAR",
      email_hash: "VARCHAR",
      phone_hash: "VARCHAR",
      wa_bsuid: "VARCHAR",
      crm_id: "VARCHAR",
      registered_at: "TIMESTAMP",
      activated_at: "TIMESTAMP",
      profession: "VARCHAR",
      country: "VARCHAR",
      first_utm_source: "VARCHAR",
      first_utm_medium: "VARCHAR",
      first_utm_campaign: "VARCHAR",
      referrer_user_id: "VARCHAR",
      consent_email: "BOOLEAN",
      consent_whatsapp: "BOOLEAN",
      deleted_at: "TIMESTAMP",
    },
  },
  identities: {
    kind: "rows",
    about: "Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.",
    key: ["identity_type", "identity_value", "user_id"],
    columns: {
      identity_type: "VARCHAR",
      identity_value: "VARCHAR",
      user_id: "VARCHAR",
      valid_from: "TIMESTAMP",
      valid_to: "TIMESTAMP",
    },
  },
  sessions: {
    kind: "rows",
    about: "Web sessions, rebuilt from `events` whenever one of their events changes.",
    key: ["session_id"],
    time: "started_at",
    columns: {
      session_id: "VARCHAR",
      user_pseudo_id: "VARCHAR",
      user_id: "VARCHAR",
      started_at: "TIMESTAMP",
      ended_at: "TIMESTAMP",
      ...utm,
      channel_group: "VARCHAR",
      engaged: "BOOLEAN",
      engagement_ms: "BIGINT",
      device: "VARCHAR",
      country: "VARCHAR",
    },
  },
  events: {
    kind: "rows",
    about: "Behavioural events, insert-only; `params` is a flat object of the event's parameters.",
    key: ["event_id"],
    required: ["occurred_at", "name"],
    time: "occurred_at",
    columns: {
      event_id: "VARCHAR",
      occurred_at: "TIMESTAMP",
      received_at: "TIMESTAMP",
      user_id: "VARCHAR",
      user_pseudo_id: "VARCHAR",
      session_id: "VARCHAR",
      name: "VARCHAR",
      content_id: "VARCHAR",
      value: "DOUBLE",
      ...utm,
      params: "JSON",
    },
  },
  content: {
    kind: "rows",
    about: "Catalogue of podcasts, clips and webinars.",
    key: ["content_id"],
    columns: {
      content_id: "VARCHAR",
      type: "VARCHAR",
      topic: "VARCHAR",
      title: "VARCHAR",
      duration_s: "INTEGER",
      published_at: "TIMESTAMP",
    },
  },
  content_consumption: {
    kind: "rows",
    about: "One row a play or attendance.",
    key: ["id"],
    required: ["content_id", "started_at"],
    time: "started_at",
    columns: {
      id: "VARCHAR",
      user_id: "VARCHAR",
      content_id: "VARCHAR",
      started_at: "TIMESTAMP",
      seconds_played: "DOUBLE",
      max_percent: "DOUBLE",
      completed: "BOOLEAN",
      attended_live: "BOOLEAN",
    },
  },
  campaigns: {
    kind: "rows",
    about: "E-mail and WhatsApp campaigns.",
    key: ["campaign_id"],
    columns: {
      campaign_id: "VARCHAR",
      channel: "VARCHAR",
      name: "VARCHAR",
      template_id: "VARCHAR",
      segment: "VARCHAR",
      utm_campaign: "VARCHAR",
      sent_at: "TIMESTAMP",
      cost: "DECIMAL(18,2)",
    },
  },
  messages: {
    kind: "rows",
    about: "One row a message to a person, kept up to date from `message_events`.",
    key: ["message_id"],
    columns: {
      message_id: "VARCHAR",
      campaign_id: "VARCHAR",
      user_id: "VARCHAR",
      channel: "VARCHAR",
      sent_at: "TIMESTAMP",
      delivered_at: "TIMESTAMP",
      read_at: "TIMESTAMP",
      clicked_at: "TIMESTAMP",
      failed_at: "TIMESTAMP",
      failure_code: "VARCHAR",
      failure_class: "VARCHAR",
      cost: "DECIMAL(18,2)",
    },
  },
  message_events: {
    kind: "rows",
    about: "What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.",
    key: ["dedup_key"],
    required: ["message_id", "event_type", "occurred_at"],
    time: "occurred_at",
    columns: {
      dedup_key: "VARCHAR",
      message_id: "VARCHAR",
      event_type: "VARCHAR",
      occurred_at: "TIMESTAMP",
      received_at: "TIMESTAMP",
      url: "VARCHAR",
      is_machine: "BOOLEAN",
      error_code: "VARCHAR",
    },
  },
  conversions: {
    kind: "rows",
    about: "What a campaign is for: a registration, a purchase, an attendance.",
    key: ["id"],
    required: ["kind", "occurred_at"],
    time: "occurred_at",
    columns: {
      id: "VARCHAR",
      user_id: "VARCHAR",
      kind: "VARCHAR",
      occurred_at: "TIMESTAMP",
      campaign_id: "VARCHAR",
      channel: "VARCHAR",
      value: "DOUBLE",
    },
  },
  score_history: {
    kind: "rows",
    about: "Every score a person has had, with its band: cold, warm, hot.",
    key: ["user_id", "scored_at"],
    required: ["score"],
    time: "scored_at",
    columns: {
      user_id: "VARCHAR",
      scored_at: "TIMESTAMP",
      score: "DOUBLE",
      segment: "VARCHAR",
      model_version: "VARCHAR",
    },
  },
  referrals: {
    kind: "rows",
    about: "Invitations and what became of them.",
    key: ["referral_id"],
    required: ["referrer_user_id", "invited_at"],
    time: "invited_at",
    columns: {
      referral_id: "VARCHAR",
      referrer_user_id: "VARCHAR",
      invited_at: "TIMESTAMP",
      channel: "VARCHAR",
      code: "VARCHAR",
      invitee_user_id: "VARCHAR",
      registered_at: "TIMESTAMP",
      activated_at: "TIMESTAMP",
    },
  },
  sponsors: {
    kind: "rows",
    about: "Sponsoring organisations.",
    key: ["sponsor_id"],
    columns: {
      sponsor_id: "VARCHAR",
      name: "VARCHAR",
      tier: "VARCHAR",
      since: "DATE",
      until: "DATE",
    },
  },
  sponsorship_entries: {
    kind: "rows",
    about: "Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.",
    key: ["entry_id"],
    required: ["sponsor_id", "kind", "period_start", "period_end", "amount_base"],
    time: "booked_at",
    columns: {
      entry_id: "VARCHAR",
      sponsor_id: "VARCHAR",
      kind: "VARCHAR",
      period_start: "DATE",
      period_end: "DATE",
      booked_at: "TIMESTAMP",
      amount: "DECIMAL(18,2)",
      currency: "VARCHAR",
      amount_base: "DECIMAL(18,2)",
    },
  },
  metric_daily: {
    kind: "rows",
    about: "Values that the analyst computes elsewhere, by day.",
    key: ["metric", "day", "dims"],
    required: ["value"],
    time: "computed_at",
    columns: { metric: "VARCHAR", day: "DATE", dims: "JSON", value: "DOUBLE", computed_at: "TIMESTAMP" },
  },
  integration_runs: {
    kind: "rows",
    about: "Each run of a connector and what it did.",
    key: ["run_id"],
    time: "finished_at",
    columns: {
      run_id: "VARCHAR",
      connector: "VARCHAR",
      stream: "VARCHAR",
      mode: "VARCHAR",
      started_at: "TIMESTAMP",
      finished_at: "TIMESTAMP",
      status: "VARCHAR",
      rows_in: "BIGINT",
      rows_upserted: "BIGINT",
      rows_dup: "BIGINT",
      rows_bad: "BIGINT",
      cursor_before: "VARCHAR",
      cursor_after: "VARCHAR",
      max_event_at: "TIMESTAMP",
      lag_s: "DOUBLE",
      error: "VARCHAR",
    },
  },
  flow_runs: {
    kind: "rows",
    about: "Runs of the automation flows.",
    key: ["flow_run_id"],
    required: ["flow_id", "started_at"],
    time: "started_at",
    columns: {
      flow_run_id: "VARCHAR",
      flow_id: "VARCHAR",
      started_at: "TIMESTAMP",
      finished_at: "TIMESTAMP",
      status: "VARCHAR",
      error_class: "VARCHAR",
    },
  },
  incidents: {
    kind: "rows",
    about: "Downtime windows of flows.",
    key: ["incident_id"],
    required: ["opened_at"],
    time: "opened_at",
    columns: {
      incident_id: "VARCHAR",
      flow_id: "VARCHAR",
      opened_at: "TIMESTAMP",
      resolved_at: "TIMESTAMP",
      severity: "VARCHAR",
      is_maintenance: "BOOLEAN",
    },
  },
  pipeline_latency: {
    kind: "rows",
    about: "The stations of one event on its way to the CRM.",
    key: ["event_id"],
    time: "event_occurred_at",
    columns: {
      event_id: "VARCHAR",
      event_occurred_at: "TIMESTAMP",
      received_at: "TIMESTAMP",
      warehouse_at: "TIMESTAMP",
      crm_updated_at: "TIMESTAMP",
    },
  },
  security_events: {
    kind: "rows",
    about: "Refused tokens, bad signatures, replays, rate limits.",
    key: ["event_id"],
    required: ["occurred_at", "kind"],
    time: "occurred_at",
    columns: {
      event_id: "VARCHAR",
      occurred_at: "TIMESTAMP",
      kind: "VARCHAR",
      actor: "VARCHAR",
      ip_hash: "VARCHAR",
      outcome: "VARCHAR",
      severity: "VARCHAR",
    },
  },
  usage_events: {
    kind: "rows",
    about:
      "What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.",
    key: ["event_id"],
    required: ["occurred_at", "kind"],
    time: "occurred_at",
    columns: {
      event_id: "VARCHAR",
      occurred_at: "TIMESTAMP",
      kind: "VARCHAR",
      role: "VARCHAR",
      subject_id: "VARCHAR",
      view: "VARCHAR",
      kpi: "VARCHAR",
      slo_class: "VARCHAR",
      lag_s: "DOUBLE",
      slo_s: "DOUBLE",
      report_kind: "VARCHAR",
      duration_s: "DOUBLE",
      baseline_s: "DOUBLE",
      from_pack: "BOOLEAN",
    },
  },
  raw_inbox: {
    kind: "plumbing",
    about:
      "Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.",
    key: ["provider", "dedup_key"],
    columns: {
      provider: "VARCHAR",
      dedup_key: "VARCHAR",
      received_at: "TIMESTAMP",
      headers: "JSON",
      body: "BLOB",
      verified: "BOOLEAN",
      processed_at: "TIMESTAMP",
      attempts: "INTEGER",
      error: "VARCHAR",
    },
  },
  connector_state: {
    kind: "plumbing",
    about: "Cursor of each stream, committed with the rows it stands for.",
    key: ["connector", "stream"],
    columns: { connector: "VARCHAR", stream: "VARCHAR", state: "JSON", committed_run_id: "VARCHAR" },
  },
  schema_drift: {
    kind: "plumbing",
    about: "Fields that a source sent and nothing maps.",
    key: ["connector", "stream", "path"],
    columns: {
      connector: "VARCHAR",
      stream: "VARCHAR",
      path: "VARCHAR",
      type: "VARCHAR",
      first_seen: "TIMESTAMP",
    },
  },
  dead_letter: {
    kind: "plumbing",
    about: "What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.",
    key: ["dead_letter_id"],
    columns: {
      dead_letter_id: "VARCHAR",
      provider: "VARCHAR",
      dedup_key: "VARCHAR",
      position: "VARCHAR",
      reason: "VARCHAR",
      message: "VARCHAR",
      excerpt: "VARCHAR",
      received_at: "TIMESTAMP",
    },
  },
  watermarks: {
    kind: "plumbing",
    about: "How far each source has been ingested; moves in the transaction of the rows.",
    key: ["source"],
    columns: { source: "VARCHAR", last_event_at: "TIMESTAMP", last_loaded_at: "TIMESTAMP" },
  },
  table_watermarks: {
    kind: "plumbing",
    about: "The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.",
    key: ["source", "provider", "table_name"],
    columns: {
      source: "VARCHAR",
      provider: "VARCHAR",
      table_name: "VARCHAR",
      last_event_at: "TIMESTAMP",
      last_loaded_at: "TIMESTAMP",
    },
  },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof TABLES;
/** Tables that hold normalised rows, as opposed to ingest's own records. */
export type RowTableName = { [T in TableName]: (typeof TABLES)[T]["kind"] extends "rows" ? T : never }[TableName];

/** JavaScript values a column takes: times as microseconds since the epoch (UTC), days as `YYYY-MM-DD`, JSON as text. */
interface ValueOfType {
  VARCHAR: string;
  TIMESTAMP: bigint;
  DATE: string;
  BOOLEAN: boolean;
  INTEGER: number;
  BIGINT: number;
  DOUBLE: number;
  "DECIMAL(18,2)": number;
  JSON: string;
  BLOB: Uint8Array;
}

/** A row as a normaliser makes it; a column that is left out is null. `tenant_id` and load columns are the writer's. */
export type RowOf<T extends TableName> = {
  [C in keyof (typeof TABLES)[T]["columns"]]?: ValueOfType[(typeof TABLES)[T]["columns"][C] & keyof ValueOfType] | null;
} & ((typeof TABLES)[T]["kind"] extends "rows" ? { source_id?: string | null; _raw?: string | null } : unknown);

/** Definition of a table with its literal types widened, for code that handles any table. */
export function tableDefinition(name: TableName): TableDefinition {
  return TABLES[name];
}

/** True when `name` is a table of the warehouse. */
export function isTableName(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

/** All columns of a table in the order of the DDL, with tenant and common columns. */
export function columnsOf(name: TableName): Record<string, ColumnType> {
  const table = tableDefinition(name);
  return {
    tenant_id: "VARCHAR",
    ...table.columns,
    ...(table.kind === "rows" ? COMMON_COLUMNS : {}),
  };
}
