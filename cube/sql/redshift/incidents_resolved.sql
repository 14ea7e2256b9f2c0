-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('month', ("incidents".resolved_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__resolved_date_month", sum(CASE WHEN "incidents".resolved_at IS NOT NULL THEN 1 ELSE 0 END) "technical__incidents_resolved"
    FROM
      (SELECT tenant_id, incident_id, COALESCE(flow_id, '(not set)') AS flow_id, COALESCE(severity, '(not set)') AS severity,
  opened_at, resolved_at,
  CASE WHEN resolved_at >= opened_at THEN ns_seconds_between(opened_at, resolved_at) END AS repair_seconds
FROM incidents WHERE NOT _deleted AND NOT COALESCE(is_maintenance, FALSE)
) AS "incidents"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "incidents".tenant_id = "tenants".tenant_id  WHERE ("incidents".resolved_at >= $1::timestamp AND "incidents".resolved_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
