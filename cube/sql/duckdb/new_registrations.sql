-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      DATE_TRUNC('month', timezone('America/Bogota', "community".occurred_at::timestamptz)) "executive__date_month", sum("community".registrations) "executive__new_registrations"
    FROM
      (SELECT
  f.tenant_id, f.fact_id, f.occurred_at, f.user_id, f.active_user_id, f.invitations, f.registrations, f.referred_registrations,
  f.plays, f.completions, f.seconds_played, f.content_id, f.referrer_user_id,
  COALESCE(u.country, '(not set)') AS country,
  COALESCE(u.first_utm_source, '(not set)') AS source
FROM (
  SELECT tenant_id, activity_id AS fact_id, occurred_at, user_id, user_id AS active_user_id,
    CASE WHEN kind = 'invitation' THEN 1 ELSE 0 END AS invitations,
    0 AS registrations, 0 AS referred_registrations, 0 AS plays, 0 AS completions, 0 AS seconds_played,
    ns_text(NULL) AS content_id, CASE WHEN kind = 'invitation' THEN user_id END AS referrer_user_id
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
  UNION ALL
  SELECT tenant_id, 'registration:' || user_id, registered_at, user_id, NULL, 0, 1, 0, 0, 0, 0, NULL, NULL
  FROM users
  WHERE NOT _deleted AND registered_at IS NOT NULL
  UNION ALL
  SELECT tenant_id, 'referred:' || referral_id, registered_at, invitee_user_id, NULL, 0, 0, 1, 0, 0, 0, NULL, referrer_user_id
  FROM ((SELECT tenant_id, referral_id, referrer_user_id, invitee_user_id, registered_at FROM (
  SELECT r.tenant_id, r.referral_id, r.referrer_user_id, r.invitee_user_id, r.registered_at,
    ROW_NUMBER() OVER (
      PARTITION BY r.tenant_id, COALESCE(r.invitee_user_id, r.referral_id) ORDER BY r.registered_at, r.referral_id
    ) AS acceptance
  FROM referrals r
  LEFT JOIN users u ON u.tenant_id = r.tenant_id AND u.user_id = r.invitee_user_id
  WHERE NOT r._deleted AND r.registered_at IS NOT NULL
    AND (r.invitee_user_id IS NULL OR r.invitee_user_id <> r.referrer_user_id)
    AND (u.registered_at IS NULL OR u.registered_at >= r.invited_at)
) AS acceptances WHERE acceptance = 1
)) AS r
  UNION ALL
  SELECT tenant_id, 'consumption:' || id, started_at, user_id, NULL, 0, 0, 0, 1,
    CASE WHEN max_percent >= 90 THEN 1 ELSE 0 END, COALESCE(seconds_played, 0), content_id, NULL
  FROM content_consumption
  WHERE NOT _deleted
) AS f LEFT JOIN users u ON u.tenant_id = f.tenant_id AND u.user_id = f.user_id
) AS "community"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "community".tenant_id = "tenants".tenant_id  WHERE ("community".occurred_at >= ?::timestamp AND "community".occurred_at <= ?::timestamp) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
