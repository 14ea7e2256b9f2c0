-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('day', ("crm_latency".crm_updated_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__crm_date_day", PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY "crm_latency".latency_seconds) "technical__crm_latency_p95"
    FROM
      (SELECT tenant_id, event_id, crm_updated_at,
  CASE WHEN crm_updated_at >= event_occurred_at THEN ns_seconds_between(event_occurred_at, crm_updated_at) END AS latency_seconds,
  CASE WHEN crm_updated_at < event_occurred_at THEN 1 ELSE 0 END AS skewed
FROM pipeline_latency WHERE NOT _deleted AND event_occurred_at IS NOT NULL AND crm_updated_at IS NOT NULL
) AS "crm_latency"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "crm_latency".tenant_id = "tenants".tenant_id  WHERE ("crm_latency".crm_updated_at >= $1::timestamp AND "crm_latency".crm_updated_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
