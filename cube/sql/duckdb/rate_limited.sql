-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      DATE_TRUNC('month', timezone('America/Bogota', "security".occurred_at::timestamptz)) "technical__security_date_month", sum(CASE WHEN "security".kind IN ('rate_limit', 'rate_limited') THEN "security".occurrences ELSE 0 END) "technical__rate_limited"
    FROM
      (SELECT tenant_id, event_id, occurred_at, LOWER(kind) AS kind, COALESCE(actor, '(not set)') AS actor, COALESCE(ip_hash, '(not set)') AS ip_hash,
  COALESCE(outcome, '(not set)') AS outcome, COALESCE(severity, '(not set)') AS severity, ns_occurrences(_raw) AS occurrences
FROM security_events WHERE NOT _deleted
) AS "security"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "security".tenant_id = "tenants".tenant_id  WHERE ("security".occurred_at >= ?::timestamp AND "security".occurred_at <= ?::timestamp) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
