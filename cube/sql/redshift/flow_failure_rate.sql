-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('day', ("flow_runs".finished_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__flow_date_day", 1.0 * sum(CASE WHEN "flow_runs".finished_at IS NOT NULL AND "flow_runs".status IN ('failed', 'error') THEN 1 ELSE 0 END) / NULLIF(sum(CASE WHEN "flow_runs".finished_at IS NOT NULL THEN 1 ELSE 0 END), 0) "technical__flow_failure_rate"
    FROM
      (SELECT tenant_id, flow_run_id, COALESCE(flow_id, '(not set)') AS flow_id, finished_at, status, error_class FROM flow_runs WHERE NOT _deleted
) AS "flow_runs"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "flow_runs".tenant_id = "tenants".tenant_id  WHERE ("flow_runs".finished_at >= $1::timestamp AND "flow_runs".finished_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
