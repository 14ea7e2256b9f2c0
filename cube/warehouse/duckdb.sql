-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.
-- DuckDB: run it in schema main. Times are UTC. Safe to run again.

CREATE TABLE IF NOT EXISTS "warehouse_info" (
  "key" VARCHAR NOT NULL,
  "value" VARCHAR,
  PRIMARY KEY ("key")
);

-- One row a professional, after identity resolution. E-mail and phone are hashes.
CREATE TABLE IF NOT EXISTS "users" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "user_id" VARCHAR NOT NULL,
  "email_hash" VARCHAR,
  "phone_hash" VARCHAR,
  "wa_bsuid" VARCHAR,
  "crm_id" VARCHAR,
  "registered_at" TIMESTAMP,
  "activated_at" TIMESTAMP,
  "profession" VARCHAR,
  "country" VARCHAR,
  "first_utm_source" VARCHAR,
  "first_utm_medium" VARCHAR,
  "first_utm_campaign" VARCHAR,
  "referrer_user_id" VARCHAR,
  "consent_email" BOOLEAN,
  "consent_whatsapp" BOOLEAN,
  "deleted_at" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id")
);

-- Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.
CREATE TABLE IF NOT EXISTS "identities" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "identity_type" VARCHAR NOT NULL,
  "identity_value" VARCHAR NOT NULL,
  "user_id" VARCHAR NOT NULL,
  "valid_from" TIMESTAMP,
  "valid_to" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "identity_type", "identity_value", "user_id")
);

-- Web sessions, rebuilt from `events` whenever one of their events changes.
CREATE TABLE IF NOT EXISTS "sessions" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "session_id" VARCHAR NOT NULL,
  "user_pseudo_id" VARCHAR,
  "user_id" VARCHAR,
  "started_at" TIMESTAMP,
  "ended_at" TIMESTAMP,
  "utm_source" VARCHAR,
  "utm_medium" VARCHAR,
  "utm_campaign" VARCHAR,
  "utm_content" VARCHAR,
  "utm_term" VARCHAR,
  "channel_group" VARCHAR,
  "engaged" BOOLEAN,
  "engagement_ms" BIGINT,
  "device" VARCHAR,
  "country" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "session_id")
);

-- Behavioural events, insert-only; `params` is a flat object of the event's parameters.
CREATE TABLE IF NOT EXISTS "events" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR NOT NULL,
  "occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "user_id" VARCHAR,
  "user_pseudo_id" VARCHAR,
  "session_id" VARCHAR,
  "name" VARCHAR,
  "content_id" VARCHAR,
  "value" DOUBLE,
  "utm_source" VARCHAR,
  "utm_medium" VARCHAR,
  "utm_campaign" VARCHAR,
  "utm_content" VARCHAR,
  "utm_term" VARCHAR,
  "params" JSON,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

-- Catalogue of podcasts, clips and webinars.
CREATE TABLE IF NOT EXISTS "content" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "content_id" VARCHAR NOT NULL,
  "type" VARCHAR,
  "topic" VARCHAR,
  "title" VARCHAR,
  "duration_s" INTEGER,
  "published_at" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "content_id")
);

-- One row a play or attendance.
CREATE TABLE IF NOT EXISTS "content_consumption" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "id" VARCHAR NOT NULL,
  "user_id" VARCHAR,
  "content_id" VARCHAR,
  "started_at" TIMESTAMP,
  "seconds_played" DOUBLE,
  "max_percent" DOUBLE,
  "completed" BOOLEAN,
  "attended_live" BOOLEAN,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);

-- E-mail and WhatsApp campaigns.
CREATE TABLE IF NOT EXISTS "campaigns" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "campaign_id" VARCHAR NOT NULL,
  "channel" VARCHAR,
  "name" VARCHAR,
  "template_id" VARCHAR,
  "segment" VARCHAR,
  "utm_campaign" VARCHAR,
  "sent_at" TIMESTAMP,
  "cost" DECIMAL(18,2),
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "campaign_id")
);

-- One row a message to a person, kept up to date from `message_events`.
CREATE TABLE IF NOT EXISTS "messages" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "message_id" VARCHAR NOT NULL,
  "campaign_id" VARCHAR,
  "user_id" VARCHAR,
  "channel" VARCHAR,
  "sent_at" TIMESTAMP,
  "delivered_at" TIMESTAMP,
  "read_at" TIMESTAMP,
  "clicked_at" TIMESTAMP,
  "failed_at" TIMESTAMP,
  "failure_code" VARCHAR,
  "failure_class" VARCHAR,
  "cost" DECIMAL(18,2),
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "message_id")
);

