-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.
-- Redshift: run it in the first schema of the search path. Times are UTC. Safe to run again.

CREATE TABLE IF NOT EXISTS "warehouse_info" (
  "key" VARCHAR(65535) NOT NULL,
  "value" VARCHAR(65535),
  PRIMARY KEY ("key")
);

-- One row a professional, after identity resolution. E-mail and phone are hashes.
CREATE TABLE IF NOT EXISTS "users" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "user_id" VARCHAR(65535) NOT NULL,
  "email_hash" VARCHAR(65535),
  "phone_hash" VARCHAR(65535),
  "wa_bsuid" VARCHAR(65535),
  "crm_id" VARCHAR(65535),
  "registered_at" TIMESTAMP,
  "activated_at" TIMESTAMP,
  "profession" VARCHAR(65535),
  "country" VARCHAR(65535),
  "first_utm_source" VARCHAR(65535),
  "first_utm_medium" VARCHAR(65535),
  "first_utm_campaign" VARCHAR(65535),
  "referrer_user_id" VARCHAR(65535),
  "consent_email" BOOLEAN,
  "consent_whatsapp" BOOLEAN,
  "deleted_at" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id")
)
SORTKEY ("tenant_id", "registered_at");

-- Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.
CREATE TABLE IF NOT EXISTS "identities" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "identity_type" VARCHAR(65535) NOT NULL,
  "identity_value" VARCHAR(65535) NOT NULL,
  "user_id" VARCHAR(65535) NOT NULL,
  "valid_from" TIMESTAMP,
  "valid_to" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "identity_type", "identity_value", "user_id")
)
SORTKEY ("tenant_id");

-- Web sessions, rebuilt from `events` whenever one of their events changes.
CREATE TABLE IF NOT EXISTS "sessions" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "session_id" VARCHAR(65535) NOT NULL,
  "user_pseudo_id" VARCHAR(65535),
  "user_id" VARCHAR(65535),
  "started_at" TIMESTAMP,
  "ended_at" TIMESTAMP,
  "utm_source" VARCHAR(65535),
  "utm_medium" VARCHAR(65535),
  "utm_campaign" VARCHAR(65535),
  "utm_content" VARCHAR(65535),
  "utm_term" VARCHAR(65535),
  "channel_group" VARCHAR(65535),
  "engaged" BOOLEAN,
  "engagement_ms" BIGINT,
  "device" VARCHAR(65535),
  "country" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "session_id")
)
SORTKEY ("tenant_id", "started_at");

-- Behavioural events, insert-only; `params` is a flat object of the event's parameters.
CREATE TABLE IF NOT EXISTS "events" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR(65535) NOT NULL,
  "occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "user_id" VARCHAR(65535),
  "user_pseudo_id" VARCHAR(65535),
  "session_id" VARCHAR(65535),
  "name" VARCHAR(65535),
  "content_id" VARCHAR(65535),
  "value" DOUBLE PRECISION,
  "utm_source" VARCHAR(65535),
  "utm_medium" VARCHAR(65535),
  "utm_campaign" VARCHAR(65535),
  "utm_content" VARCHAR(65535),
  "utm_term" VARCHAR(65535),
  "params" SUPER,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
)
SORTKEY ("tenant_id", "occurred_at");

-- Catalogue of podcasts, clips and webinars.
CREATE TABLE IF NOT EXISTS "content" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "content_id" VARCHAR(65535) NOT NULL,
  "type" VARCHAR(65535),
  "topic" VARCHAR(65535),
  "title" VARCHAR(65535),
  "duration_s" INTEGER,
  "published_at" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "content_id")
)
SORTKEY ("tenant_id");

-- One row a play or attendance.
CREATE TABLE IF NOT EXISTS "content_consumption" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "id" VARCHAR(65535) NOT NULL,
  "user_id" VARCHAR(65535),
  "content_id" VARCHAR(65535),
  "started_at" TIMESTAMP,
  "seconds_played" DOUBLE PRECISION,
  "max_percent" DOUBLE PRECISION,
  "completed" BOOLEAN,
  "attended_live" BOOLEAN,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
)
SORTKEY ("tenant_id", "started_at");

-- E-mail and WhatsApp campaigns.
CREATE TABLE IF NOT EXISTS "campaigns" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "campaign_id" VARCHAR(65535) NOT NULL,
  "channel" VARCHAR(65535),
  "name" VARCHAR(65535),
  "template_id" VARCHAR(65535),
  "segment" VARCHAR(65535),
  "utm_campaign" VARCHAR(65535),
  "sent_at" TIMESTAMP,
  "cost" DECIMAL(18,2),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "campaign_id")
)
SORTKEY ("tenant_id", "sent_at");

