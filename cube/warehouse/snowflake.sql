-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.
-- Snowflake: run it in the session's current schema. Times are UTC. Safe to run again.

CREATE TABLE IF NOT EXISTS warehouse_info (
  key VARCHAR NOT NULL,
  value VARCHAR,
  PRIMARY KEY (key)
);

-- One row a professional, after identity resolution. E-mail and phone are hashes.
CREATE TABLE IF NOT EXISTS users (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  user_id VARCHAR NOT NULL,
  email_hash VARCHAR,
  phone_hash VARCHAR,
  wa_bsuid VARCHAR,
  crm_id VARCHAR,
  registered_at TIMESTAMP_NTZ,
  activated_at TIMESTAMP_NTZ,
  profession VARCHAR,
  country VARCHAR,
  first_utm_source VARCHAR,
  first_utm_medium VARCHAR,
  first_utm_campaign VARCHAR,
  referrer_user_id VARCHAR,
  consent_email BOOLEAN,
  consent_whatsapp BOOLEAN,
  deleted_at TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
)
CLUSTER BY (tenant_id, TO_DATE(registered_at));

-- Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.
CREATE TABLE IF NOT EXISTS identities (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  identity_type VARCHAR NOT NULL,
  identity_value VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  valid_from TIMESTAMP_NTZ,
  valid_to TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, identity_type, identity_value, user_id)
)
CLUSTER BY (tenant_id);

-- Web sessions, rebuilt from `events` whenever one of their events changes.
CREATE TABLE IF NOT EXISTS sessions (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  session_id VARCHAR NOT NULL,
  user_pseudo_id VARCHAR,
  user_id VARCHAR,
  started_at TIMESTAMP_NTZ,
  ended_at TIMESTAMP_NTZ,
  utm_source VARCHAR,
  utm_medium VARCHAR,
  utm_campaign VARCHAR,
  utm_content VARCHAR,
  utm_term VARCHAR,
  channel_group VARCHAR,
  engaged BOOLEAN,
  engagement_ms BIGINT,
  device VARCHAR,
  country VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, session_id)
)
CLUSTER BY (tenant_id, TO_DATE(started_at));

-- Behavioural events, insert-only; `params` is a flat object of the event's parameters.
CREATE TABLE IF NOT EXISTS events (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  event_id VARCHAR NOT NULL,
  occurred_at TIMESTAMP_NTZ,
  received_at TIMESTAMP_NTZ,
  user_id VARCHAR,
  user_pseudo_id VARCHAR,
  session_id VARCHAR,
  name VARCHAR,
  content_id VARCHAR,
  value DOUBLE,
  utm_source VARCHAR,
  utm_medium VARCHAR,
  utm_campaign VARCHAR,
  utm_content VARCHAR,
  utm_term VARCHAR,
  params VARIANT,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
)
CLUSTER BY (tenant_id, TO_DATE(occurred_at));

-- Catalogue of podcasts, clips and webinars.
CREATE TABLE IF NOT EXISTS content (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  content_id VARCHAR NOT NULL,
  type VARCHAR,
  topic VARCHAR,
  title VARCHAR,
  duration_s INTEGER,
  published_at TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, content_id)
)
CLUSTER BY (tenant_id);

-- One row a play or attendance.
CREATE TABLE IF NOT EXISTS content_consumption (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  id VARCHAR NOT NULL,
  user_id VARCHAR,
  content_id VARCHAR,
  started_at TIMESTAMP_NTZ,
  seconds_played DOUBLE,
  max_percent DOUBLE,
  completed BOOLEAN,
  attended_live BOOLEAN,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, id)
)
CLUSTER BY (tenant_id, TO_DATE(started_at));

-- E-mail and WhatsApp campaigns.
CREATE TABLE IF NOT EXISTS campaigns (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  campaign_id VARCHAR NOT NULL,
  channel VARCHAR,
  name VARCHAR,
  template_id VARCHAR,
  segment VARCHAR,
  utm_campaign VARCHAR,
  sent_at TIMESTAMP_NTZ,
  cost NUMBER(18,2),
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id)
)
CLUSTER BY (tenant_id, TO_DATE(sent_at));

