-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('day', ("ingested_events".received_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__received_date_day", sum(CASE WHEN "ingested_events".received_at IS NOT NULL THEN 1 ELSE 0 END) "technical__events_received"
    FROM
      (SELECT tenant_id, event_id, occurred_at, received_at, name FROM events WHERE NOT _deleted
) AS "ingested_events"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "ingested_events".tenant_id = "tenants".tenant_id  WHERE ("ingested_events".received_at >= $1::timestamp AND "ingested_events".received_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