-- One row a message to a person, kept up to date from `message_events`.
CREATE TABLE IF NOT EXISTS "messages" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "message_id" VARCHAR(65535) NOT NULL,
  "campaign_id" VARCHAR(65535),
  "user_id" VARCHAR(65535),
  "channel" VARCHAR(65535),
  "sent_at" TIMESTAMP,
  "delivered_at" TIMESTAMP,
  "read_at" TIMESTAMP,
  "clicked_at" TIMESTAMP,
  "failed_at" TIMESTAMP,
  "failure_code" VARCHAR(65535),
  "failure_class" VARCHAR(65535),
  "cost" DECIMAL(18,2),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "message_id")
)
SORTKEY ("tenant_id", "sent_at");

-- What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.
CREATE TABLE IF NOT EXISTS "message_events" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "dedup_key" VARCHAR(65535) NOT NULL,
  "message_id" VARCHAR(65535),
  "event_type" VARCHAR(65535),
  "occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "url" VARCHAR(65535),
  "is_machine" BOOLEAN,
  "error_code" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "dedup_key")
)
SORTKEY ("tenant_id", "occurred_at");

-- What a campaign is for: a registration, a purchase, an attendance.
CREATE TABLE IF NOT EXISTS "conversions" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "id" VARCHAR(65535) NOT NULL,
  "user_id" VARCHAR(65535),
  "kind" VARCHAR(65535),
  "occurred_at" TIMESTAMP,
  "campaign_id" VARCHAR(65535),
  "channel" VARCHAR(65535),
  "value" DOUBLE PRECISION,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
)
SORTKEY ("tenant_id", "occurred_at");

-- Every score a person has had, with its band: cold, warm, hot.
CREATE TABLE IF NOT EXISTS "score_history" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "user_id" VARCHAR(65535) NOT NULL,
  "scored_at" TIMESTAMP NOT NULL,
  "score" DOUBLE PRECISION,
  "segment" VARCHAR(65535),
  "model_version" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "user_id", "scored_at")
)
SORTKEY ("tenant_id", "scored_at");

-- Invitations and what became of them.
CREATE TABLE IF NOT EXISTS "referrals" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "referral_id" VARCHAR(65535) NOT NULL,
  "referrer_user_id" VARCHAR(65535),
  "invited_at" TIMESTAMP,
  "channel" VARCHAR(65535),
  "code" VARCHAR(65535),
  "invitee_user_id" VARCHAR(65535),
  "registered_at" TIMESTAMP,
  "activated_at" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "referral_id")
)
SORTKEY ("tenant_id", "invited_at");

-- Sponsoring organisations.
CREATE TABLE IF NOT EXISTS "sponsors" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "sponsor_id" VARCHAR(65535) NOT NULL,
  "name" VARCHAR(65535),
  "tier" VARCHAR(65535),
  "since" DATE,
  "until" DATE,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "sponsor_id")
)
SORTKEY ("tenant_id");

-- Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.
CREATE TABLE IF NOT EXISTS "sponsorship_entries" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "entry_id" VARCHAR(65535) NOT NULL,
  "sponsor_id" VARCHAR(65535),
  "kind" VARCHAR(65535),
  "period_start" DATE,
  "period_end" DATE,
  "booked_at" TIMESTAMP,
  "amount" DECIMAL(18,2),
  "currency" VARCHAR(65535),
  "amount_base" DECIMAL(18,2),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "entry_id")
)
SORTKEY ("tenant_id", "booked_at");

-- Values that the analyst computes elsewhere, by day.
CREATE TABLE IF NOT EXISTS "metric_daily" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "metric" VARCHAR(65535) NOT NULL,
  "day" DATE NOT NULL,
  "dims" VARCHAR(65535) NOT NULL,
  "value" DOUBLE PRECISION,
  "computed_at" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "metric", "day", "dims")
)
SORTKEY ("tenant_id", "computed_at");

