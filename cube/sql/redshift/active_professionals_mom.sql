-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: 2026-03-01T05:00:00.000Z
-- 4: 2026-04-01T04:59:59.999Z
-- 5: default
SELECT
      date_trunc('month', ("community_months".month::timestamptz AT TIME ZONE 'America/Bogota')) "executive__month_month", ns_double(sum("community_months".active) - sum("community_months".active_month_before)) / NULLIF(sum("community_months".active_month_before), 0) "executive__active_professionals_mom"
    FROM
      (WITH person_months AS (
  SELECT tenant_id, user_id, ns_month((occurred_at::timestamptz AT TIME ZONE 'America/Bogota')) AS month, MIN(occurred_at) AS first_at
  FROM (SELECT tenant_id, user_id, started_at AS occurred_at, 'play' AS kind, 'play:' || id AS activity_id FROM content_consumption WHERE NOT _deleted AND user_id IS NOT NULL AND (seconds_played >= 30 OR attended_live)
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
) AS a
  WHERE (occurred_at >= ns_add_months(CAST($1 AS TIMESTAMP), -3) AND occurred_at < ns_add_months(CAST($2 AS TIMESTAMP), 2))
  GROUP BY 1, 2, 3
), streaks AS (
  SELECT tenant_id, user_id, month, first_at,
    LAG(month, 1) OVER (PARTITION BY tenant_id, user_id ORDER BY month) AS last_active_month,
    LAG(month, 2) OVER (PARTITION BY tenant_id, user_id ORDER BY month) AS second_last_active_month
  FROM person_months
), facts AS (
  SELECT tenant_id, user_id, month, 1 AS active, 0 AS active_month_before,
    CASE WHEN last_active_month = ns_add_months(month, -1) AND second_last_active_month = ns_add_months(month, -2)
      THEN 1 ELSE 0 END AS active_three_months,
    ns_double(NULL) AS sponsorship_net, ns_double(NULL) AS ilt_loaded, ns_double(NULL) AS vnr_loaded
  FROM streaks
  UNION ALL
  SELECT tenant_id, user_id, ns_add_months(month, 1), 0, 1, 0, NULL, NULL, NULL
  FROM streaks
  WHERE ns_add_months(first_at, 1) <= ns_now()
  UNION ALL
  SELECT tenant_id, '(total)', ns_month(day), 0, 0, 0, SUM(revenue - cost), NULL, NULL
  FROM (SELECT
  e.tenant_id, e.entry_id, e.sponsor_id, d.day, ns_add_seconds(ns_timestamp(d.day), 43200) AS accrued_at,
  COALESCE(s.name, e.sponsor_id) AS sponsor_name, COALESCE(s.tier, '(not set)') AS tier,
  CASE WHEN e.kind = 'revenue' THEN e.amount_per_day ELSE 0 END AS revenue,
  CASE WHEN e.kind = 'cost' THEN e.amount_per_day ELSE 0 END AS cost,
  CASE WHEN e.kind = 'revenue' AND e.amount_per_day >= 0 THEN e.sponsor_id END AS active_sponsor_id
FROM (
  SELECT tenant_id, entry_id, sponsor_id, kind, period_start, period_end,
    ns_double(amount_base) / (ns_seconds_between(ns_timestamp(period_start), ns_timestamp(period_end)) / 86400 + 1) AS amount_per_day
  FROM (
    SELECT tenant_id, entry_id, sponsor_id, kind, amount_base, period_start,
      CASE WHEN period_end > period_start THEN period_end ELSE period_start END AS period_end
    FROM sponsorship_entries
    WHERE NOT _deleted
  ) AS entries
) AS e JOIN calendar_days d ON d.day >= e.period_start AND d.day <= e.period_end
  AND ns_timestamp(d.day) <= ns_day((ns_now()::timestamptz AT TIME ZONE 'America/Bogota'))
LEFT JOIN sponsors s ON s.tenant_id = e.tenant_id AND s.sponsor_id = e.sponsor_id
) AS s
  WHERE ns_timestamp(day) <= ns_day((ns_now()::timestamptz AT TIME ZONE 'America/Bogota'))
  GROUP BY 1, 2, 3
  UNION ALL
  SELECT tenant_id, '(total)', month, 0, 0, 0, NULL,
    CASE WHEN metric = 'ilt' THEN value END, CASE WHEN metric = 'vnr' THEN value END
  FROM ((SELECT tenant_id, metric, month, day, value FROM (
  SELECT tenant_id, metric, day, value, ns_month(day) AS month,
    ROW_NUMBER() OVER (
      PARTITION BY tenant_id, metric, ns_month(day) ORDER BY day DESC, computed_at DESC
    ) AS recency
  FROM metric_daily
  WHERE NOT _deleted AND value IS NOT NULL AND ns_text(dims) IN ('{}', '[]', 'null', '')
) AS days WHERE recency = 1
)) AS l
  WHERE metric IN ('ilt', 'vnr')
) SELECT
  f.tenant_id, f.user_id, ns_add_seconds(f.month, 43200) AS month, f.active, f.active_month_before, f.active_three_months,
  f.sponsorship_net, f.ilt_loaded, f.vnr_loaded,
  CASE WHEN f.user_id = '(total)' THEN '(total)' ELSE COALESCE(u.country, '(not set)') END AS country,
  CASE WHEN f.user_id = '(total)' THEN '(total)' ELSE COALESCE(u.first_utm_source, '(not set)') END AS source
FROM facts AS f LEFT JOIN users u ON u.tenant_id = f.tenant_id AND u.user_id = f.user_id
) AS "community_months"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "community_months".tenant_id = "tenants".tenant_id  WHERE ("community_months".month >= $3::timestamp AND "community_months".month <= $4::timestamp) AND ("tenants".tenant_id = $5) GROUP BY 1 ORDER BY 1 ASC
