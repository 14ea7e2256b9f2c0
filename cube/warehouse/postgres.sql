-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.
-- Postgres: run it in the first schema of the search path. Times are UTC. Safe to run again.

CREATE TABLE IF NOT EXISTS "warehouse_info" (
  "key" text NOT NULL,
  "value" text,
  PRIMARY KEY ("key")
);

-- One row a professional, after identity resolution. E-mail and phone are hashes.
CREATE TABLE IF NOT EXISTS "users" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "user_id" text NOT NULL,
  "email_hash" text,
  "phone_hash" text,
  "wa_bsuid" text,
  "crm_id" text,
  "registered_at" timestamp,
  "activated_at" timestamp,
  "profession" text,
  "country" text,
  "first_utm_source" text,
  "first_utm_medium" text,
  "first_utm_campaign" text,
  "referrer_user_id" text,
  "consent_email" boolean,
  "consent_whatsapp" boolean,
  "deleted_at" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id")
);

CREATE INDEX IF NOT EXISTS "users_by_time" ON "users" ("tenant_id", "registered_at");

-- Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.
CREATE TABLE IF NOT EXISTS "identities" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "identity_type" text NOT NULL,
  "identity_value" text NOT NULL,
  "user_id" text NOT NULL,
  "valid_from" timestamp,
  "valid_to" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "identity_type", "identity_value", "user_id")
);

-- Web sessions, rebuilt from `events` whenever one of their events changes.
CREATE TABLE IF NOT EXISTS "sessions" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "session_id" text NOT NULL,
  "user_pseudo_id" text,
  "user_id" text,
  "started_at" timestamp,
  "ended_at" timestamp,
  "utm_source" text,
  "utm_medium" text,
  "utm_campaign" text,
  "utm_content" text,
  "utm_term" text,
  "channel_group" text,
  "engaged" boolean,
  "engagement_ms" bigint,
  "device" text,
  "country" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "session_id")
);

CREATE INDEX IF NOT EXISTS "sessions_by_time" ON "sessions" ("tenant_id", "started_at");

-- Behavioural events, insert-only; `params` is a flat object of the event's parameters.
CREATE TABLE IF NOT EXISTS "events" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "event_id" text NOT NULL,
  "occurred_at" timestamp,
  "received_at" timestamp,
  "user_id" text,
  "user_pseudo_id" text,
  "session_id" text,
  "name" text,
  "content_id" text,
  "value" double precision,
  "utm_source" text,
  "utm_medium" text,
  "utm_campaign" text,
  "utm_content" text,
  "utm_term" text,
  "params" jsonb,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

CREATE INDEX IF NOT EXISTS "events_by_time" ON "events" ("tenant_id", "occurred_at");

-- Catalogue of podcasts, clips and webinars.
CREATE TABLE IF NOT EXISTS "content" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "content_id" text NOT NULL,
  "type" text,
  "topic" text,
  "title" text,
  "duration_s" integer,
  "published_at" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "content_id")
);

-- One row a play or attendance.
CREATE TABLE IF NOT EXISTS "content_consumption" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "id" text NOT NULL,
  "user_id" text,
  "content_id" text,
  "started_at" timestamp,
  "seconds_played" double precision,
  "max_percent" double precision,
  "completed" boolean,
  "attended_live" boolean,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);

CREATE INDEX IF NOT EXISTS "content_consumption_by_time" ON "content_consumption" ("tenant_id", "started_at");

-- E-mail and WhatsApp campaigns.
CREATE TABLE IF NOT EXISTS "campaigns" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "campaign_id" text NOT NULL,
  "channel" text,
  "name" text,
  "template_id" text,
  "segment" text,
  "utm_campaign" text,
  "sent_at" timestamp,
  "cost" numeric(18,2),
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "campaign_id")
);

CREATE INDEX IF NOT EXISTS "campaigns_by_time" ON "campaigns" ("tenant_id", "sent_at");

-- One row a message to a person, kept up to date from `message_events`.
CREATE TABLE IF NOT EXISTS "messages" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "message_id" text NOT NULL,
  "campaign_id" text,
  "user_id" text,
  "channel" text,
  "sent_at" timestamp,
  "delivered_at" timestamp,
  "read_at" timestamp,
  "clicked_at" timestamp,
  "failed_at" timestamp,
  "failure_code" text,
  "failure_class" text,
  "cost" numeric(18,2),
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "message_id")
);

CREATE INDEX IF NOT EXISTS "messages_by_time" ON "messages" ("tenant_id", "sent_at");

-- What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.
CREATE TABLE IF NOT EXISTS "message_events" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "dedup_key" text NOT NULL,
  "message_id" text,
  "event_type" text,
  "occurred_at" timestamp,
  "received_at" timestamp,
  "url" text,
  "is_machine" boolean,
  "error_code" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "dedup_key")
);

CREATE INDEX IF NOT EXISTS "message_events_by_time" ON "message_events" ("tenant_id", "occurred_at");