-- What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.
CREATE TABLE IF NOT EXISTS "message_events" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "dedup_key" VARCHAR NOT NULL,
  "message_id" VARCHAR,
  "event_type" VARCHAR,
  "occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "url" VARCHAR,
  "is_machine" BOOLEAN,
  "error_code" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "dedup_key")
);

-- What a campaign is for: a registration, a purchase, an attendance.
CREATE TABLE IF NOT EXISTS "conversions" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "id" VARCHAR NOT NULL,
  "user_id" VARCHAR,
  "kind" VARCHAR,
  "occurred_at" TIMESTAMP,
  "campaign_id" VARCHAR,
  "channel" VARCHAR,
  "value" DOUBLE,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);

-- Every score a person has had, with its band: cold, warm, hot.
CREATE TABLE IF NOT EXISTS "score_history" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "user_id" VARCHAR NOT NULL,
  "scored_at" TIMESTAMP NOT NULL,
  "score" DOUBLE,
  "segment" VARCHAR,
  "model_version" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id", "scored_at")
);

-- Invitations and what became of them.
CREATE TABLE IF NOT EXISTS "referrals" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "referral_id" VARCHAR NOT NULL,
  "referrer_user_id" VARCHAR,
  "invited_at" TIMESTAMP,
  "channel" VARCHAR,
  "code" VARCHAR,
  "invitee_user_id" VARCHAR,
  "registered_at" TIMESTAMP,
  "activated_at" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "referral_id")
);

-- Sponsoring organisations.
CREATE TABLE IF NOT EXISTS "sponsors" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "sponsor_id" VARCHAR NOT NULL,
  "name" VARCHAR,
  "tier" VARCHAR,
  "since" DATE,
  "until" DATE,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "sponsor_id")
);

-- Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.
CREATE TABLE IF NOT EXISTS "sponsorship_entries" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "entry_id" VARCHAR NOT NULL,
  "sponsor_id" VARCHAR,
  "kind" VARCHAR,
  "period_start" DATE,
  "period_end" DATE,
  "booked_at" TIMESTAMP,
  "amount" DECIMAL(18,2),
  "currency" VARCHAR,
  "amount_base" DECIMAL(18,2),
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "entry_id")
);

-- Values that the analyst computes elsewhere, by day.
CREATE TABLE IF NOT EXISTS "metric_daily" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "metric" VARCHAR NOT NULL,
  "day" DATE NOT NULL,
  "dims" JSON NOT NULL,
  "value" DOUBLE,
  "computed_at" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "metric", "day", "dims")
);

-- Each run of a connector and what it did.
CREATE TABLE IF NOT EXISTS "integration_runs" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "run_id" VARCHAR NOT NULL,
  "connector" VARCHAR,
  "stream" VARCHAR,
  "mode" VARCHAR,
  "started_at" TIMESTAMP,
  "finished_at" TIMESTAMP,
  "status" VARCHAR,
  "rows_in" BIGINT,
  "rows_upserted" BIGINT,
  "rows_dup" BIGINT,
  "rows_bad" BIGINT,
  "cursor_before" VARCHAR,
  "cursor_after" VARCHAR,
  "max_event_at" TIMESTAMP,
  "lag_s" DOUBLE,
  "error" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "run_id")
);

-- Runs of the automation flows.
CREATE TABLE IF NOT EXISTS "flow_runs" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "flow_run_id" VARCHAR NOT NULL,
  "flow_id" VARCHAR,
  "started_at" TIMESTAMP,
  "finished_at" TIMESTAMP,
  "status" VARCHAR,
  "error_class" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "flow_run_id")
);

-- Downtime windows of flows.
CREATE TABLE IF NOT EXISTS "incidents" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "incident_id" VARCHAR NOT NULL,
  "flow_id" VARCHAR,
  "opened_at" TIMESTAMP,
  "resolved_at" TIMESTAMP,
  "severity" VARCHAR,
  "is_maintenance" BOOLEAN,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "incident_id")
);

-- The stations of one event on its way to the CRM.
CREATE TABLE IF NOT EXISTS "pipeline_latency" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR NOT NULL,
  "event_occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "warehouse_at" TIMESTAMP,
  "crm_updated_at" TIMESTAMP,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

-- Refused tokens, bad signatures, replays, rate limits.
CREATE TABLE IF NOT EXISTS "security_events" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR NOT NULL,
  "occurred_at" TIMESTAMP,
  "kind" VARCHAR,
  "actor" VARCHAR,
  "ip_hash" VARCHAR,
  "outcome" VARCHAR,
  "severity" VARCHAR,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

