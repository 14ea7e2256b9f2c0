-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('day', ("event_rate_now".measured_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__rate_now_date_day", sum("event_rate_now".events) / 300.0 "technical__events_per_second_now"
    FROM
      (SELECT t.tenant_id, ns_now() AS measured_at, COALESCE(e.events, 0) AS events FROM ((SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
)) AS t LEFT JOIN (
  SELECT tenant_id, COUNT(*) AS events
  FROM events
  WHERE NOT _deleted AND occurred_at >= ns_add_seconds(ns_now(), -300) AND occurred_at < ns_now()
  GROUP BY 1
) AS e ON e.tenant_id = t.tenant_id
) AS "event_rate_now"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "event_rate_now".tenant_id = "tenants".tenant_id  WHERE ("event_rate_now".measured_at >= $1::timestamp AND "event_rate_now".measured_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
