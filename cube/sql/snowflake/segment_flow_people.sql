-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: 2026-03-01T05:00:00.000Z
-- 4: 2026-04-01T04:59:59.999Z
-- 5: default
SELECT
      date_trunc('MONTH', CONVERT_TIMEZONE('America/Bogota', "segment_flows".flow_at::timestamp_tz)::timestamp_ntz) "operational__segment_flow_date_month", sum(1) "operational__segment_flow_people"
    FROM
      (WITH days AS (
  SELECT MIN(day) AS first_day, MAX(day) AS last_day
  FROM calendar_days
  WHERE (ns_add_seconds(ns_timestamp(day), 43200) >= ?::timestamp_ntz AND ns_add_seconds(ns_timestamp(day), 43200) <= ?::timestamp_ntz)
), scores AS (
  SELECT tenant_id, user_id, scored_at, CONVERT_TIMEZONE('America/Bogota', scored_at::timestamp_tz)::timestamp_ntz AS local_scored_at,
    COALESCE(segment, CASE WHEN score < 40 THEN 'cold' WHEN score < 70 THEN 'warm' ELSE 'hot' END) AS band
  FROM score_history
  WHERE NOT _deleted
), latest AS (
  SELECT s.tenant_id, s.user_id, d.last_day,
    MAX(CASE WHEN s.local_scored_at < ns_add_days(ns_timestamp(d.first_day), 1) THEN s.scored_at END) AS scored_from,
    MAX(s.scored_at) AS scored_to
  FROM scores s
  CROSS JOIN days d
  WHERE s.local_scored_at < ns_add_days(ns_timestamp(d.last_day), 1)
  GROUP BY 1, 2, 3
) SELECT l.tenant_id, l.user_id, ns_add_seconds(ns_timestamp(l.last_day), 43200) AS flow_at,
  COALESCE(f.band, '(none)') AS segment_from, t.band AS segment_to,
  COALESCE(u.country, '(not set)') AS country, COALESCE(u.first_utm_source, '(not set)') AS source
FROM latest l LEFT JOIN scores f ON f.tenant_id = l.tenant_id AND f.user_id = l.user_id AND f.scored_at = l.scored_from LEFT JOIN scores t ON t.tenant_id = l.tenant_id AND t.user_id = l.user_id AND t.scored_at = l.scored_to LEFT JOIN users u ON u.tenant_id = l.tenant_id AND u.user_id = l.user_id
) AS "segment_flows"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "segment_flows".tenant_id = "tenants".tenant_id  WHERE ("segment_flows".flow_at >= ?::timestamp_ntz AND "segment_flows".flow_at <= ?::timestamp_ntz) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