-- What a campaign is for: a registration, a purchase, an attendance.
CREATE TABLE IF NOT EXISTS "conversions" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "id" text NOT NULL,
  "user_id" text,
  "kind" text,
  "occurred_at" timestamp,
  "campaign_id" text,
  "channel" text,
  "value" double precision,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);

CREATE INDEX IF NOT EXISTS "conversions_by_time" ON "conversions" ("tenant_id", "occurred_at");

-- Every score a person has had, with its band: cold, warm, hot.
CREATE TABLE IF NOT EXISTS "score_history" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "user_id" text NOT NULL,
  "scored_at" timestamp NOT NULL,
  "score" double precision,
  "segment" text,
  "model_version" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id", "scored_at")
);

CREATE INDEX IF NOT EXISTS "score_history_by_time" ON "score_history" ("tenant_id", "scored_at");

-- Invitations and what became of them.
CREATE TABLE IF NOT EXISTS "referrals" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "referral_id" text NOT NULL,
  "referrer_user_id" text,
  "invited_at" timestamp,
  "channel" text,
  "code" text,
  "invitee_user_id" text,
  "registered_at" timestamp,
  "activated_at" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "referral_id")
);

CREATE INDEX IF NOT EXISTS "referrals_by_time" ON "referrals" ("tenant_id", "invited_at");

-- Sponsoring organisations.
CREATE TABLE IF NOT EXISTS "sponsors" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "sponsor_id" text NOT NULL,
  "name" text,
  "tier" text,
  "since" date,
  "until" date,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "sponsor_id")
);

-- Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.
CREATE TABLE IF NOT EXISTS "sponsorship_entries" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "entry_id" text NOT NULL,
  "sponsor_id" text,
  "kind" text,
  "period_start" date,
  "period_end" date,
  "booked_at" timestamp,
  "amount" numeric(18,2),
  "currency" text,
  "amount_base" numeric(18,2),
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "entry_id")
);

CREATE INDEX IF NOT EXISTS "sponsorship_entries_by_time" ON "sponsorship_entries" ("tenant_id", "booked_at");

-- Values that the analyst computes elsewhere, by day.
CREATE TABLE IF NOT EXISTS "metric_daily" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "metric" text NOT NULL,
  "day" date NOT NULL,
  "dims" text NOT NULL,
  "value" double precision,
  "computed_at" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "metric", "day", "dims")
);

CREATE INDEX IF NOT EXISTS "metric_daily_by_time" ON "metric_daily" ("tenant_id", "computed_at");

-- Each run of a connector and what it did.
CREATE TABLE IF NOT EXISTS "integration_runs" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "run_id" text NOT NULL,
  "connector" text,
  "stream" text,
  "mode" text,
  "started_at" timestamp,
  "finished_at" timestamp,
  "status" text,
  "rows_in" bigint,
  "rows_upserted" bigint,
  "rows_dup" bigint,
  "rows_bad" bigint,
  "cursor_before" text,
  "cursor_after" text,
  "max_event_at" timestamp,
  "lag_s" double precision,
  "error" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "run_id")
);

CREATE INDEX IF NOT EXISTS "integration_runs_by_time" ON "integration_runs" ("tenant_id", "finished_at");

-- Runs of the automation flows.
CREATE TABLE IF NOT EXISTS "flow_runs" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "flow_run_id" text NOT NULL,
  "flow_id" text,
  "started_at" timestamp,
  "finished_at" timestamp,
  "status" text,
  "error_class" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "flow_run_id")
);

CREATE INDEX IF NOT EXISTS "flow_runs_by_time" ON "flow_runs" ("tenant_id", "started_at");

-- Downtime windows of flows.
CREATE TABLE IF NOT EXISTS "incidents" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "incident_id" text NOT NULL,
  "flow_id" text,
  "opened_at" timestamp,
  "resolved_at" timestamp,
  "severity" text,
  "is_maintenance" boolean,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "incident_id")
);

CREATE INDEX IF NOT EXISTS "incidents_by_time" ON "incidents" ("tenant_id", "opened_at");

-- The stations of one event on its way to the CRM.
CREATE TABLE IF NOT EXISTS "pipeline_latency" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "event_id" text NOT NULL,
  "event_occurred_at" timestamp,
  "received_at" timestamp,
  "warehouse_at" timestamp,
  "crm_updated_at" timestamp,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

CREATE INDEX IF NOT EXISTS "pipeline_latency_by_time" ON "pipeline_latency" ("tenant_id", "event_occurred_at");

-- Refused tokens, bad signatures, replays, rate limits.
CREATE TABLE IF NOT EXISTS "security_events" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "event_id" text NOT NULL,
  "occurred_at" timestamp,
  "kind" text,
  "actor" text,
  "ip_hash" text,
  "outcome" text,
  "severity" text,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

CREATE INDEX IF NOT EXISTS "security_events_by_time" ON "security_events" ("tenant_id", "occurred_at");