-- One row a message to a person, kept up to date from `message_events`.
CREATE TABLE IF NOT EXISTS messages (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  message_id VARCHAR NOT NULL,
  campaign_id VARCHAR,
  user_id VARCHAR,
  channel VARCHAR,
  sent_at TIMESTAMP_NTZ,
  delivered_at TIMESTAMP_NTZ,
  read_at TIMESTAMP_NTZ,
  clicked_at TIMESTAMP_NTZ,
  failed_at TIMESTAMP_NTZ,
  failure_code VARCHAR,
  failure_class VARCHAR,
  cost NUMBER(18,2),
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, message_id)
)
CLUSTER BY (tenant_id, TO_DATE(sent_at));

-- What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.
CREATE TABLE IF NOT EXISTS message_events (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  dedup_key VARCHAR NOT NULL,
  message_id VARCHAR,
  event_type VARCHAR,
  occurred_at TIMESTAMP_NTZ,
  received_at TIMESTAMP_NTZ,
  url VARCHAR,
  is_machine BOOLEAN,
  error_code VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, dedup_key)
)
CLUSTER BY (tenant_id, TO_DATE(occurred_at));

-- What a campaign is for: a registration, a purchase, an attendance.
CREATE TABLE IF NOT EXISTS conversions (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  id VARCHAR NOT NULL,
  user_id VARCHAR,
  kind VARCHAR,
  occurred_at TIMESTAMP_NTZ,
  campaign_id VARCHAR,
  channel VARCHAR,
  value DOUBLE,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, id)
)
CLUSTER BY (tenant_id, TO_DATE(occurred_at));

-- Every score a person has had, with its band: cold, warm, hot.
CREATE TABLE IF NOT EXISTS score_history (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  user_id VARCHAR NOT NULL,
  scored_at TIMESTAMP_NTZ NOT NULL,
  score DOUBLE,
  segment VARCHAR,
  model_version VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, user_id, scored_at)
)
CLUSTER BY (tenant_id, TO_DATE(scored_at));

-- Invitations and what became of them.
CREATE TABLE IF NOT EXISTS referrals (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  referral_id VARCHAR NOT NULL,
  referrer_user_id VARCHAR,
  invited_at TIMESTAMP_NTZ,
  channel VARCHAR,
  code VARCHAR,
  invitee_user_id VARCHAR,
  registered_at TIMESTAMP_NTZ,
  activated_at TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, referral_id)
)
CLUSTER BY (tenant_id, TO_DATE(invited_at));

-- Sponsoring organisations.
CREATE TABLE IF NOT EXISTS sponsors (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  sponsor_id VARCHAR NOT NULL,
  name VARCHAR,
  tier VARCHAR,
  since DATE,
  until DATE,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, sponsor_id)
)
CLUSTER BY (tenant_id);

-- Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.
CREATE TABLE IF NOT EXISTS sponsorship_entries (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  entry_id VARCHAR NOT NULL,
  sponsor_id VARCHAR,
  kind VARCHAR,
  period_start DATE,
  period_end DATE,
  booked_at TIMESTAMP_NTZ,
  amount NUMBER(18,2),
  currency VARCHAR,
  amount_base NUMBER(18,2),
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, entry_id)
)
CLUSTER BY (tenant_id, TO_DATE(booked_at));

-- Values that the analyst computes elsewhere, by day.
CREATE TABLE IF NOT EXISTS metric_daily (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  metric VARCHAR NOT NULL,
  day DATE NOT NULL,
  dims VARCHAR NOT NULL,
  value DOUBLE,
  computed_at TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, metric, day, dims)
)
CLUSTER BY (tenant_id, TO_DATE(computed_at));

-- Each run of a connector and what it did.
CREATE TABLE IF NOT EXISTS integration_runs (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  run_id VARCHAR NOT NULL,
  connector VARCHAR,
  stream VARCHAR,
  mode VARCHAR,
  started_at TIMESTAMP_NTZ,
  finished_at TIMESTAMP_NTZ,
  status VARCHAR,
  rows_in BIGINT,
  rows_upserted BIGINT,
  rows_dup BIGINT,
  rows_bad BIGINT,
  cursor_before VARCHAR,
  cursor_after VARCHAR,
  max_event_at TIMESTAMP_NTZ,
  lag_s DOUBLE,
  error VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, run_id)
)
CLUSTER BY (tenant_id, TO_DATE(finished_at));

