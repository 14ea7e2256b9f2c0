-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.
-- BigQuery: run it in the job's default dataset. Times are UTC. Safe to run again.

CREATE TABLE IF NOT EXISTS `warehouse_info` (
  `key` STRING NOT NULL,
  `value` STRING,
  PRIMARY KEY (`key`) NOT ENFORCED
);

-- One row a professional, after identity resolution. E-mail and phone are hashes.
CREATE TABLE IF NOT EXISTS `users` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `user_id` STRING NOT NULL,
  `email_hash` STRING,
  `phone_hash` STRING,
  `wa_bsuid` STRING,
  `crm_id` STRING,
  `registered_at` TIMESTAMP,
  `activated_at` TIMESTAMP,
  `profession` STRING,
  `country` STRING,
  `first_utm_source` STRING,
  `first_utm_medium` STRING,
  `first_utm_campaign` STRING,
  `referrer_user_id` STRING,
  `consent_email` BOOL,
  `consent_whatsapp` BOOL,
  `deleted_at` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `user_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`registered_at`, DAY)
CLUSTER BY `tenant_id`;

-- Which identifiers belong to which professional: crm_id, email_hash, phone_hash, wa_bsuid, user_pseudo_id.
CREATE TABLE IF NOT EXISTS `identities` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `identity_type` STRING NOT NULL,
  `identity_value` STRING NOT NULL,
  `user_id` STRING NOT NULL,
  `valid_from` TIMESTAMP,
  `valid_to` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `identity_type`, `identity_value`, `user_id`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- Web sessions, rebuilt from `events` whenever one of their events changes.
CREATE TABLE IF NOT EXISTS `sessions` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `session_id` STRING NOT NULL,
  `user_pseudo_id` STRING,
  `user_id` STRING,
  `started_at` TIMESTAMP,
  `ended_at` TIMESTAMP,
  `utm_source` STRING,
  `utm_medium` STRING,
  `utm_campaign` STRING,
  `utm_content` STRING,
  `utm_term` STRING,
  `channel_group` STRING,
  `engaged` BOOL,
  `engagement_ms` INT64,
  `device` STRING,
  `country` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `session_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`started_at`, DAY)
CLUSTER BY `tenant_id`;

-- Behavioural events, insert-only; `params` is a flat object of the event's parameters.
CREATE TABLE IF NOT EXISTS `events` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `event_id` STRING NOT NULL,
  `occurred_at` TIMESTAMP,
  `received_at` TIMESTAMP,
  `user_id` STRING,
  `user_pseudo_id` STRING,
  `session_id` STRING,
  `name` STRING,
  `content_id` STRING,
  `value` FLOAT64,
  `utm_source` STRING,
  `utm_medium` STRING,
  `utm_campaign` STRING,
  `utm_content` STRING,
  `utm_term` STRING,
  `params` JSON,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `event_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- Catalogue of podcasts, clips and webinars.
CREATE TABLE IF NOT EXISTS `content` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `content_id` STRING NOT NULL,
  `type` STRING,
  `topic` STRING,
  `title` STRING,
  `duration_s` INT64,
  `published_at` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `content_id`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- One row a play or attendance.
CREATE TABLE IF NOT EXISTS `content_consumption` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `id` STRING NOT NULL,
  `user_id` STRING,
  `content_id` STRING,
  `started_at` TIMESTAMP,
  `seconds_played` FLOAT64,
  `max_percent` FLOAT64,
  `completed` BOOL,
  `attended_live` BOOL,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`started_at`, DAY)
CLUSTER BY `tenant_id`;

-- E-mail and WhatsApp campaigns.
CREATE TABLE IF NOT EXISTS `campaigns` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `campaign_id` STRING NOT NULL,
  `channel` STRING,
  `name` STRING,
  `template_id` STRING,
  `segment` STRING,
  `utm_campaign` STRING,
  `sent_at` TIMESTAMP,
  `cost` NUMERIC(18,2),
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `campaign_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`sent_at`, DAY)
CLUSTER BY `tenant_id`;

