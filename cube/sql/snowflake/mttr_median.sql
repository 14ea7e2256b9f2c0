-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('MONTH', CONVERT_TIMEZONE('America/Bogota', "incidents".resolved_at::timestamp_tz)::timestamp_ntz) "technical__resolved_date_month", PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "incidents".repair_seconds) "technical__mttr_median"
    FROM
      (SELECT tenant_id, incident_id, COALESCE(flow_id, '(not set)') AS flow_id, COALESCE(severity, '(not set)') AS severity,
  opened_at, resolved_at,
  CASE WHEN resolved_at >= opened_at THEN ns_seconds_between(opened_at, resolved_at) END AS repair_seconds
FROM incidents WHERE NOT _deleted AND NOT COALESCE(is_maintenance, FALSE)
) AS "incidents"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "incidents".tenant_id = "tenants".tenant_id  WHERE ("incidents".resolved_at >= ?::timestamp_ntz AND "incidents".resolved_at <= ?::timestamp_ntz) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
