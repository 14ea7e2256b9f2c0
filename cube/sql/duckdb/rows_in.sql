-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      DATE_TRUNC('month', timezone('America/Bogota', "integrations".finished_at::timestamptz)) "technical__integration_date_month", sum("integrations".rows_in) "technical__rows_in"
    FROM
      (SELECT tenant_id, run_id, connector, stream, finished_at, status, rows_in, rows_upserted, rows_dup, rows_bad FROM integration_runs WHERE NOT _deleted
) AS "integrations"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "integrations".tenant_id = "tenants".tenant_id  WHERE ("integrations".finished_at >= ?::timestamp AND "integrations".finished_at <= ?::timestamp) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