-- Each run of a connector and what it did.
CREATE TABLE IF NOT EXISTS "integration_runs" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "run_id" VARCHAR(65535) NOT NULL,
  "connector" VARCHAR(65535),
  "stream" VARCHAR(65535),
  "mode" VARCHAR(65535),
  "started_at" TIMESTAMP,
  "finished_at" TIMESTAMP,
  "status" VARCHAR(65535),
  "rows_in" BIGINT,
  "rows_upserted" BIGINT,
  "rows_dup" BIGINT,
  "rows_bad" BIGINT,
  "cursor_before" VARCHAR(65535),
  "cursor_after" VARCHAR(65535),
  "max_event_at" TIMESTAMP,
  "lag_s" DOUBLE PRECISION,
  "error" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "run_id")
)
SORTKEY ("tenant_id", "finished_at");

-- Runs of the automation flows.
CREATE TABLE IF NOT EXISTS "flow_runs" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "flow_run_id" VARCHAR(65535) NOT NULL,
  "flow_id" VARCHAR(65535),
  "started_at" TIMESTAMP,
  "finished_at" TIMESTAMP,
  "status" VARCHAR(65535),
  "error_class" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "flow_run_id")
)
SORTKEY ("tenant_id", "started_at");

-- Downtime windows of flows.
CREATE TABLE IF NOT EXISTS "incidents" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "incident_id" VARCHAR(65535) NOT NULL,
  "flow_id" VARCHAR(65535),
  "opened_at" TIMESTAMP,
  "resolved_at" TIMESTAMP,
  "severity" VARCHAR(65535),
  "is_maintenance" BOOLEAN,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "incident_id")
)
SORTKEY ("tenant_id", "opened_at");

-- The stations of one event on its way to the CRM.
CREATE TABLE IF NOT EXISTS "pipeline_latency" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR(65535) NOT NULL,
  "event_occurred_at" TIMESTAMP,
  "received_at" TIMESTAMP,
  "warehouse_at" TIMESTAMP,
  "crm_updated_at" TIMESTAMP,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
)
SORTKEY ("tenant_id", "event_occurred_at");

-- Refused tokens, bad signatures, replays, rate limits.
CREATE TABLE IF NOT EXISTS "security_events" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR(65535) NOT NULL,
  "occurred_at" TIMESTAMP,
  "kind" VARCHAR(65535),
  "actor" VARCHAR(65535),
  "ip_hash" VARCHAR(65535),
  "outcome" VARCHAR(65535),
  "severity" VARCHAR(65535),
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
)
SORTKEY ("tenant_id", "occurred_at");

-- What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.
CREATE TABLE IF NOT EXISTS "usage_events" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "event_id" VARCHAR(65535) NOT NULL,
  "occurred_at" TIMESTAMP,
  "kind" VARCHAR(65535),
  "role" VARCHAR(65535),
  "subject_id" VARCHAR(65535),
  "view" VARCHAR(65535),
  "kpi" VARCHAR(65535),
  "slo_class" VARCHAR(65535),
  "lag_s" DOUBLE PRECISION,
  "slo_s" DOUBLE PRECISION,
  "report_kind" VARCHAR(65535),
  "duration_s" DOUBLE PRECISION,
  "baseline_s" DOUBLE PRECISION,
  "from_pack" BOOLEAN,
  "source" VARCHAR(65535),
  "source_id" VARCHAR(65535),
  "_loaded_at" TIMESTAMP,
  "_run_id" VARCHAR(65535),
  "_raw" SUPER,
  "_deleted" BOOLEAN DEFAULT false NOT NULL,
  PRIMARY KEY ("tenant_id", "event_id")
)
SORTKEY ("tenant_id", "occurred_at");

-- Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.
CREATE TABLE IF NOT EXISTS "raw_inbox" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "provider" VARCHAR(65535) NOT NULL,
  "dedup_key" VARCHAR(65535) NOT NULL,
  "received_at" TIMESTAMP,
  "headers" SUPER,
  "body" VARBYTE(16777216),
  "verified" BOOLEAN,
  "processed_at" TIMESTAMP,
  "attempts" INTEGER,
  "error" VARCHAR(65535),
  PRIMARY KEY ("tenant_id", "provider", "dedup_key")
)
SORTKEY ("tenant_id");

-- Cursor of each stream, committed with the rows it stands for.
CREATE TABLE IF NOT EXISTS "connector_state" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "connector" VARCHAR(65535) NOT NULL,
  "stream" VARCHAR(65535) NOT NULL,
  "state" SUPER,
  "committed_run_id" VARCHAR(65535),
  PRIMARY KEY ("tenant_id", "connector", "stream")
)
SORTKEY ("tenant_id");