-- Runs of the automation flows.
CREATE TABLE IF NOT EXISTS flow_runs (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  flow_run_id VARCHAR NOT NULL,
  flow_id VARCHAR,
  started_at TIMESTAMP_NTZ,
  finished_at TIMESTAMP_NTZ,
  status VARCHAR,
  error_class VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, flow_run_id)
)
CLUSTER BY (tenant_id, TO_DATE(started_at));

-- Downtime windows of flows.
CREATE TABLE IF NOT EXISTS incidents (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  incident_id VARCHAR NOT NULL,
  flow_id VARCHAR,
  opened_at TIMESTAMP_NTZ,
  resolved_at TIMESTAMP_NTZ,
  severity VARCHAR,
  is_maintenance BOOLEAN,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, incident_id)
)
CLUSTER BY (tenant_id, TO_DATE(opened_at));

-- The stations of one event on its way to the CRM.
CREATE TABLE IF NOT EXISTS pipeline_latency (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  event_id VARCHAR NOT NULL,
  event_occurred_at TIMESTAMP_NTZ,
  received_at TIMESTAMP_NTZ,
  warehouse_at TIMESTAMP_NTZ,
  crm_updated_at TIMESTAMP_NTZ,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
)
CLUSTER BY (tenant_id, TO_DATE(event_occurred_at));

-- Refused tokens, bad signatures, replays, rate limits.
CREATE TABLE IF NOT EXISTS security_events (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  event_id VARCHAR NOT NULL,
  occurred_at TIMESTAMP_NTZ,
  kind VARCHAR,
  actor VARCHAR,
  ip_hash VARCHAR,
  outcome VARCHAR,
  severity VARCHAR,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
)
CLUSTER BY (tenant_id, TO_DATE(occurred_at));

-- What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.
CREATE TABLE IF NOT EXISTS usage_events (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  event_id VARCHAR NOT NULL,
  occurred_at TIMESTAMP_NTZ,
  kind VARCHAR,
  role VARCHAR,
  subject_id VARCHAR,
  view VARCHAR,
  kpi VARCHAR,
  slo_class VARCHAR,
  lag_s DOUBLE,
  slo_s DOUBLE,
  report_kind VARCHAR,
  duration_s DOUBLE,
  baseline_s DOUBLE,
  from_pack BOOLEAN,
  source VARCHAR,
  source_id VARCHAR,
  _loaded_at TIMESTAMP_NTZ,
  _run_id VARCHAR,
  _raw VARIANT,
  _deleted BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
)
CLUSTER BY (tenant_id, TO_DATE(occurred_at));

-- Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.
CREATE TABLE IF NOT EXISTS raw_inbox (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  provider VARCHAR NOT NULL,
  dedup_key VARCHAR NOT NULL,
  received_at TIMESTAMP_NTZ,
  headers VARIANT,
  body BINARY,
  verified BOOLEAN,
  processed_at TIMESTAMP_NTZ,
  attempts INTEGER,
  error VARCHAR,
  PRIMARY KEY (tenant_id, provider, dedup_key)
)
CLUSTER BY (tenant_id);

-- Cursor of each stream, committed with the rows it stands for.
CREATE TABLE IF NOT EXISTS connector_state (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  connector VARCHAR NOT NULL,
  stream VARCHAR NOT NULL,
  state VARIANT,
  committed_run_id VARCHAR,
  PRIMARY KEY (tenant_id, connector, stream)
)
CLUSTER BY (tenant_id);

-- Fields that a source sent and nothing maps.
CREATE TABLE IF NOT EXISTS schema_drift (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  connector VARCHAR NOT NULL,
  stream VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  type VARCHAR,
  first_seen TIMESTAMP_NTZ,
  PRIMARY KEY (tenant_id, connector, stream, path)
)
CLUSTER BY (tenant_id);

-- What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.
CREATE TABLE IF NOT EXISTS dead_letter (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  dead_letter_id VARCHAR NOT NULL,
  provider VARCHAR,
  dedup_key VARCHAR,
  position VARCHAR,
  reason VARCHAR,
  message VARCHAR,
  excerpt VARCHAR,
  received_at TIMESTAMP_NTZ,
  PRIMARY KEY (tenant_id, dead_letter_id)
)
CLUSTER BY (tenant_id);

-- How far each source has been ingested; moves in the transaction of the rows.
CREATE TABLE IF NOT EXISTS watermarks (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  source VARCHAR NOT NULL,
  last_event_at TIMESTAMP_NTZ,
  last_loaded_at TIMESTAMP_NTZ,
  PRIMARY KEY (tenant_id, source)
)
CLUSTER BY (tenant_id);