-- What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.
CREATE TABLE IF NOT EXISTS "usage_events" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "event_id" text NOT NULL,
  "occurred_at" timestamp,
  "kind" text,
  "role" text,
  "subject_id" text,
  "view" text,
  "kpi" text,
  "slo_class" text,
  "lag_s" double precision,
  "slo_s" double precision,
  "report_kind" text,
  "duration_s" double precision,
  "baseline_s" double precision,
  "from_pack" boolean,
  "source" text,
  "source_id" text,
  "_loaded_at" timestamp,
  "_run_id" text,
  "_raw" jsonb,
  "_deleted" boolean DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
);

CREATE INDEX IF NOT EXISTS "usage_events_by_time" ON "usage_events" ("tenant_id", "occurred_at");

-- Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.
CREATE TABLE IF NOT EXISTS "raw_inbox" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "provider" text NOT NULL,
  "dedup_key" text NOT NULL,
  "received_at" timestamp,
  "headers" jsonb,
  "body" bytea,
  "verified" boolean,
  "processed_at" timestamp,
  "attempts" integer,
  "error" text,
  PRIMARY KEY ("tenant_id", "provider", "dedup_key")
);

-- Cursor of each stream, committed with the rows it stands for.
CREATE TABLE IF NOT EXISTS "connector_state" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "connector" text NOT NULL,
  "stream" text NOT NULL,
  "state" jsonb,
  "committed_run_id" text,
  PRIMARY KEY ("tenant_id", "connector", "stream")
);

-- Fields that a source sent and nothing maps.
CREATE TABLE IF NOT EXISTS "schema_drift" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "connector" text NOT NULL,
  "stream" text NOT NULL,
  "path" text NOT NULL,
  "type" text,
  "first_seen" timestamp,
  PRIMARY KEY ("tenant_id", "connector", "stream", "path")
);

-- What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.
CREATE TABLE IF NOT EXISTS "dead_letter" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "dead_letter_id" text NOT NULL,
  "provider" text,
  "dedup_key" text,
  "position" text,
  "reason" text,
  "message" text,
  "excerpt" text,
  "received_at" timestamp,
  PRIMARY KEY ("tenant_id", "dead_letter_id")
);

-- How far each source has been ingested; moves in the transaction of the rows.
CREATE TABLE IF NOT EXISTS "watermarks" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "source" text NOT NULL,
  "last_event_at" timestamp,
  "last_loaded_at" timestamp,
  PRIMARY KEY ("tenant_id", "source")
);

-- The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.
CREATE TABLE IF NOT EXISTS "table_watermarks" (
  "tenant_id" text DEFAULT 'default' NOT NULL,
  "source" text NOT NULL,
  "provider" text NOT NULL,
  "table_name" text NOT NULL,
  "last_event_at" timestamp,
  "last_loaded_at" timestamp,
  PRIMARY KEY ("tenant_id", "source", "provider", "table_name")
);

CREATE TABLE IF NOT EXISTS "calendar_days" ("day" date PRIMARY KEY);

INSERT INTO "calendar_days" SELECT CAST(generate_series(DATE '2000-01-01', DATE '2049-12-31', INTERVAL '1 day') AS date) ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION ns_now() RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT now() AT TIME ZONE 'UTC' $$;

CREATE OR REPLACE FUNCTION ns_add_seconds(t timestamp, n double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT t + n * INTERVAL '1 second' $$;

CREATE OR REPLACE FUNCTION ns_add_days(t timestamp, n double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT t + n * INTERVAL '1 day' $$;

CREATE OR REPLACE FUNCTION ns_add_months(t timestamp, n double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT t + n * INTERVAL '1 month' $$;

CREATE OR REPLACE FUNCTION ns_second(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('second', t) $$;

CREATE OR REPLACE FUNCTION ns_minute(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('minute', t) $$;

CREATE OR REPLACE FUNCTION ns_hour(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('hour', t) $$;

CREATE OR REPLACE FUNCTION ns_day(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('day', t) $$;

CREATE OR REPLACE FUNCTION ns_month(t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('month', t) $$;

CREATE OR REPLACE FUNCTION ns_seconds_between(a timestamp, b timestamp) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CAST(extract(epoch FROM (b - a)) AS double precision) $$;

CREATE OR REPLACE FUNCTION ns_timestamp(d date) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CAST(d AS timestamp) $$;

CREATE OR REPLACE FUNCTION ns_text(x anyelement) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT CAST(x AS text) $$;

CREATE OR REPLACE FUNCTION ns_text(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x $$;

CREATE OR REPLACE FUNCTION ns_double(x double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x $$;

CREATE OR REPLACE FUNCTION ns_occurrences(raw jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT COALESCE(CAST(substring(raw ->> 'count' FROM '^[0-9]{1,9}$') AS bigint), 1) $$;

INSERT INTO "warehouse_info" ("key", "value")
SELECT wanted."key", wanted."value"
FROM (SELECT 'schema_version' AS "key", '1' AS "value" UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM "warehouse_info" AS known WHERE known."key" = wanted."key");
