-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      sum(1) "operational__funnel_visitors", sum(CASE WHEN "acquisition_funnel".registered_at IS NOT NULL THEN 1 ELSE 0 END) "operational__funnel_registrations", PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ns_seconds_between("acquisition_funnel".visited_at, "acquisition_funnel".registered_at)) "operational__funnel_seconds_to_registration", sum(CASE WHEN "acquisition_funnel".attended_at IS NOT NULL THEN 1 ELSE 0 END) "operational__funnel_attendees", PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ns_seconds_between("acquisition_funnel".registered_at, "acquisition_funnel".attended_at)) "operational__funnel_seconds_to_attendance", sum(CASE WHEN "acquisition_funnel".returned_at IS NOT NULL THEN 1 ELSE 0 END) "operational__funnel_active", PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ns_seconds_between("acquisition_funnel".attended_at, "acquisition_funnel".returned_at)) "operational__funnel_seconds_to_active"
    FROM
      (WITH owners AS (
  SELECT tenant_id, user_pseudo_id, user_id
  FROM (
    SELECT tenant_id, user_pseudo_id, user_id,
      ROW_NUMBER() OVER (PARTITION BY tenant_id, user_pseudo_id ORDER BY identified_at, user_id) AS identification
    FROM (
      SELECT tenant_id, user_pseudo_id, user_id, MIN(started_at) AS identified_at
      FROM sessions
      WHERE NOT _deleted AND user_id IS NOT NULL AND user_pseudo_id IS NOT NULL
      GROUP BY 1, 2, 3
      UNION ALL
      SELECT tenant_id, identity_value, user_id, valid_from
      FROM identities
      WHERE NOT _deleted AND identity_type = 'user_pseudo_id'
    ) AS identifications
  ) AS ranked
  WHERE identification = 1
), visits AS (
  SELECT s.tenant_id, COALESCE(s.user_id, o.user_id) AS user_id,
    COALESCE('user:' || COALESCE(s.user_id, o.user_id), 'visitor:' || s.user_pseudo_id, 'session:' || s.session_id) AS visitor_id,
    s.session_id, s.started_at, s.utm_source, s.country
  FROM sessions s
  LEFT JOIN owners o ON o.tenant_id = s.tenant_id AND o.user_pseudo_id = s.user_pseudo_id
  WHERE NOT s._deleted AND s.started_at IS NOT NULL
), visitors AS (
  SELECT tenant_id, visitor_id, user_id, started_at AS visited_at, utm_source, country
  FROM (
    SELECT tenant_id, visitor_id, user_id, started_at, utm_source, country,
      ROW_NUMBER() OVER (PARTITION BY tenant_id, visitor_id ORDER BY started_at, session_id) AS visit
    FROM visits
  ) AS numbered
  WHERE visit = 1
), attendances AS (
  SELECT tenant_id, user_id, MIN(started_at) AS attended_at
  FROM content_consumption
  WHERE NOT _deleted AND user_id IS NOT NULL AND (seconds_played >= 30 OR attended_live)
  GROUP BY 1, 2
), returns AS (
  SELECT a.tenant_id, a.user_id, MIN(a.occurred_at) AS returned_at
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
  JOIN attendances t ON t.tenant_id = a.tenant_id AND t.user_id = a.user_id
  WHERE a.occurred_at > t.attended_at
    AND ns_day(timezone('America/Bogota', a.occurred_at::timestamptz)) > ns_day(timezone('America/Bogota', t.attended_at::timestamptz))
  GROUP BY 1, 2
), registrations AS (
  SELECT v.tenant_id, v.visitor_id, v.user_id, v.visited_at, v.utm_source, COALESCE(u.country, v.country) AS country,
    CASE WHEN u.registered_at >= v.visited_at AND u.registered_at < ns_add_days(v.visited_at, 30)
      THEN u.registered_at END AS registered_at
  FROM visitors v
  LEFT JOIN users u ON u.tenant_id = v.tenant_id AND u.user_id = v.user_id AND NOT u._deleted
), attended AS (
  SELECT r.tenant_id, r.visitor_id, r.user_id, r.visited_at, r.utm_source, r.country, r.registered_at,
    CASE WHEN t.attended_at >= r.registered_at AND t.attended_at < ns_add_days(r.visited_at, 30)
      THEN t.attended_at END AS attended_at
  FROM registrations r
  LEFT JOIN attendances t ON t.tenant_id = r.tenant_id AND t.user_id = r.user_id
) SELECT a.tenant_id, a.visitor_id, a.user_id, a.visited_at, a.registered_at, a.attended_at,
  CASE WHEN b.returned_at >= a.attended_at AND b.returned_at < ns_add_days(a.visited_at, 30)
    THEN b.returned_at END AS returned_at,
  COALESCE(a.country, '(not set)') AS country, COALESCE(a.utm_source, '(not set)') AS source
FROM attended a LEFT JOIN returns b ON b.tenant_id = a.tenant_id AND b.user_id = a.user_id
) AS "acquisition_funnel"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "acquisition_funnel".tenant_id = "tenants".tenant_id  WHERE ("acquisition_funnel".visited_at >= ?::timestamp AND "acquisition_funnel".visited_at <= ?::timestamp) AND ("tenants".tenant_id = ?)
