-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('month', ("failed_messages".failed_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__failure_date_month", count("failed_messages".message_id) "technical__delivery_failures"
    FROM
      (SELECT tenant_id, message_id, failed_at, COALESCE(channel, '(not set)') AS channel,
  COALESCE(failure_class, '(not set)') AS failure_class, COALESCE(failure_code, '(not set)') AS failure_code
FROM messages WHERE NOT _deleted AND failed_at IS NOT NULL
) AS "failed_messages"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "failed_messages".tenant_id = "tenants".tenant_id  WHERE ("failed_messages".failed_at >= $1::timestamp AND "failed_messages".failed_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
