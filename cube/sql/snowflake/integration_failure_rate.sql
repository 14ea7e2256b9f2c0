-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('DAY', CONVERT_TIMEZONE('America/Bogota', "integrations".finished_at::timestamp_tz)::timestamp_ntz) "technical__integration_date_day", 1.0 * sum(CASE WHEN "integrations".finished_at IS NOT NULL AND "integrations".status IN ('failed', 'error') THEN 1 ELSE 0 END) / NULLIF(sum(CASE WHEN "integrations".finished_at IS NOT NULL THEN 1 ELSE 0 END), 0) "technical__integration_failure_rate"
    FROM
      (SELECT tenant_id, run_id, connector, stream, finished_at, status, rows_in, rows_upserted, rows_dup, rows_bad FROM integration_runs WHERE NOT _deleted
) AS "integrations"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "integrations".tenant_id = "tenants".tenant_id  WHERE ("integrations".finished_at >= ?::timestamp_ntz AND "integrations".finished_at <= ?::timestamp_ntz) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
