-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('month', ("campaigns".sent_at::timestamptz AT TIME ZONE 'America/Bogota')) "operational__sent_date_month", sum("campaigns".converters) "operational__campaign_conversions"
    FROM
      (WITH machine_clicks AS (
  SELECT DISTINCT tenant_id, message_id, occurred_at
  FROM message_events
  WHERE NOT _deleted AND event_type = 'click' AND is_machine
), clicks AS (
  SELECT m.tenant_id, m.message_id, m.user_id, m.clicked_at
  FROM messages m
  LEFT JOIN machine_clicks k
    ON k.tenant_id = m.tenant_id AND k.message_id = m.message_id AND k.occurred_at = m.clicked_at
  WHERE NOT m._deleted AND m.clicked_at IS NOT NULL AND k.message_id IS NULL
  UNION ALL
  SELECT m.tenant_id, m.message_id, m.user_id, e.occurred_at
  FROM message_events e
  JOIN messages m ON m.tenant_id = e.tenant_id AND m.message_id = e.message_id
  WHERE NOT e._deleted AND NOT m._deleted
    AND (e.event_type = 'reply' OR (e.event_type = 'click' AND NOT COALESCE(e.is_machine, FALSE)))
), credits AS (
  SELECT tenant_id, message_id
  FROM (
    SELECT k.tenant_id, k.message_id,
      ROW_NUMBER() OVER (PARTITION BY v.tenant_id, v.id ORDER BY k.clicked_at DESC, k.message_id) AS recency
    FROM conversions v
    JOIN clicks k ON k.tenant_id = v.tenant_id AND k.user_id = v.user_id
      AND k.clicked_at <= v.occurred_at AND v.occurred_at <= ns_add_days(k.clicked_at, 7)
    WHERE NOT v._deleted
  ) AS candidates
  WHERE recency = 1
), happened AS (
  SELECT tenant_id, message_id,
    MAX(CASE WHEN event_type IN ('delivered', 'read', 'click', 'reply', 'unsubscribe', 'spam') THEN 1 ELSE 0 END) AS arrived,
    MAX(CASE WHEN event_type = 'read' AND NOT COALESCE(is_machine, FALSE) THEN 1 ELSE 0 END) AS opened,
    MAX(CASE WHEN event_type = 'read' AND is_machine THEN 1 ELSE 0 END) AS machine_opened
  FROM message_events
  WHERE NOT _deleted
  GROUP BY 1, 2
), marked AS (
  SELECT m.tenant_id, m.message_id, m.campaign_id, m.user_id, COALESCE(m.channel, c.channel) AS channel,
    COALESCE(m.sent_at, m.delivered_at, m.read_at, m.clicked_at, m.failed_at) AS sent_at,
    c.name, c.segment, c.template_id,
    COALESCE(m.campaign_id, 'message:' || m.message_id) AS campaign_key,
    COALESCE(m.user_id, 'message:' || m.message_id) AS person_key,
    CASE WHEN m.delivered_at IS NOT NULL OR m.read_at IS NOT NULL OR k.message_id IS NOT NULL OR h.arrived = 1
      THEN 1 ELSE 0 END AS delivered,
    CASE WHEN m.read_at IS NOT NULL OR k.message_id IS NOT NULL OR h.opened = 1 THEN 1 ELSE 0 END AS opened,
    CASE WHEN k.message_id IS NOT NULL THEN 1 ELSE 0 END AS clicked,
    CASE WHEN v.message_id IS NOT NULL THEN 1 ELSE 0 END AS converted,
    COALESCE(h.machine_opened, 0) AS machine_opened
  FROM messages m
  LEFT JOIN campaigns c ON c.tenant_id = m.tenant_id AND c.campaign_id = m.campaign_id
  LEFT JOIN happened h ON h.tenant_id = m.tenant_id AND h.message_id = m.message_id
  LEFT JOIN (SELECT DISTINCT tenant_id, message_id FROM clicks) AS k
    ON k.tenant_id = m.tenant_id AND k.message_id = m.message_id
  LEFT JOIN (SELECT DISTINCT tenant_id, message_id FROM credits) AS v
    ON v.tenant_id = m.tenant_id AND v.message_id = m.message_id
  WHERE NOT m._deleted
), counted AS (
  SELECT tenant_id, message_id, campaign_id, user_id, channel, sent_at, name, segment, template_id,
    delivered, opened, clicked, converted, machine_opened,
    SUM(opened) OVER (
      PARTITION BY tenant_id, campaign_key, channel, person_key ORDER BY sent_at, message_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS opened_so_far,
    SUM(clicked) OVER (
      PARTITION BY tenant_id, campaign_key, channel, person_key ORDER BY sent_at, message_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS clicked_so_far,
    SUM(converted) OVER (
      PARTITION BY tenant_id, campaign_key, channel, person_key ORDER BY sent_at, message_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS converted_so_far
  FROM marked
) SELECT m.tenant_id, m.message_id, m.user_id, m.sent_at, m.delivered, m.machine_opened,
  COALESCE(m.campaign_id, '(not set)') AS campaign, COALESCE(m.name, m.campaign_id, '(not set)') AS campaign_name,
  COALESCE(m.channel, '(not set)') AS channel, COALESCE(m.segment, '(not set)') AS target_segment,
  COALESCE(m.template_id, '(not set)') AS template,
  COALESCE(u.country, '(not set)') AS country, COALESCE(u.first_utm_source, '(not set)') AS source,
  CASE WHEN m.opened = 1 AND m.opened_so_far = 1 THEN 1 ELSE 0 END AS openers,
  CASE WHEN m.clicked = 1 AND m.clicked_so_far = 1 THEN 1 ELSE 0 END AS clickers,
  CASE WHEN m.converted = 1 AND m.converted_so_far = 1 THEN 1 ELSE 0 END AS converters
FROM counted m LEFT JOIN users u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
) AS "campaigns"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "campaigns".tenant_id = "tenants".tenant_id  WHERE ("campaigns".sent_at >= $1::timestamp AND "campaigns".sent_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