-- One row a message to a person, kept up to date from `message_events`.
CREATE TABLE IF NOT EXISTS `messages` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `message_id` STRING NOT NULL,
  `campaign_id` STRING,
  `user_id` STRING,
  `channel` STRING,
  `sent_at` TIMESTAMP,
  `delivered_at` TIMESTAMP,
  `read_at` TIMESTAMP,
  `clicked_at` TIMESTAMP,
  `failed_at` TIMESTAMP,
  `failure_code` STRING,
  `failure_class` STRING,
  `cost` NUMERIC(18,2),
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `message_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`sent_at`, DAY)
CLUSTER BY `tenant_id`;

-- What happened to messages: sent, delivered, read, click, reply, failed, unsubscribe, spam, deferred.
CREATE TABLE IF NOT EXISTS `message_events` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `dedup_key` STRING NOT NULL,
  `message_id` STRING,
  `event_type` STRING,
  `occurred_at` TIMESTAMP,
  `received_at` TIMESTAMP,
  `url` STRING,
  `is_machine` BOOL,
  `error_code` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `dedup_key`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- What a campaign is for: a registration, a purchase, an attendance.
CREATE TABLE IF NOT EXISTS `conversions` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `id` STRING NOT NULL,
  `user_id` STRING,
  `kind` STRING,
  `occurred_at` TIMESTAMP,
  `campaign_id` STRING,
  `channel` STRING,
  `value` FLOAT64,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- Every score a person has had, with its band: cold, warm, hot.
CREATE TABLE IF NOT EXISTS `score_history` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `user_id` STRING NOT NULL,
  `scored_at` TIMESTAMP NOT NULL,
  `score` FLOAT64,
  `segment` STRING,
  `model_version` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `user_id`, `scored_at`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`scored_at`, DAY)
CLUSTER BY `tenant_id`;

-- Invitations and what became of them.
CREATE TABLE IF NOT EXISTS `referrals` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `referral_id` STRING NOT NULL,
  `referrer_user_id` STRING,
  `invited_at` TIMESTAMP,
  `channel` STRING,
  `code` STRING,
  `invitee_user_id` STRING,
  `registered_at` TIMESTAMP,
  `activated_at` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `referral_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`invited_at`, DAY)
CLUSTER BY `tenant_id`;

-- Sponsoring organisations.
CREATE TABLE IF NOT EXISTS `sponsors` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `sponsor_id` STRING NOT NULL,
  `name` STRING,
  `tier` STRING,
  `since` DATE,
  `until` DATE,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `sponsor_id`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- Revenue and cost of sponsorships. The period includes both its days; a refund is a negative amount.
CREATE TABLE IF NOT EXISTS `sponsorship_entries` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `entry_id` STRING NOT NULL,
  `sponsor_id` STRING,
  `kind` STRING,
  `period_start` DATE,
  `period_end` DATE,
  `booked_at` TIMESTAMP,
  `amount` NUMERIC(18,2),
  `currency` STRING,
  `amount_base` NUMERIC(18,2),
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `entry_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`booked_at`, DAY)
CLUSTER BY `tenant_id`;

-- Values that the analyst computes elsewhere, by day.
CREATE TABLE IF NOT EXISTS `metric_daily` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `metric` STRING NOT NULL,
  `day` DATE NOT NULL,
  `dims` STRING NOT NULL,
  `value` FLOAT64,
  `computed_at` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `metric`, `day`, `dims`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`computed_at`, DAY)
CLUSTER BY `tenant_id`;

-- Each run of a connector and what it did.
CREATE TABLE IF NOT EXISTS `integration_runs` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `run_id` STRING NOT NULL,
  `connector` STRING,
  `stream` STRING,
  `mode` STRING,
  `started_at` TIMESTAMP,
  `finished_at` TIMESTAMP,
  `status` STRING,
  `rows_in` INT64,
  `rows_upserted` INT64,
  `rows_dup` INT64,
  `rows_bad` INT64,
  `cursor_before` STRING,
  `cursor_after` STRING,
  `max_event_at` TIMESTAMP,
  `lag_s` FLOAT64,
  `error` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `run_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`finished_at`, DAY)
CLUSTER BY `tenant_id`;