-- The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.
CREATE TABLE IF NOT EXISTS table_watermarks (
  tenant_id VARCHAR DEFAULT 'default' NOT NULL,
  source VARCHAR NOT NULL,
  provider VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  last_event_at TIMESTAMP_NTZ,
  last_loaded_at TIMESTAMP_NTZ,
  PRIMARY KEY (tenant_id, source, provider, table_name)
)
CLUSTER BY (tenant_id);

CREATE OR REPLACE VIEW calendar_days AS
SELECT DATEADD(day, ROW_NUMBER() OVER (ORDER BY NULL) - 1, DATE '2000-01-01') AS day
FROM TABLE(GENERATOR(ROWCOUNT => 18263));

CREATE OR REPLACE FUNCTION ns_now() RETURNS TIMESTAMP_NTZ AS $$ SYSDATE() $$;

CREATE OR REPLACE FUNCTION ns_add_seconds(t TIMESTAMP_NTZ, n NUMBER) RETURNS TIMESTAMP_NTZ AS $$ DATEADD(second, n, t) $$;

CREATE OR REPLACE FUNCTION ns_add_days(t TIMESTAMP_NTZ, n NUMBER) RETURNS TIMESTAMP_NTZ AS $$ DATEADD(day, n, t) $$;

CREATE OR REPLACE FUNCTION ns_add_months(t TIMESTAMP_NTZ, n NUMBER) RETURNS TIMESTAMP_NTZ AS $$ DATEADD(month, n, t) $$;

CREATE OR REPLACE FUNCTION ns_second(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ AS $$ DATE_TRUNC('second', t) $$;

CREATE OR REPLACE FUNCTION ns_minute(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ AS $$ DATE_TRUNC('minute', t) $$;

CREATE OR REPLACE FUNCTION ns_hour(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ AS $$ DATE_TRUNC('hour', t) $$;

CREATE OR REPLACE FUNCTION ns_day(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ AS $$ DATE_TRUNC('day', t) $$;

CREATE OR REPLACE FUNCTION ns_month(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ AS $$ DATE_TRUNC('month', t) $$;

CREATE OR REPLACE FUNCTION ns_seconds_between(a TIMESTAMP_NTZ, b TIMESTAMP_NTZ) RETURNS FLOAT AS $$ CAST(DATEDIFF(microsecond, a, b) AS FLOAT) / 1000000 $$;

CREATE OR REPLACE FUNCTION ns_timestamp(d DATE) RETURNS TIMESTAMP_NTZ AS $$ CAST(d AS TIMESTAMP_NTZ) $$;

CREATE OR REPLACE FUNCTION ns_text(x VARCHAR) RETURNS VARCHAR AS $$ x $$;

CREATE OR REPLACE FUNCTION ns_text(x NUMBER) RETURNS VARCHAR AS $$ TO_VARCHAR(x) $$;

CREATE OR REPLACE FUNCTION ns_text(x FLOAT) RETURNS VARCHAR AS $$ TO_VARCHAR(x) $$;

CREATE OR REPLACE FUNCTION ns_text(x DATE) RETURNS VARCHAR AS $$ TO_VARCHAR(x, 'YYYY-MM-DD') $$;

CREATE OR REPLACE FUNCTION ns_text(x TIMESTAMP_NTZ) RETURNS VARCHAR AS $$ TO_VARCHAR(x, 'YYYY-MM-DD HH24:MI:SS.FF6') $$;

CREATE OR REPLACE FUNCTION ns_text(x VARIANT) RETURNS VARCHAR AS $$ TO_JSON(x) $$;

CREATE OR REPLACE FUNCTION ns_double(x FLOAT) RETURNS FLOAT AS $$ x $$;

CREATE OR REPLACE FUNCTION ns_occurrences(raw VARIANT) RETURNS NUMBER AS $$ COALESCE(TRY_TO_NUMBER(TO_VARCHAR(GET(raw, 'count'))), 1) $$;

INSERT INTO warehouse_info (key, value)
SELECT wanted.key, wanted.value
FROM (SELECT 'schema_version' AS key, '1' AS value UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM warehouse_info AS known WHERE known.key = wanted.key);
