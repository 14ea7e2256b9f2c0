-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: 2026-03-01T05:00:00.000Z
-- 4: 2026-04-01T04:59:59.999Z
-- 5: default
SELECT
      date_trunc('MONTH', CONVERT_TIMEZONE('America/Bogota', "cohorts".registered_at::timestamp_tz)::timestamp_ntz) "executive__cohort_date_month", ns_double(sum("cohorts".retained_90)) / NULLIF(sum("cohorts".over_90), 0) "executive__retention_90"
    FROM
      (WITH people AS (
  SELECT u.tenant_id, u.user_id, u.registered_at, u.country, u.first_utm_source,
    COALESCE(MAX(CASE WHEN a.occurred_at < ns_add_days(u.registered_at, 14) THEN 1 END), 0) AS active_14,
    COALESCE(MAX(CASE WHEN a.occurred_at >= ns_add_days(u.registered_at, 30)
      AND a.occurred_at < ns_add_days(u.registered_at, 60) THEN 1 END), 0) AS active_30,
    COALESCE(MAX(CASE WHEN a.occurred_at >= ns_add_days(u.registered_at, 60)
      AND a.occurred_at < ns_add_days(u.registered_at, 90) THEN 1 END), 0) AS active_60,
    COALESCE(MAX(CASE WHEN a.occurred_at >= ns_add_days(u.registered_at, 90) THEN 1 END), 0) AS active_90
  FROM users u
  LEFT JOIN (SELECT tenant_id, user_id, started_at AS occurred_at, 'play' AS kind, 'play:' || id AS activity_id FROM content_consumption WHERE NOT _deleted AND user_id IS NOT NULL AND (seconds_played >= 30 OR attended_live)
  AND (1 = 1)
UNION ALL SELECT s.tenant_id, s.user_id, s.started_at, 'session', 'session:' || s.session_id FROM sessions s LEFT JOIN (
  SELECT tenant_id, identity_value AS user_pseudo_id, MIN(valid_from) AS identified_at
  FROM identities
  WHERE NOT _deleted AND identity_type = 'user_pseudo_id'
  GROUP BY 1, 2
) AS i ON i.tenant_id = s.tenant_id AND i.user_pseudo_id = s.user_pseudo_id WHERE NOT s._deleted AND s.user_id IS NOT NULL AND s.engagement_ms >= 10000
  AND (i.identified_at IS NULL OR i.identified_at <= COALESCE(s.ended_at, s.started_at))
  AND (1 = 1)
UNION ALL SELECT tenant_id, user_id, clicked_at, 'click', 'click:' || message_id FROM messages m WHERE NOT _deleted AND user_id IS NOT NULL AND clicked_at IS NOT NULL
  AND (1 = 1)
  AND NOT EXISTS (
    SELECT 1 FROM message_events e
    WHERE e.tenant_id = m.tenant_id AND e.message_id = m.message_id AND e.occurred_at = m.clicked_at
      AND e.event_type = 'click' AND e.is_machine
  )
UNION ALL SELECT e.tenant_id, m.user_id, e.occurred_at, e.event_type, 'message_event:' || e.dedup_key FROM message_events e JOIN messages m ON m.tenant_id = e.tenant_id AND m.message_id = e.message_id WHERE NOT e._deleted AND NOT m._deleted AND m.user_id IS NOT NULL
  AND (e.event_type = 'reply' OR (e.event_type = 'click' AND NOT COALESCE(e.is_machine, FALSE)))
  AND (1 = 1)
UNION ALL SELECT tenant_id, referrer_user_id, invited_at, 'invitation', 'invitation:' || referral_id FROM referrals WHERE NOT _deleted AND referrer_user_id IS NOT NULL
  AND (invitee_user_id IS NULL OR invitee_user_id <> referrer_user_id)
  AND (1 = 1)
) AS a ON a.tenant_id = u.tenant_id AND a.user_id = u.user_id
    AND a.occurred_at >= u.registered_at AND a.occurred_at < ns_add_days(u.registered_at, 120)
    AND (a.occurred_at >= CAST(? AS TIMESTAMP) AND a.occurred_at < ns_add_days(CAST(? AS TIMESTAMP), 121))
  WHERE NOT u._deleted AND u.registered_at IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5
), windows AS (
  SELECT tenant_id, user_id, registered_at, country, first_utm_source, active_14, active_30, active_60, active_90,
    CASE WHEN ns_add_days(registered_at, 14) <= ns_now() THEN 1 ELSE 0 END AS over_14,
    CASE WHEN ns_add_days(registered_at, 60) <= ns_now() THEN 1 ELSE 0 END AS over_30,
    CASE WHEN ns_add_days(registered_at, 90) <= ns_now() THEN 1 ELSE 0 END AS over_60,
    CASE WHEN ns_add_days(registered_at, 120) <= ns_now() THEN 1 ELSE 0 END AS over_90
  FROM people
) SELECT tenant_id, user_id, registered_at,
  COALESCE(country, '(not set)') AS country, COALESCE(first_utm_source, '(not set)') AS source,
  over_14, over_30, over_60, over_90,
  over_14 * active_14 AS activated_14, over_30 * active_30 AS retained_30,
  over_60 * active_60 AS retained_60, over_90 * active_90 AS retained_90,
  ns_double(NULL) AS tav_loaded
FROM windows UNION ALL SELECT tenant_id, '(total)', ns_add_seconds(ns_timestamp(day), 43200), '(total)', '(total)',
  0, 0, 0, 0, 0, 0, 0, 0, value
FROM ((SELECT tenant_id, metric, month, day, value FROM (
  SELECT tenant_id, metric, day, value, ns_month(day) AS month,
    ROW_NUMBER() OVER (
      PARTITION BY tenant_id, metric, ns_month(day) ORDER BY day DESC, computed_at DESC
    ) AS recency
  FROM metric_daily
  WHERE NOT _deleted AND value IS NOT NULL AND ns_text(dims) IN ('{}', '[]', 'null', '')
) AS days WHERE recency = 1
)) AS l WHERE metric = 'tav'
) AS "cohorts"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "cohorts".tenant_id = "tenants".tenant_id  WHERE ("cohorts".registered_at >= ?::timestamp_ntz AND "cohorts".registered_at <= ?::timestamp_ntz) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