-- Fields that a source sent and nothing maps.
CREATE TABLE IF NOT EXISTS "schema_drift" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "connector" VARCHAR(65535) NOT NULL,
  "stream" VARCHAR(65535) NOT NULL,
  "path" VARCHAR(65535) NOT NULL,
  "type" VARCHAR(65535),
  "first_seen" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "connector", "stream", "path")
)
SORTKEY ("tenant_id");

-- What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.
CREATE TABLE IF NOT EXISTS "dead_letter" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "dead_letter_id" VARCHAR(65535) NOT NULL,
  "provider" VARCHAR(65535),
  "dedup_key" VARCHAR(65535),
  "position" VARCHAR(65535),
  "reason" VARCHAR(65535),
  "message" VARCHAR(65535),
  "excerpt" VARCHAR(65535),
  "received_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "dead_letter_id")
)
SORTKEY ("tenant_id");

-- How far each source has been ingested; moves in the transaction of the rows.
CREATE TABLE IF NOT EXISTS "watermarks" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "source" VARCHAR(65535) NOT NULL,
  "last_event_at" TIMESTAMP,
  "last_loaded_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "source")
)
SORTKEY ("tenant_id");

-- The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.
CREATE TABLE IF NOT EXISTS "table_watermarks" (
  "tenant_id" VARCHAR(65535) DEFAULT 'default' NOT NULL,
  "source" VARCHAR(65535) NOT NULL,
  "provider" VARCHAR(65535) NOT NULL,
  "table_name" VARCHAR(65535) NOT NULL,
  "last_event_at" TIMESTAMP,
  "last_loaded_at" TIMESTAMP,
  PRIMARY KEY ("tenant_id", "source", "provider", "table_name")
)
SORTKEY ("tenant_id");

CREATE TABLE IF NOT EXISTS "calendar_days" ("day" DATE NOT NULL)
DISTSTYLE ALL
SORTKEY ("day");

INSERT INTO "calendar_days" ("day")
SELECT days.day
FROM (
  SELECT CAST(DATEADD(day, a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n, TIMESTAMP '2000-01-01 00:00:00') AS DATE) AS day
  FROM (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS a
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS b
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS c
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS d
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) AS e
) AS days
WHERE days.day < DATE '2050-01-01' AND NOT EXISTS (SELECT 1 FROM "calendar_days");

CREATE OR REPLACE FUNCTION ns_now() RETURNS TIMESTAMP STABLE AS $$ SELECT GETDATE() $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_add_seconds(TIMESTAMP, INTEGER) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATEADD(second, $2, $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_add_days(TIMESTAMP, INTEGER) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATEADD(day, $2, $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_add_months(TIMESTAMP, INTEGER) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATEADD(month, $2, $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_second(TIMESTAMP) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATE_TRUNC('second', $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_minute(TIMESTAMP) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATE_TRUNC('minute', $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_hour(TIMESTAMP) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATE_TRUNC('hour', $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_day(TIMESTAMP) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATE_TRUNC('day', $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_month(TIMESTAMP) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT DATE_TRUNC('month', $1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_seconds_between(TIMESTAMP, TIMESTAMP) RETURNS DOUBLE PRECISION IMMUTABLE AS $$ SELECT CAST(DATEDIFF(microsecond, $1, $2) AS DOUBLE PRECISION) / 1000000 $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_timestamp(DATE) RETURNS TIMESTAMP IMMUTABLE AS $$ SELECT CAST($1 AS TIMESTAMP) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(VARCHAR(65535)) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(BIGINT) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT CAST($1 AS VARCHAR(65535)) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(DOUBLE PRECISION) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT CAST($1 AS VARCHAR(65535)) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(DATE) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT CAST($1 AS VARCHAR(65535)) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(TIMESTAMP) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT CAST($1 AS VARCHAR(65535)) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_text(SUPER) RETURNS VARCHAR(65535) IMMUTABLE AS $$ SELECT JSON_SERIALIZE($1) $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_double(DOUBLE PRECISION) RETURNS DOUBLE PRECISION IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION ns_occurrences(SUPER) RETURNS BIGINT IMMUTABLE AS $$ SELECT COALESCE(CAST(NULLIF(JSON_EXTRACT_PATH_TEXT(JSON_SERIALIZE($1), 'count', TRUE), '') AS BIGINT), 1) $$ LANGUAGE sql;

INSERT INTO "warehouse_info" ("key", "value")
SELECT wanted."key", wanted."value"
FROM (SELECT 'schema_version' AS "key", '1' AS "value" UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM "warehouse_info" AS known WHERE known."key" = wanted."key");