-- Runs of the automation flows.
CREATE TABLE IF NOT EXISTS `flow_runs` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `flow_run_id` STRING NOT NULL,
  `flow_id` STRING,
  `started_at` TIMESTAMP,
  `finished_at` TIMESTAMP,
  `status` STRING,
  `error_class` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `flow_run_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`started_at`, DAY)
CLUSTER BY `tenant_id`;

-- Downtime windows of flows.
CREATE TABLE IF NOT EXISTS `incidents` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `incident_id` STRING NOT NULL,
  `flow_id` STRING,
  `opened_at` TIMESTAMP,
  `resolved_at` TIMESTAMP,
  `severity` STRING,
  `is_maintenance` BOOL,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `incident_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`opened_at`, DAY)
CLUSTER BY `tenant_id`;

-- The stations of one event on its way to the CRM.
CREATE TABLE IF NOT EXISTS `pipeline_latency` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `event_id` STRING NOT NULL,
  `event_occurred_at` TIMESTAMP,
  `received_at` TIMESTAMP,
  `warehouse_at` TIMESTAMP,
  `crm_updated_at` TIMESTAMP,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `event_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`event_occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- Refused tokens, bad signatures, replays, rate limits.
CREATE TABLE IF NOT EXISTS `security_events` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `event_id` STRING NOT NULL,
  `occurred_at` TIMESTAMP,
  `kind` STRING,
  `actor` STRING,
  `ip_hash` STRING,
  `outcome` STRING,
  `severity` STRING,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `event_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- What people do with the dashboard: a KPI shown to a reader (kpi_view), a report made (report). `lag_s` is the age of the sources' newest data when the KPI was shown, `baseline_s` the time that the report took before.
CREATE TABLE IF NOT EXISTS `usage_events` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `event_id` STRING NOT NULL,
  `occurred_at` TIMESTAMP,
  `kind` STRING,
  `role` STRING,
  `subject_id` STRING,
  `view` STRING,
  `kpi` STRING,
  `slo_class` STRING,
  `lag_s` FLOAT64,
  `slo_s` FLOAT64,
  `report_kind` STRING,
  `duration_s` FLOAT64,
  `baseline_s` FLOAT64,
  `from_pack` BOOL,
  `source` STRING,
  `source_id` STRING,
  `_loaded_at` TIMESTAMP,
  `_run_id` STRING,
  `_raw` JSON,
  `_deleted` BOOL DEFAULT false NOT NULL,
  PRIMARY KEY (`tenant_id`, `event_id`) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)
CLUSTER BY `tenant_id`;

-- Every payload as it came, before anything looks inside. `headers.content-encoding` says how `body` is packed.
CREATE TABLE IF NOT EXISTS `raw_inbox` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `provider` STRING NOT NULL,
  `dedup_key` STRING NOT NULL,
  `received_at` TIMESTAMP,
  `headers` JSON,
  `body` BYTES,
  `verified` BOOL,
  `processed_at` TIMESTAMP,
  `attempts` INT64,
  `error` STRING,
  PRIMARY KEY (`tenant_id`, `provider`, `dedup_key`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- Cursor of each stream, committed with the rows it stands for.
CREATE TABLE IF NOT EXISTS `connector_state` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `connector` STRING NOT NULL,
  `stream` STRING NOT NULL,
  `state` JSON,
  `committed_run_id` STRING,
  PRIMARY KEY (`tenant_id`, `connector`, `stream`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- Fields that a source sent and nothing maps.
CREATE TABLE IF NOT EXISTS `schema_drift` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `connector` STRING NOT NULL,
  `stream` STRING NOT NULL,
  `path` STRING NOT NULL,
  `type` STRING,
  `first_seen` TIMESTAMP,
  PRIMARY KEY (`tenant_id`, `connector`, `stream`, `path`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- What could not be understood, with the reason; the whole payload is in `raw_inbox` under `dedup_key`.
CREATE TABLE IF NOT EXISTS `dead_letter` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `dead_letter_id` STRING NOT NULL,
  `provider` STRING,
  `dedup_key` STRING,
  `position` STRING,
  `reason` STRING,
  `message` STRING,
  `excerpt` STRING,
  `received_at` TIMESTAMP,
  PRIMARY KEY (`tenant_id`, `dead_letter_id`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- How far each source has been ingested; moves in the transaction of the rows.
CREATE TABLE IF NOT EXISTS `watermarks` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `source` STRING NOT NULL,
  `last_event_at` TIMESTAMP,
  `last_loaded_at` TIMESTAMP,
  PRIMARY KEY (`tenant_id`, `source`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

-- The same of each table that a provider's payloads come to: contacts may arrive while their scores don't.
CREATE TABLE IF NOT EXISTS `table_watermarks` (
  `tenant_id` STRING DEFAULT 'default' NOT NULL,
  `source` STRING NOT NULL,
  `provider` STRING NOT NULL,
  `table_name` STRING NOT NULL,
  `last_event_at` TIMESTAMP,
  `last_loaded_at` TIMESTAMP,
  PRIMARY KEY (`tenant_id`, `source`, `provider`, `table_name`) NOT ENFORCED
)
CLUSTER BY `tenant_id`;

CREATE OR REPLACE VIEW `calendar_days` AS
SELECT day FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2000-01-01', DATE '2049-12-31')) AS day;

CREATE OR REPLACE FUNCTION ns_now() AS (CURRENT_TIMESTAMP());

CREATE OR REPLACE FUNCTION ns_add_seconds(t ANY TYPE, n INT64) AS (TIMESTAMP_ADD(CAST(t AS TIMESTAMP), INTERVAL n SECOND));

CREATE OR REPLACE FUNCTION ns_add_days(t ANY TYPE, n INT64) AS (TIMESTAMP_ADD(CAST(t AS TIMESTAMP), INTERVAL n DAY));

CREATE OR REPLACE FUNCTION ns_add_months(t ANY TYPE, n INT64) AS (CAST(DATETIME_ADD(CAST(t AS DATETIME), INTERVAL n MONTH) AS TIMESTAMP));

CREATE OR REPLACE FUNCTION ns_second(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), SECOND));

CREATE OR REPLACE FUNCTION ns_minute(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), MINUTE));

CREATE OR REPLACE FUNCTION ns_hour(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), HOUR));

CREATE OR REPLACE FUNCTION ns_day(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), DAY));

CREATE OR REPLACE FUNCTION ns_month(t ANY TYPE) AS (TIMESTAMP_TRUNC(CAST(t AS TIMESTAMP), MONTH));

CREATE OR REPLACE FUNCTION ns_seconds_between(a ANY TYPE, b ANY TYPE) AS (TIMESTAMP_DIFF(CAST(b AS TIMESTAMP), CAST(a AS TIMESTAMP), MICROSECOND) / 1000000);

CREATE OR REPLACE FUNCTION ns_timestamp(d DATE) AS (CAST(d AS TIMESTAMP));

CREATE OR REPLACE FUNCTION ns_text(x ANY TYPE) AS (IF(x IS NULL, CAST(NULL AS STRING), FORMAT('%t', x)));

CREATE OR REPLACE FUNCTION ns_double(x ANY TYPE) AS (CAST(x AS FLOAT64));

CREATE OR REPLACE FUNCTION ns_occurrences(raw JSON) AS (COALESCE(SAFE_CAST(JSON_VALUE(raw, '$.count') AS INT64), 1));

CREATE OR REPLACE FUNCTION ns_percentile(xs ANY TYPE, p FLOAT64) AS ((
  SELECT sorted[OFFSET(CAST(FLOOR(place) AS INT64))]
    + (place - FLOOR(place)) * (sorted[OFFSET(CAST(CEIL(place) AS INT64))] - sorted[OFFSET(CAST(FLOOR(place) AS INT64))])
  FROM (SELECT ARRAY(SELECT x FROM UNNEST(xs) AS x ORDER BY x) AS sorted, p * (ARRAY_LENGTH(xs) - 1) AS place) AS ranked
  WHERE ARRAY_LENGTH(sorted) > 0
));

INSERT INTO `warehouse_info` (`key`, `value`)
SELECT wanted.`key`, wanted.`value`
FROM (SELECT 'schema_version' AS `key`, '1' AS `value` UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM `warehouse_info` AS known WHERE known.`key` = wanted.`key`);