-- What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.
CREATE TABLE IF NOT EXISTS "usage_events" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR NOT NULL,
  "occurred_at" TIMESTAMP,
  "kind" VARCHAR,
  "role" VARCHAR,
  "subject_id" VARCHAR,
  "view" VARCHAR,
  "kpi" VARCHAR,
  "slo_class" VARCHAR,
  "lag_s" DOUBLE,
  "slo_s" DOUBLE,
  "report_kind" VARCHAR,
  "duration_s" DOUBLE,
  "baseline_s" DOUBLE,
  "from_pack" BOOLEAN,
  "source" VARCHAR,
  "source_id" VARCHAR,
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR,
  "_raw" JSON,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

-- Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.
CREATE TABLE IF NOT EXISTS "raw_inbox" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "provider" VARCHAR NOT NULL,
  "dedup_key" VARCHAR NOT NULL,
  "received_at" TIMESTAMP,
  "headers" JSON,
  "body" BLOB,
  "verified" BOOLEAN,
  "processed_at" TIMESTAMP,
  "attempts" INTEGER,
  "error" VARCHAR,
  PRIMARY KEY ("tenant_id", "provider", "dedup_key")
);

-- Cursor of each stream, committed with the rows it stands for.
CREATE TABLE IF NOT EXISTS "connector_state" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "connector" VARCHAR NOT NULL,
  "stream" VARCHAR NOT NULL,
  "state" JSON,
  "committed_run_id" VARCHAR,
  PRIMARY KEY ("tenant_id", "connector", "stream")
);

-- Fields that a source sent and nothing maps.
CREATE TABLE IF NOT EXISTS "schema_drift" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "connector" VARCHAR NOT NULL,
  "stream" VARCHAR NOT NULL,
  "path" VARCHAR NOT NULL,
  "type" VARCHAR,
  "first_seen" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "connector", "stream", "path")
);

-- What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.
CREATE TABLE IF NOT EXISTS "dead_letter" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "dead_letter_id" VARCHAR NOT NULL,
  "provider" VARCHAR,
  "dedup_key" VARCHAR,
  "position" VARCHAR,
  "reason" VARCHAR,
  "message" VARCHAR,
  "excerpt" VARCHAR,
  "received_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "dead_letter_id")
);

-- How far each source has been ingested; moves in the transaction of the rows.
CREATE TABLE IF NOT EXISTS "watermarks" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "source" VARCHAR NOT NULL,
  "last_event_at" TIMESTAMP,
  "last_loaded_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "source")
);

-- The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.
CREATE TABLE IF NOT EXISTS "table_watermarks" (
  "tenant_id" VARCHAR DEFAULT 'default' NOT NULL,
  "source" VARCHAR NOT NULL,
  "provider" VARCHAR NOT NULL,
  "table_name" VARCHAR NOT NULL,
  "last_event_at" TIMESTAMP,
  "last_loaded_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "source", "provider", "table_name")
);

CREATE OR REPLACE VIEW "calendar_days" AS
SELECT CAST(day AS DATE) AS day FROM range(DATE '2000-01-01', DATE '2050-01-01', INTERVAL 1 DAY) AS days(day);

CREATE OR REPLACE MACRO ns_now() AS CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_add_seconds(t, n) AS t + INTERVAL (n) SECOND;

CREATE OR REPLACE MACRO ns_add_days(t, n) AS t + INTERVAL (n) DAY;

CREATE OR REPLACE MACRO ns_add_months(t, n) AS t + INTERVAL (n) MONTH;

CREATE OR REPLACE MACRO ns_second(t) AS CAST(DATE_TRUNC('second', t) AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_minute(t) AS CAST(DATE_TRUNC('minute', t) AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_hour(t) AS CAST(DATE_TRUNC('hour', t) AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_day(t) AS CAST(DATE_TRUNC('day', t) AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_month(t) AS CAST(DATE_TRUNC('month', t) AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_seconds_between(a, b) AS EXTRACT(EPOCH FROM (b - a));

CREATE OR REPLACE MACRO ns_timestamp(d) AS CAST(d AS TIMESTAMP);

CREATE OR REPLACE MACRO ns_text(x) AS CAST(x AS VARCHAR);

CREATE OR REPLACE MACRO ns_double(x) AS CAST(x AS DOUBLE);

CREATE OR REPLACE MACRO ns_occurrences(raw) AS COALESCE(TRY_CAST(json_extract_string(raw, '$.count') AS BIGINT), 1);

INSERT INTO "warehouse_info" ("key", "value")
SELECT wanted."key", wanted."value"
FROM (SELECT 'schema_version' AS "key", '1' AS "value" UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM "warehouse_info" AS known WHERE known."key" = wanted."key");
